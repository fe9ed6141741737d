#include "collector/command/catalog_publish.h"

#include <filesystem>
#include <system_error>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "collector/policy/atomic_file.h"
#include "collector/policy/catalog_in_force.h"
#include "collector/policy/catalog_publication.h"
#include "collector/policy/key_file.h"
#include "proto/catalog/check.h"
#include "proto/policy/signature.h"

namespace desirepath::command {
namespace {

using policy::CatalogDraft;

// Only tools: what is infrastructure or private life is the same everywhere.
absl::Status only_tools(const catalog::TextCatalog& file) {
  const v1::Catalog& entries = file.message();
  const auto refuse = [&](const char* entry, int line) {
    return absl::InvalidArgumentError(absl::StrCat(
        file.file(), ":", line, ": `", entry, "` is not the organisation's; write `tools` alone"));
  };
  if (entries.needs_size() > 0) return refuse("needs", file.line("needs", 0));
  if (entries.vendors_size() > 0) return refuse("vendors", file.line("vendors", 0));
  if (entries.denied_size() > 0) return refuse("denied", file.line("denied", 0));
  if (entries.label_rules_size() > 0) return refuse("label_rules", file.line("label_rules", 0));
  if (entries.infrastructure_size() > 0)
    return refuse("infrastructure", file.line("infrastructure", 0));
  if (entries.revision() != 0) return refuse("revision", file.line("revision", 0));
  if (entries.tools_size() > 0) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat(file.file(), ":1: no tool in it; write one as proto/catalog/README.md shows"));
}

absl::StatusOr<std::vector<v1::Tool>> checked_tools(const std::vector<std::string>& paths,
                                                    const catalog::Catalog& in_force,
                                                    std::ostream& faults) {
  std::vector<catalog::TextCatalog> files;
  std::vector<v1::Tool> tools;
  for (const std::string& path : paths) {
    absl::StatusOr<catalog::TextCatalog> file = catalog::TextCatalog::read(path);
    if (!file.ok()) return file.status();
    if (absl::Status status = only_tools(*file); !status.ok()) return status;
    tools.insert(tools.end(), file->message().tools().begin(), file->message().tools().end());
    files.push_back(*std::move(file));
  }
  for (const catalog::TextCatalog& file : files) {
    for (int i = 0; i < file.message().tools_size(); ++i) {
      const catalog::Tool* known = in_force.tool_by_id(file.message().tools(i).id());
      if (known == nullptr || known->number >= policy::kFirstOwnTool) continue;
      return absl::InvalidArgumentError(absl::StrCat(file.file(), ":", file.line("tools", i, "id"),
                                                     ": tool '", file.message().tools(i).id(),
                                                     "' is a shipped one; give yours another id"));
    }
  }
  const absl::StatusOr<catalog::PublicSuffixes> suffixes = catalog::PublicSuffixes::latest();
  if (!suffixes.ok()) return suffixes.status();
  const std::vector<catalog::Fault> found =
      catalog::check({.files = files, .shipped = &in_force, .suffixes = &*suffixes, .own = true});
  for (const catalog::Fault& fault : found) {
    faults << fault.file << ":" << fault.line << ": " << fault.what << "\n";
  }
  if (found.empty()) return tools;
  return absl::InvalidArgumentError(absl::StrCat("catalog add: ", found.size(),
                                                 found.size() == 1 ? " fault" : " faults",
                                                 "; nothing was added, mend them and add again"));
}

absl::StatusOr<v1::SignedDocument> read_draft(const std::string& path) {
  const absl::StatusOr<std::string> octets = policy::read_file(path);
  if (!octets.ok()) return octets.status();
  v1::SignedDocument document;
  if (!document.ParseFromString(*octets) || !catalog::Catalog::unpack(document.payload()).ok()) {
    return absl::InvalidArgumentError(
        absl::StrCat(path, ": no draft of a catalog; make it again with \"catalog add\""));
  }
  return document;
}

absl::Status hand_out(const store::Paths& paths, const v1::SignedDocument& document,
                      std::ostream& out) {
  const absl::StatusOr<policy::CatalogPublication> published =
      policy::publish_catalog(paths, document, absl::Now());
  if (!published.ok()) return published.status();
  std::error_code ignored;
  std::filesystem::remove(paths.policy() / "catalog.draft", ignored);
  out << "Catalog revision " << published->revision << " is handed to all devices; it counts from "
      << published->first_window << ".\n";
  return absl::OkStatus();
}

// Signs with the staff key that is given, or that a lab has; without one the draft waits for it.
absl::Status finish(const CatalogPublishOptions& options, const collector::Settings& settings,
                    CatalogDraft draft, std::ostream& out) {
  const store::Paths& paths = settings.paths;
  if (draft.same) {
    out << "The catalog in force says the same; nothing was changed.\n";
    return absl::OkStatus();
  }
  std::error_code error;
  std::string key = options.key;
  if (key.empty() && std::filesystem::exists(paths.staff_key(), error)) key = paths.staff_key();
  if (!draft.unasked.empty() && key.empty()) {
    const std::filesystem::path path = paths.policy() / "catalog.draft";
    if (absl::Status s =
            policy::write_file_atomically(path, draft.document.SerializeAsString(), 0644);
        !s.ok())
      return s;
    out << "Revision " << draft.revision << " asks about " << draft.unasked.size()
        << " tools that no device was asked about, so the staff side signs it too:\n  on its "
           "machine   catalog sign "
        << path.string() << " --key KEY\n  then here        catalog publish --draft "
        << path.string() << "\n";
    return absl::OkStatus();
  }
  if (!draft.unasked.empty()) {
    const absl::StatusOr<seal::SigningKey> staff = policy::read_key_file(key);
    if (!staff.ok()) return staff.status();
    policy::sign_document(draft.document, policy::Document::kCatalog, *staff);
  }
  return hand_out(paths, draft.document, out);
}

}  // namespace

