#include "collector/command/catalog_publish.h"

#include <filesystem>
#include <system_error>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "collector/command/own_tools.h"
#include "collector/policy/atomic_file.h"
#include "collector/policy/catalog_in_force.h"
#include "collector/policy/catalog_publication.h"
#include "collector/policy/key_file.h"
#include "proto/policy/signature.h"

namespace desirepath::command {
namespace {

using policy::CatalogDraft;

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

void say_handed_out(const policy::CatalogPublication& published, std::ostream& out) {
  out << "Catalog revision " << published.revision << " is handed to all devices; it counts from "
      << published.first_window << ".\n";
}

absl::Status finish(const CatalogPublishOptions& options, const collector::Settings& settings,
                    CatalogDraft draft, std::ostream& out) {
  const absl::StatusOr<OwnToolsChange> change =
      hand_out_or_leave(settings.paths, std::move(draft), options.key, absl::Now());
  if (!change.ok()) return change.status();
  if (change->published) {
    say_handed_out(*change->published, out);
  } else if (change->waits.empty()) {
    out << "The catalog in force says the same; nothing was changed.\n";
  } else {
    out << "Revision " << change->draft.revision << " asks about " << change->draft.unasked.size()
        << " tools that no device was asked about, so the staff side signs it too:\n  on its "
           "machine   catalog sign "
        << change->waits.string() << " --key KEY\n  then here        catalog publish --draft "
        << change->waits.string() << "\n";
  }
  return absl::OkStatus();
}

// An upgrade goes out without waiting for the own tools that do: their draft is made anew upon it.
absl::Status make_waiting_draft_anew(const CatalogPublishOptions& options,
                                     const collector::Settings& settings,
                                     const policy::OwnTools& before, std::ostream& out) {
  std::error_code error;
  const bool stands = std::filesystem::exists(policy::draft_path(settings.paths), error);
  const std::uint32_t shipped = policy::shipped_message().revision();
  if (stands && policy::shipped_part(before.draft_revision) >= shipped) {
    out << "The draft of revision " << before.draft_revision
        << " still waits for the staff side's signature.\n";
    return absl::OkStatus();
  }
  const policy::WaitingChanges changes = policy::waiting_changes(before);
  absl::StatusOr<CatalogDraft> draft =
      policy::draft_catalog(settings.paths, changes.added, changes.dropped);
  if (!draft.ok()) return draft.status();
  out << "The draft of revision " << before.draft_revision
      << ", which waited for a signature, is superseded: it is made anew from this catalog as "
         "revision "
      << draft->revision << ", and what was signed before does not count.\n";
  return finish(options, settings, *std::move(draft), out);
}

}  // namespace

absl::Status add_own_tools(const CatalogPublishOptions& options,
                           const collector::Settings& settings, std::ostream& out,
                           std::ostream& faults) {
  const absl::StatusOr<catalog::Catalog> in_force = policy::published_catalog(settings.paths);
  if (!in_force.ok()) return in_force.status();
  std::vector<catalog::TextCatalog> files;
  for (const std::string& path : options.files) {
    absl::StatusOr<catalog::TextCatalog> file = catalog::TextCatalog::read(path);
    if (!file.ok()) return file.status();
    files.push_back(*std::move(file));
  }
  std::string found;
  const absl::StatusOr<std::vector<v1::Tool>> tools = checked_own_tools(files, *in_force, found);
  faults << found;
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
    const absl::StatusOr<policy::CatalogPublication> published =
        hand_out(settings.paths, *document, absl::Now());
    if (!published.ok()) return published.status();
    say_handed_out(*published, out);
    return absl::OkStatus();
  }
  const absl::StatusOr<policy::OwnTools> before = policy::own_tools(settings.paths);
  if (!before.ok()) return before.status();
  absl::StatusOr<CatalogDraft> draft = policy::draft_catalog(settings.paths, {}, {});
  if (!draft.ok()) return draft.status();
  if (absl::Status s = finish(options, settings, *std::move(draft), out); !s.ok()) return s;
  if (before->draft_revision == 0) return absl::OkStatus();
  return make_waiting_draft_anew(options, settings, *before, out);
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
