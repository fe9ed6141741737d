#include "collector/command/catalog_import.h"

#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "collector/command/app_mapping.h"
#include "collector/command/vendor_list.h"
#include "proto/catalog/host_name.h"
#include "proto/catalog/public_suffix.h"
#include "proto/catalog/shipped.h"
#include "proto/catalog/text_catalog.h"

namespace desirepath::command {
namespace {

// Puts `text` in the file's place in one step, so that nobody meets half of it.
absl::Status replace_file(const std::string& path, const std::string& text) {
  const std::string fresh = path + ".new";
  std::ofstream file(fresh, std::ios::binary | std::ios::trunc);
  file << text;
  file.close();
  std::error_code error;
  if (!file.fail()) std::filesystem::rename(fresh, path, error);
  if (!file.fail() && !error) return absl::OkStatus();
  std::filesystem::remove(fresh, error);
  return absl::UnavailableError(
      path + ": cannot be written; check the folder, its rights and the space left");
}

std::string in_quotes(std::string_view text) {
  std::string field = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') field += '\\';
    field += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
  }
  return field + "\"";
}

std::string standings_csv(const Mapping& mapping) {
  std::map<std::string_view, std::string> standings;
  for (const MappedApp& app : mapping.mapped) {
    if (!app.standing.empty()) standings.emplace(app.tool->id, app.standing);
  }
  std::string csv = "tool,standing\n";
  for (const auto& [tool, standing] : standings)
    csv.append(tool).append(",").append(standing).append("\n");
  return csv;
}

std::string id_of(std::string_view name) {
  std::string id;
  for (const char c : name) {
    const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    const bool kept = (lower >= 'a' && lower <= 'z') || (lower >= '0' && lower <= '9');
    if (kept) id += lower;
    if (!kept && !id.empty() && id.back() != '-') id += '-';
  }
  while (!id.empty() && id.back() == '-') id.pop_back();
  return id;
}

// Entries for what did not map, as far as the export tells; numbers and what is missing are the
// reviewer's.
std::string draft_of(const Mapping& mapping, const catalog::HostIndex& index,
                     const catalog::PublicSuffixes& suffixes) {
  std::ostringstream text;
  text << "# Drafted from an import. Review each entry, give it its number (`catalog check` names "
          "the next free one), its\n"
          "# need and the roles of its hosts; remove what is no tool.\n";
  for (const UnmappedApp& entry : mapping.unmapped) {
    text << "\ntools {\n  id: " << in_quotes(id_of(entry.app->name))
         << "\n  name: " << in_quotes(entry.app->name) << "\n";
    text << "  vendor: "
         << in_quotes(entry.app->vendor.empty() ? entry.app->name : entry.app->vendor) << "\n";
    text << "  need: " << in_quotes(entry.need) << "\n  doubtful: true\n";
    for (const std::string& domain : entry.app->domains) {
      if (!catalog::is_normal(domain) || suffixes.contains(domain) || index.find(domain)) continue;
      text << "  hosts { suffix: " << in_quotes(domain)
           << " role: HOST_ROLE_APP evidence: HOST_EVIDENCE_WHOLE_SITE doubtful: true }\n";
    }
    text << "}\n";
  }
  return text.str();
}

// Tags that say no standing, such as an organisation's own: they are nobody's here.
void print_tags(const Mapping& mapping, std::ostream& notes) {
  std::map<std::string, int> others;
  const auto count = [&others](const ExportedApp& app) {
    for (const std::string& tag : app.tags) {
      if (standing_of_word(tag).empty()) ++others[tag];
    }
  };
  for (const MappedApp& app : mapping.mapped) count(*app.app);
  for (const UnmappedApp& app : mapping.unmapped) count(*app.app);
  for (const auto& [tag, rows] : others)
    notes << "no standing tag " << tag << "  on " << rows << (rows == 1 ? " row" : " rows") << "\n";
}

void print_notes(const Mapping& mapping, std::ostream& notes) {
  std::size_t with_standing = 0;
  for (const MappedApp& app : mapping.mapped) {
    with_standing += app.standing.empty() ? 0 : 1;
    notes << "mapped    line " << app.app->line << "  " << app.app->name << " -> " << app.tool->id
          << " (" << app.how << ")" << (app.standing.empty() ? "" : ", " + app.standing) << "\n";
  }
  for (const UnmappedApp& app : mapping.unmapped) {
    notes << "not mapped line " << app.app->line << "  " << app.app->name
          << (app.need.empty() ? "" : " (perhaps " + app.need + ")") << "\n";
  }
  print_tags(mapping, notes);
  notes << mapping.mapped.size() << " mapped, " << with_standing << " with a standing, "
        << mapping.unmapped.size() << " not mapped\n";
}

absl::Status import_export(const ImportOptions& options, const catalog::Catalog& catalog,
                           std::ostream& out, std::ostream& notes) {
  const absl::StatusOr<std::string> text = catalog::read_whole(options.file, kMaximumExportBytes);
  if (!text.ok()) return text.status();
  const absl::StatusOr<std::vector<ExportedApp>> apps = parse_export(options.file, *text);
  if (!apps.ok()) return apps.status();
  const catalog::HostIndex index(catalog);
  const absl::StatusOr<Mapping> mapping = map_apps(options.file, *apps, catalog, index);
  if (!mapping.ok()) return mapping.status();
  if (!options.draft.empty()) {
    const absl::StatusOr<catalog::PublicSuffixes> suffixes = catalog::PublicSuffixes::latest();
    if (!suffixes.ok()) return suffixes.status();
    if (absl::Status status = replace_file(options.draft, draft_of(*mapping, index, *suffixes));
        !status.ok())
      return status;
  }
  print_notes(*mapping, notes);
  if (!options.output.empty()) return replace_file(options.output, standings_csv(*mapping));
  out << standings_csv(*mapping);
  return absl::OkStatus();
}

}  // namespace

absl::Status import_apps(const ImportOptions& options, std::ostream& out, std::ostream& notes) {
  if (options.file.empty() == options.vendor_list.empty()) {
    return absl::InvalidArgumentError(
        "catalog import: give one export FILE, or --vendor-list FILE");
  }
  const absl::StatusOr<catalog::Catalog> catalog = catalog::Catalog::unpack(catalog::shipped());
  if (!catalog.ok()) return catalog.status();
  if (options.vendor_list.empty()) return import_export(options, *catalog, out, notes);
  const absl::StatusOr<std::string> text =
      catalog::read_whole(options.vendor_list, kMaximumExportBytes);
  if (!text.ok()) return text.status();
  return compare_vendor_list(options.vendor_list, *text, options.tool, *catalog, out, notes);
}

}  // namespace desirepath::command
