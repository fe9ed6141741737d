#include "collector/workplace/published_paths.h"

#include <boost/json/parse.hpp>
#include <exception>
#include <utility>

#include "absl/status/status.h"

namespace desirepath::workplace {
namespace {

std::int64_t whole(const boost::json::value& number) { return number.to_number<std::int64_t>(); }

std::vector<Moment> path_in(const boost::json::value& need) {
  std::vector<Moment> path;
  for (const boost::json::value& moment : need.at("trend").as_array()) {
    path.push_back({static_cast<std::uint32_t>(whole(moment.at("window"))),
                    std::string(moment.at("name").as_string()), whole(moment.at("low")),
                    whole(moment.at("high"))});
  }
  return path;
}

}  // namespace

absl::StatusOr<PublishedPaths::Paths> PublishedPaths::read(const std::string& window) {
  Paths paths;
  if (!needs_) return paths;
  const absl::StatusOr<std::string> report = needs_({window, "", api::ReportFormat::kJson});
  if (!report.ok()) return report.status();
  boost::system::error_code failure;
  const boost::json::value parsed = boost::json::parse(*report, failure);
  if (failure) return absl::InternalError("the needs report is no JSON");
  try {
    for (const boost::json::value& need : parsed.at("needs").as_array()) {
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
  read_at_ = revision;
  return &paths_;
}

absl::StatusOr<std::vector<Moment>> PublishedPaths::until(const std::string& need,
                                                          const std::string& window) {
  absl::StatusOr<Paths> paths = read(window);
  if (absl::IsNotFound(paths.status())) return std::vector<Moment>();
  if (!paths.ok()) return paths.status();
  return std::move((*paths)[need]);
}

}  // namespace desirepath::workplace
