#include "collector/workplace/published_paths.h"

#include <boost/json/parse.hpp>
#include <exception>
#include <string_view>
#include <utility>

#include "absl/status/status.h"
#include "collector/api/report_rows.h"

namespace desirepath::workplace {
namespace {

constexpr std::size_t kMostPaths = 16;

std::int64_t integer(const boost::json::value& number) { return number.to_number<std::int64_t>(); }

std::vector<Moment> path_in(const boost::json::value& need) {
  std::vector<Moment> path;
  for (const boost::json::value& moment : need.at("trend").as_array()) {
    path.push_back({static_cast<std::uint32_t>(integer(moment.at("window"))),
                    std::string(moment.at("name").as_string()), integer(moment.at("low")),
                    integer(moment.at("high"))});
  }
  return path;
}

}  // namespace

absl::StatusOr<PublishedPaths::Paths> PublishedPaths::read(const std::string& window) const {
  Paths paths;
  if (!needs_) return paths;
  const absl::StatusOr<std::string> report = needs_({window, "", api::ReportFormat::kJson});
  if (!report.ok()) return report.status();
  const absl::StatusOr<api::ReportRows> rows = api::rows_of(*report, "needs");
  if (!rows.ok()) return rows.status();
  try {
    for (const std::string_view row : rows->rows) {
      const boost::json::value need = boost::json::parse({row.data(), row.size()});
      paths[std::string(need.at("need").as_string())] = path_in(need);
    }
  } catch (const std::exception&) {  // the library's way of saying that a member is another
    return absl::InternalError("the needs report is not as openapi.yaml says");
  }
  return paths;
}

absl::StatusOr<const PublishedPaths::Paths*> PublishedPaths::newest() {
  const std::string revision = revision_ ? revision_() : std::string();
  if (!revision.empty() && revision == read_at_) return &paths_;
  absl::StatusOr<Paths> paths = read("");
  if (!paths.ok()) return paths.status();
  paths_ = *std::move(paths);
  older_.clear();
  read_at_ = revision;
  return &paths_;
}

absl::StatusOr<std::vector<Moment>> PublishedPaths::until(const std::string& need,
                                                          const std::string& window) {
  auto found = older_.find(window);
  if (found == older_.end()) {
    absl::StatusOr<Paths> paths = read(window);
    if (absl::IsNotFound(paths.status())) return std::vector<Moment>();
    if (!paths.ok()) return paths.status();
    if (older_.size() >= kMostPaths) older_.clear();
    found = older_.emplace(window, *std::move(paths)).first;
  }
  const auto path = found->second.find(need);
  return path == found->second.end() ? std::vector<Moment>() : path->second;
}

absl::StatusOr<std::vector<Moment>> PublishedPaths::at(const std::string& need,
                                                       std::uint32_t window,
                                                       const std::string& name) {
  const absl::StatusOr<const Paths*> paths = newest();
  if (!paths.ok()) return paths.status();
  const auto found = (*paths)->find(need);
  if (found == (*paths)->end() || found->second.empty() || found->second.back().window < window) {
    return std::vector<Moment>();
  }
  std::vector<Moment> searched = found->second;
  if (searched.front().window > window) {
    absl::StatusOr<std::vector<Moment>> older = until(need, name);
    if (absl::IsInvalidArgument(older.status())) return std::vector<Moment>();  // not published
    if (!older.ok()) return older.status();
    searched = *std::move(older);
  }
  std::erase_if(searched, [&](const Moment& moment) { return moment.window != window; });
  return searched;
}

}  // namespace desirepath::workplace
