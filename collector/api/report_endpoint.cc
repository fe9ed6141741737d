#include "collector/api/report_endpoint.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "collector/api/entity_tag.h"
#include "collector/api/gzip.h"
#include "collector/api/problem.h"

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

absl::StatusOr<ReportQuery> query_of(const Target& target) {
  ReportQuery query;
  for (const auto& [name, value] : target.parameters) {
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
          "unknown query parameter; this report takes window, department and format");
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

}  // namespace

Response report(const Provider& provider, const Provider::Report& make, const Target& target,
                bool accepts_gzip, AnswerCache& cache) {
  if (!make) return problem_of(absl::InternalError("no provider"));
  const absl::StatusOr<ReportQuery> query = query_of(target);
  if (!query.ok()) return problem_of(query.status());

  const std::string revision = provider.revision ? provider.revision() : std::string();
  const std::string question =
      absl::StrCat(target.path, "?", query->window, "&", query->department, "&",
                   query->format == ReportFormat::kCsv ? "csv" : "json");
  if (!revision.empty()) {
    if (const KeptAnswer* kept = cache.find(revision, question))
      return answer_with(*kept, target, accepts_gzip, *query);
  }
  absl::StatusOr<std::string> body = make(*query);
  if (!body.ok()) return problem_of(body.status());
  KeptAnswer answer = answer_of(*std::move(body));
  if (revision.empty()) return answer_with(answer, target, accepts_gzip, *query);
  return answer_with(*cache.keep(revision, question, std::move(answer)), target, accepts_gzip,
                     *query);
}

}  // namespace desirepath::api
