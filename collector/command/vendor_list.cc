#include "collector/command/vendor_list.h"

#include <boost/json.hpp>
#include <set>
#include <vector>

#include "collector/command/app_export.h"
#include "proto/catalog/host_index.h"
#include "proto/catalog/host_name.h"
#include "proto/catalog/public_suffix.h"
#include "proto/catalog/text_catalog.h"

namespace desirepath::command {
namespace {

namespace json = boost::json;

constexpr int kMaximumDepth = 16;

void keep_hosts(std::string_view text, std::set<std::string>& hosts) {
  for (std::string& host : domains_of(text)) {
    if (catalog::is_normal(host)) hosts.insert(std::move(host));
  }
}

void keep_strings(const json::value& value, std::set<std::string>& hosts, int depth) {
  if (depth == kMaximumDepth) return;
  if (value.is_string()) keep_hosts(std::string_view(value.as_string()), hosts);
  if (value.is_array()) {
    for (const json::value& item : value.as_array()) keep_strings(item, hosts, depth + 1);
  }
  if (value.is_object()) {
    for (const auto& [key, item] : value.as_object()) keep_strings(item, hosts, depth + 1);
  }
}

absl::StatusOr<std::set<std::string>> hosts_in(const std::string& file, std::string_view text) {
  if (const int line = catalog::first_line_beyond_utf8(text); line != 0) {
    return absl::InvalidArgumentError(file + ":" + std::to_string(line) +
                                      ": not UTF-8; save the list as UTF-8");
  }
  std::set<std::string> hosts;
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  if (first != std::string_view::npos && (text[first] == '[' || text[first] == '{')) {
    json::error_code error;
    const json::value root = json::parse({text.data(), text.size()}, error);
    if (error)
      return absl::InvalidArgumentError(file + ":1: no JSON (" + error.message() +
                                        "); fetch the list again");
    keep_strings(root, hosts, 0);
  } else {
    while (!text.empty()) {
      const std::string_view line = text.substr(0, text.find('\n'));
      text.remove_prefix(line.size() == text.size() ? line.size() : line.size() + 1);
      keep_hosts(line.substr(0, line.find('#')), hosts);
    }
  }
  if (hosts.empty())
    return absl::InvalidArgumentError(file + ":1: no host in it; give a list of host names");
  return hosts;
}

}  // namespace

absl::Status compare_vendor_list(const std::string& file, std::string_view text,
                                 const std::string& tool, const catalog::Catalog& catalog,
                                 std::ostream& out, std::ostream& notes) {
  if (!tool.empty() && catalog.tool_by_id(tool) == nullptr) {
    return absl::InvalidArgumentError("--tool " + tool +
                                      ": no such tool; take an id that `catalog explain` prints");
  }
  const absl::StatusOr<std::set<std::string>> hosts = hosts_in(file, text);
  if (!hosts.ok()) return hosts.status();
  const absl::StatusOr<catalog::PublicSuffixes> suffixes = catalog::PublicSuffixes::latest();
  if (!suffixes.ok()) return suffixes.status();
  const catalog::HostIndex index(catalog);
  std::vector<std::string> missing;
  for (const std::string& host : *hosts) {
    const catalog::Hit row = index.find(host);
    if (!row && !suffixes->contains(host)) missing.push_back(host);
    const bool known = row && row->owner == catalog::Owner::kTool;
    notes << (!row ? "missing " : "known   ") << host << "  "
          << (known ? std::string(catalog.tool_of(*row.row).id) + ", " : "")
          << catalog::rule_in_words(catalog, row) << "\n";
  }
  notes << hosts->size() << " hosts, " << hosts->size() - missing.size() << " known, "
        << missing.size() << " missing\n";
  for (const std::string& host : missing) {
    out << "  hosts { suffix: \"" << host << "\" role: HOST_ROLE_APP }"
        << (tool.empty() ? "" : "  # " + tool) << "\n";
  }
  return absl::OkStatus();
}

}  // namespace desirepath::command
