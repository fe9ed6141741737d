#include "collector/command/app_export.h"

#include <algorithm>
#include <boost/json.hpp>
#include <map>
#include <optional>
#include <span>

#include "collector/curation/csv.h"
#include "proto/catalog/text_catalog.h"

namespace desirepath::command {
namespace {

namespace json = boost::json;

constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

enum class Column { kName, kVendor, kCategory, kDomains, kTags, kVerdict };

// The headers that a column goes by, reduced to letters: "App name", "app_name" and "APP NAME" are
// one.
constexpr std::pair<std::string_view, Column> kHeaders[] = {
    {"name", Column::kName},
    {"app", Column::kName},
    {"appname", Column::kName},
    {"application", Column::kName},
    {"applicationname", Column::kName},
    {"displayname", Column::kName},
    {"cloudapp", Column::kName},
    {"service", Column::kName},
    {"vendor", Column::kVendor},
    {"publisher", Column::kVendor},
    {"company", Column::kVendor},
    {"category", Column::kCategory},
    {"appcategory", Column::kCategory},
    {"domains", Column::kDomains},
    {"domain", Column::kDomains},
    {"appdomains", Column::kDomains},
    {"appdomain", Column::kDomains},
    {"domainlist", Column::kDomains},
    {"url", Column::kDomains},
    {"urls", Column::kDomains},
    {"hosts", Column::kDomains},
    {"tags", Column::kTags},
    {"tag", Column::kTags},
    {"apptag", Column::kTags},
    {"apptags", Column::kTags},
    {"sanctioned", Column::kVerdict},
    {"issanctioned", Column::kVerdict},
    {"verdict", Column::kVerdict},
    {"status", Column::kVerdict},
    {"appstatus", Column::kVerdict},
    {"standing", Column::kVerdict},
};

std::string letters_of(std::string_view text) {
  std::string letters;
  for (const char c : text) {
    if (c >= 'A' && c <= 'Z') letters += static_cast<char>(c - 'A' + 'a');
    if (c >= 'a' && c <= 'z') letters += c;
  }
  return letters;
}

std::vector<std::string> split(std::string_view field, std::string_view separators) {
  std::vector<std::string> parts;
  while (!field.empty()) {
    const std::size_t end = std::min(field.find_first_of(separators), field.size());
    std::string part(field.substr(0, end));
    while (!part.empty() && part.front() == ' ') part.erase(0, 1);
    while (!part.empty() && part.back() == ' ') part.pop_back();
    if (!part.empty()) parts.push_back(std::move(part));
    field.remove_prefix(std::min(end + 1, field.size()));
  }
  return parts;
}

std::string at_line(const std::string& file, int line) {
  return file + ":" + std::to_string(line) + ": ";
}

// Names are printed and compared: a name is a line of text, and no longer than a name is.
absl::Status refuse_odd_names(const std::string& file, const std::vector<ExportedApp>& apps) {
  for (const ExportedApp& app : apps) {
    const bool controls =
        std::ranges::any_of(app.name, [](char c) { return (c >= 0 && c < 0x20) || c == 0x7f; });
    if (!controls && app.name.size() <= kMaximumNameBytes) continue;
    return absl::InvalidArgumentError(
        at_line(file, app.line) +
        (controls ? "a name with control characters; remove them, or export again"
                  : "a name longer than " + std::to_string(kMaximumNameBytes) +
                        " octets; close its quotes, or shorten it"));
  }
  return absl::OkStatus();
}

// No application stands twice: two rows of one name would leave its standing to chance.
absl::Status refuse_twins(const std::string& file, const std::vector<ExportedApp>& apps) {
  std::map<std::string, int> seen;
  for (const ExportedApp& app : apps) {
    const auto [at, fresh] = seen.emplace(app.name, app.line);
    if (fresh) continue;
    return absl::InvalidArgumentError(at_line(file, app.line) + "'" + app.name +
                                      "' stands on line " + std::to_string(at->second) +
                                      " already; remove one of the two rows");
  }
  return absl::OkStatus();
}

int line_of(const curation::CsvRow& row) { return static_cast<int>(row.line); }

absl::StatusOr<std::map<Column, std::size_t>> columns_of(const std::string& file,
                                                         const curation::CsvRow& header) {
  std::map<Column, std::size_t> columns;
  for (std::size_t i = 0; i < header.cells.size(); ++i) {
    const std::string letters = letters_of(header.cells[i]);
    for (const auto& [known, column] : kHeaders) {
      if (letters == known) columns.emplace(column, i);
    }
  }
  if (!columns.contains(Column::kName)) {
    return absl::InvalidArgumentError(at_line(file, line_of(header)) +
                                      "no column with the application's name; head it \"name\"");
  }
  return columns;
}

absl::StatusOr<std::vector<ExportedApp>> from_csv(const std::string& file, std::string_view text) {
  const curation::CsvForm form{.bytes = kMaximumExportBytes,
                               .rows = kMaximumExportRows,
                               .comments = false,
                               .place = file + ":"};
  const absl::StatusOr<std::vector<curation::CsvRow>> records = curation::read_csv(text, form);
  if (!records.ok()) return records.status();
  if (records->empty())
    return absl::InvalidArgumentError(file + ":1: empty; export the list with its header line");
  const curation::CsvRow& header = records->front();
  const auto columns = columns_of(file, header);
  if (!columns.ok()) return columns.status();
  std::vector<ExportedApp> apps;
  for (const curation::CsvRow& record : std::span(*records).subspan(1)) {
    if (record.cells.size() != header.cells.size()) {
      const char* mend = record.cells.size() > header.cells.size()
                             ? " headers; put fields with separators in quotes"
                             : " headers; the file is cut off or damaged, export again";
      return absl::InvalidArgumentError(at_line(file, line_of(record)) +
                                        std::to_string(record.cells.size()) + " fields under " +
                                        std::to_string(header.cells.size()) + mend);
    }
    const auto field = [&](Column column) -> std::string {
      const auto at = columns->find(column);
      return at == columns->end() || at->second >= record.cells.size() ? ""
                                                                       : record.cells[at->second];
    };
    ExportedApp app{.line = line_of(record),
                    .name = field(Column::kName),
                    .vendor = field(Column::kVendor),
                    .category = field(Column::kCategory),
                    .domains = domains_of(field(Column::kDomains)),
                    .tags = split(field(Column::kTags), ",;|"),
                    .verdict = field(Column::kVerdict)};
    if (app.name.empty()) {
      return absl::InvalidArgumentError(at_line(file, line_of(record)) +
                                        "a row without name; write it, or remove the row");
    }
    apps.push_back(std::move(app));
  }
  return apps;
}

std::vector<std::string> strings_of(const json::value* value) {
  std::vector<std::string> strings;
  if (value == nullptr || !value->is_array()) return strings;
  for (const json::value& item : value->as_array()) {
    if (item.is_string()) strings.emplace_back(item.as_string());
  }
  return strings;
}

std::string string_of(const json::object& object, std::string_view key) {
  const json::value* value = object.if_contains(key);
  return value != nullptr && value->is_string() ? std::string(value->as_string()) : std::string();
}

// The rows of Graph's answer: {"value": [{"displayName": …, "domains": […], "category": …, "tags":
// […]}]}, or the array.
absl::StatusOr<std::vector<ExportedApp>> from_json(const std::string& file, std::string_view text) {
  json::error_code error;
  json::stream_parser parser;
  const std::size_t read = parser.write_some(text.data(), text.size(), error);
  if (!error) parser.finish(error);
  if (error) {
    const auto line = 1 + std::ranges::count(text.substr(0, read), '\n');
    return absl::InvalidArgumentError(at_line(file, static_cast<int>(line)) + "no JSON (" +
                                      error.message() + "); export again");
  }
  json::value root = parser.release();
  if (root.is_object() && root.as_object().contains("value")) root = root.as_object().at("value");
  if (!root.is_array())
    return absl::InvalidArgumentError(
        file + ":1: no list of applications; give the answer of aggregatedAppsDetails");
  std::vector<ExportedApp> apps;
  for (const json::value& item : root.as_array()) {
    const int number = static_cast<int>(apps.size()) + 1;
    if (!item.is_object() || string_of(item.as_object(), "displayName").empty()) {
      return absl::InvalidArgumentError(file + ":1: entry " + std::to_string(number) +
                                        " has no displayName; export again");
    }
    const json::object& object = item.as_object();
    ExportedApp app{.line = number,
                    .name = string_of(object, "displayName"),
                    .vendor = string_of(object, "vendor"),
                    .category = string_of(object, "category"),
                    .domains = {},
                    .tags = strings_of(object.if_contains("tags")),
                    .verdict = ""};
    for (const std::string& domain : strings_of(object.if_contains("domains"))) {
      for (std::string& cleaned : domains_of(domain)) app.domains.push_back(std::move(cleaned));
    }
    apps.push_back(std::move(app));
  }
  return apps;
}

}  // namespace

std::vector<std::string> domains_of(std::string_view field) {
  std::vector<std::string> domains;
  for (std::string domain : split(field, ",; \t\n\r|")) {
    std::ranges::transform(domain, domain.begin(), [](char c) {
      return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    if (const std::size_t scheme = domain.find("://"); scheme != std::string::npos)
      domain.erase(0, scheme + 3);
    domain.resize(std::min(domain.find_first_of("/:?"), domain.size()));
    while (domain.starts_with("*") || domain.starts_with(".")) domain.erase(0, 1);
    while (domain.ends_with(".")) domain.pop_back();
    if (!domain.empty()) domains.push_back(std::move(domain));
  }
  return domains;
}

absl::StatusOr<std::vector<ExportedApp>> parse_export(const std::string& file,
                                                      std::string_view text) {
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  if (const int line = catalog::first_line_beyond_utf8(text); line != 0) {
    return absl::InvalidArgumentError(at_line(file, line) +
                                      "not UTF-8; export or save the file as UTF-8");
  }
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  const bool is_json =
      first != std::string_view::npos && (text[first] == '{' || text[first] == '[');
  absl::StatusOr<std::vector<ExportedApp>> apps =
      is_json ? from_json(file, text) : from_csv(file, text);
  if (!apps.ok()) return apps;
  if (absl::Status odd = refuse_odd_names(file, *apps); !odd.ok()) return odd;
  if (absl::Status twins = refuse_twins(file, *apps); !twins.ok()) return twins;
  return apps;
}

}  // namespace desirepath::command
