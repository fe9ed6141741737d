#include "collector/api/report_endpoint.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "collector/api/entity_tag.h"
#include "collector/api/gzip.h"
#include "collector/api/problem.h"
#include "collector/api/report_page.h"

namespace desirepath::api {
namespace {

constexpr std::size_t kMaxNameOctets = 64;  // longest department key and window name

absl::Status check_name(const std::string& parameter, const std::string& value) {
  const bool clean = std::all_of(value.begin(), value.end(), [](char c) {
    return absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '-' || c == '_' || c == '.';
  });
  if (value.empty() || value.size() > kMaxNameOctets || !clean) {
    return absl::InvalidArgumentError(absl::StrCat(
        parameter,
        ": give 1 to 64 letters, digits, hyphens, dots or underscores, or leave it out"));
  }
  return absl::OkStatus();
}

absl::StatusOr<ReportQuery> query_of(const Target& target, ReportQuery query, PieceAsked& piece) {
  for (const auto& [name, value] : target.parameters) {
    if (name == "limit" || name == "cursor") {
      (name == "limit" ? piece.limit : piece.cursor) = value;
      if (!value.empty()) continue;
      return absl::InvalidArgumentError(absl::StrCat(name, ": is empty; leave it out"));
    }
    if (name == "format") {
      if (value != "json" && value != "csv") {
        return absl::InvalidArgumentError("format: give json or csv, or leave it out");
      }
      query.format = value == "csv" ? ReportFormat::kCsv : ReportFormat::kJson;
      continue;
    }
    std::string* field = name == "window"       ? &query.window
                         : name == "department" ? &query.department
                                                : nullptr;
    if (field == nullptr) {
      return absl::InvalidArgumentError(
          "unknown query parameter; this report takes window, department, format, limit and "
          "cursor");
    }
    if (absl::Status s = check_name(name, value); !s.ok()) return s;
    *field = value;
  }
  return query;
}

KeptAnswer answer_of(std::string body) {
  KeptAnswer answer;
  if (body.size() >= kLeastOctets) answer.gzip = gzip(body);
  answer.etag = entity_tag(body);
  answer.body = std::move(body);
  return answer;
}

Response answer_with(const KeptAnswer& answer, const Target& target, bool accepts_gzip,
                     const ReportQuery& query) {
  const bool squeezed = accepts_gzip && !answer.gzip.empty();
  Response response{
      200,
      "application/json",
      squeezed ? answer.gzip : answer.body,
      {{"ETag", answer.etag}, {"Vary", "Accept-Encoding"}, {"Cache-Control", "private, no-cache"}}};
  if (squeezed) response.fields["Content-Encoding"] = "gzip";
  if (query.format == ReportFormat::kCsv) {
    response.content_type = "text/csv; charset=utf-8";
    const std::string name = target.path.substr(target.path.rfind('/') + 1);
    response.fields["Content-Disposition"] =
        absl::StrCat("attachment; filename=\"desirepath-", name, ".csv\"");
  }
  return response;
}

// Two pieces of one report have tags of their own.
Response piece_of(const KeptAnswer& whole, const Target& target, const PieceAsked& asked) {
  const bool tools = target.path.ends_with("/tools");
  const absl::StatusOr<std::string> piece =
      report_page(whole.body, tools ? "tools" : "needs", whole.etag, asked);
  if (!piece.ok()) return problem_of(piece.status());
  return {200,
          "application/json",
          *piece,
          {{"ETag", entity_tag(*piece)}, {"Cache-Control", "private, no-cache"}}};
}

}  // namespace

Response report(const Provider& provider, const Provider::Report& make, const Target& target,
                const ReportQuery& about, bool accepts_gzip, AnswerCache& cache) {
  if (!make) return problem_of(absl::InternalError("no provider"));
  PieceAsked piece;
  const absl::StatusOr<ReportQuery> query = query_of(target, about, piece);
  if (!query.ok()) return problem_of(query.status());
  if (!query->department.empty() && !query->sight.shows(query->department)) {
    return problem(403, "sight", "Not this department's",
                   "you see the organisation's figures and those of the departments an admin named "
                   "for you; leave out department, or name one of them");
  }
  const bool whole = piece.limit.empty() && piece.cursor.empty();
  if (!whole && query->format == ReportFormat::kCsv) {
    return problem_of(
        absl::InvalidArgumentError("limit: a CSV is whole; leave limit and cursor out"));
  }

  const std::string revision = provider.revision ? provider.revision() : std::string();
  const std::string question =
      absl::StrCat(target.path, "?", query->window, "&", query->department, "&",
                   query->format == ReportFormat::kCsv ? "csv" : "json", "&",
                   curation::sight_text(query->sight));
  if (!revision.empty()) {
    if (const KeptAnswer* kept = cache.find(revision, question)) {
      return whole ? answer_with(*kept, target, accepts_gzip, *query)
                   : piece_of(*kept, target, piece);
    }
  }
  absl::StatusOr<std::string> body = make(*query);
  if (!body.ok()) return problem_of(body.status());
  KeptAnswer answer = answer_of(*std::move(body));
  const KeptAnswer* kept = &answer;
  if (!revision.empty()) kept = cache.keep(revision, question, std::move(answer));
  return whole ? answer_with(*kept, target, accepts_gzip, *query) : piece_of(*kept, target, piece);
}

}  // namespace desirepath::api
