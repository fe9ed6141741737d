#include "collector/workplace/published_tools.h"

#include <algorithm>
#include <boost/json/parse.hpp>
#include <exception>
#include <string_view>
#include <utility>

#include "absl/status/status.h"
#include "collector/api/report_rows.h"

namespace desirepath::workplace {
namespace {

constexpr std::size_t kMostKept = 8;

std::string text(const boost::json::value& value) { return std::string(value.as_string()); }
std::int64_t whole(const boost::json::value& number) { return number.to_number<std::int64_t>(); }

// An exact figure is a number, a band an object of both ends.
Band band_in(const boost::json::value& value) {
  if (!value.is_object()) return {whole(value), whole(value)};
  return {whole(value.at("low")), whole(value.at("high"))};
}

PublishedTool tool_in(const boost::json::value& row) {
  PublishedTool tool{text(row.at("tool")),     text(row.at("name")),       text(row.at("need")),
                     text(row.at("standing")), band_in(row.at("devices")), {}};
  for (const boost::json::value& department : row.at("departments").as_array()) {
    tool.departments[text(department.at("department"))] = band_in(department);
  }
  return tool;
}

}  // namespace

Band ToolsOfWindow::devices(const std::string& tool, bool offered) const {
  const auto found = tools.find(tool);
  if (found != tools.end()) return found->second.devices;
  const std::int64_t few = std::max<std::int64_t>(k - 1, 0);
  const bool few_only = offered || k == 1;  // a lab with k = 1 hides nobody
  return {0, few_only ? few : std::max(few, reporting)};
}

Band ToolsOfWindow::devices(const std::string& tool, bool offered,
                            const std::vector<std::string>& departments) const {
  const auto found = tools.find(tool);
  if (departments.empty() || found == tools.end()) return devices(tool, offered);
  const std::map<std::string, Band>& shown = found->second.departments;
  Band sum;
  bool hidden = false;
  for (const std::string& department : departments) {
    const auto own = shown.find(department);
    if (own == shown.end()) {
      hidden = true;
    } else {
      sum = sum + own->second;
    }
  }
  if (!hidden) return sum;
  const auto others = shown.find("");
  // Without a block of the others nothing of the tool is divided, or nobody else has it.
  const std::int64_t most = others != shown.end() ? others->second.high
                            : shown.empty()       ? found->second.devices.high
                                                  : 0;
  return {sum.low, std::min(sum.high + most, found->second.devices.high)};
}

absl::StatusOr<ToolsOfWindow> PublishedTools::read(const std::string& window) const {
  if (!tools_) return absl::NotFoundError("nothing is published here");
  const absl::StatusOr<std::string> report = tools_({window, "", api::ReportFormat::kJson});
  if (!report.ok()) return report.status();
  const absl::StatusOr<api::ReportRows> rows = api::rows_of(*report, "tools");
  if (!rows.ok()) return rows.status();
  const absl::StatusOr<boost::json::value> head = api::head_of(*rows);
  if (!head.ok()) return head.status();
  const boost::json::value& parsed = *head;
  ToolsOfWindow read;
  try {
    read.k = whole(parsed.at("k"));
    const boost::json::value& line = parsed.at("line");
    const boost::json::value& reporting = line.at("reporting");
    read.reporting = reporting.is_null() ? whole(line.at("enrolled")) : band_in(reporting).high;
    read.window = text(parsed.at("window").at("name"));
    read.number = static_cast<std::uint32_t>(whole(parsed.at("window").at("id")));
    for (const std::string_view row : rows->rows) {
      PublishedTool tool = tool_in(boost::json::parse({row.data(), row.size()}));
      read.tools[tool.tool] = std::move(tool);
    }
  } catch (const std::exception&) {  // the library's way of saying that a member is another
    return absl::InternalError("the tools report is not as openapi.yaml says");
  }
  return read;
}

absl::StatusOr<const ToolsOfWindow*> PublishedTools::in(const std::string& window) {
  const std::string revision = revision_ ? revision_() : std::string();
  if (revision.empty() || revision != read_at_ || kept_.size() >= kMostKept) kept_.clear();
  read_at_ = revision;
  const auto kept = kept_.find(window);
  if (kept != kept_.end()) return &kept->second;
  absl::StatusOr<ToolsOfWindow> read = this->read(window);
  if (!read.ok()) return read.status();
  return &(kept_[window] = *std::move(read));
}

}  // namespace desirepath::workplace