absl::Status add_own_tools(const CatalogPublishOptions& options,
                           const collector::Settings& settings, std::ostream& out,
                           std::ostream& faults) {
  const absl::StatusOr<catalog::Catalog> in_force = policy::published_catalog(settings.paths);
  if (!in_force.ok()) return in_force.status();
  const absl::StatusOr<std::vector<v1::Tool>> tools =
      checked_tools(options.files, *in_force, faults);
  if (!tools.ok()) return tools.status();
  absl::StatusOr<CatalogDraft> draft = policy::draft_catalog(settings.paths, *tools, {});
  if (!draft.ok()) return draft.status();
  return finish(options, settings, *std::move(draft), out);
}

absl::Status drop_own_tools(const CatalogPublishOptions& options,
                            const collector::Settings& settings, std::ostream& out) {
  absl::StatusOr<CatalogDraft> draft = policy::draft_catalog(settings.paths, {}, options.ids);
  if (!draft.ok()) return draft.status();
  return finish(options, settings, *std::move(draft), out);
}

absl::Status publish_catalog(const CatalogPublishOptions& options,
                             const collector::Settings& settings, std::ostream& out) {
  if (!options.draft.empty()) {
    const absl::StatusOr<v1::SignedDocument> document = read_draft(options.draft);
    if (!document.ok()) return document.status();
    return hand_out(settings.paths, *document, out);
  }
  absl::StatusOr<CatalogDraft> draft = policy::draft_catalog(settings.paths, {}, {});
  if (!draft.ok()) return draft.status();
  return finish(options, settings, *std::move(draft), out);
}

absl::Status sign_catalog(const CatalogPublishOptions& options, std::ostream& out) {
  absl::StatusOr<v1::SignedDocument> document = read_draft(options.draft);
  if (!document.ok()) return document.status();
  const absl::StatusOr<seal::SigningKey> key = policy::read_key_file(options.key);
  if (!key.ok()) return key.status();
  const std::vector<std::string> unasked = policy::unasked_tools(document->payload(), {});
  out << "It asks about " << unasked.size() << " tools that are not shipped:\n";
  const catalog::Catalog catalog = *catalog::Catalog::unpack(document->payload());
  for (const catalog::HostRow& row : catalog.hosts()) {
    if (row.owner != catalog::Owner::kTool) continue;
    const catalog::Tool& tool = catalog.tool_of(row);
    if (tool.number < policy::kFirstOwnTool) continue;
    out << "  " << tool.name << "  (" << catalog.need(tool.need)->name << ")  "
        << catalog.suffix(row) << "\n";
  }
  policy::sign_document(*document, policy::Document::kCatalog, *key);
  if (absl::Status s =
          policy::write_file_atomically(options.draft, document->SerializeAsString(), 0644);
      !s.ok())
    return s;
  out << "Signed.\n";
  return absl::OkStatus();
}

}  // namespace desirepath::command
