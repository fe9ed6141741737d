#include "collector/command/own_tools.h"

#include <system_error>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "collector/policy/atomic_file.h"
#include "collector/policy/key_file.h"
#include "proto/catalog/check.h"
#include "proto/policy/signature.h"

namespace desirepath::command {
namespace {

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

absl::Status no_shipped_one(const catalog::TextCatalog& file, const catalog::Catalog& in_force) {
  for (int i = 0; i < file.message().tools_size(); ++i) {
    const catalog::Tool* known = in_force.tool_by_id(file.message().tools(i).id());
    if (known == nullptr || known->number >= policy::kFirstOwnTool) continue;
    return absl::InvalidArgumentError(absl::StrCat(file.file(), ":", file.line("tools", i, "id"),
                                                   ": tool '", file.message().tools(i).id(),
                                                   "' is a shipped one; give yours another id"));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::vector<v1::Tool>> checked_own_tools(std::span<const catalog::TextCatalog> files,
                                                        const catalog::Catalog& in_force,
                                                        std::string& faults) {
  std::vector<v1::Tool> tools;
  for (const catalog::TextCatalog& file : files) {
    if (absl::Status status = only_tools(file); !status.ok()) return status;
    if (absl::Status status = no_shipped_one(file, in_force); !status.ok()) return status;
    tools.insert(tools.end(), file.message().tools().begin(), file.message().tools().end());
  }
  const absl::StatusOr<catalog::PublicSuffixes> suffixes = catalog::PublicSuffixes::latest();
  if (!suffixes.ok()) return suffixes.status();
  const std::vector<catalog::Fault> found =
      catalog::check({.files = files, .shipped = &in_force, .suffixes = &*suffixes, .own = true});
  for (const catalog::Fault& fault : found) {
    absl::StrAppend(&faults, fault.file, ":", fault.line, ": ", fault.what, "\n");
  }
  if (found.empty()) return tools;
  return absl::InvalidArgumentError(absl::StrCat("catalog add: ", found.size(),
                                                 found.size() == 1 ? " fault" : " faults",
                                                 "; nothing was added, mend them and add again"));
}

absl::StatusOr<policy::CatalogPublication> hand_out(const store::Paths& paths,
                                                    const v1::SignedDocument& document,
                                                    absl::Time now) {
  absl::StatusOr<policy::CatalogPublication> published =
      policy::publish_catalog(paths, document, now);
  if (!published.ok()) return published;
  std::error_code ignored;
  std::filesystem::remove(policy::draft_path(paths), ignored);
  return published;
}

absl::StatusOr<OwnToolsChange> hand_out_or_leave(const store::Paths& paths,
                                                 policy::CatalogDraft draft, std::string staff_key,
                                                 absl::Time now) {
  OwnToolsChange change{.draft = std::move(draft), .published = {}, .waits = {}};
  if (change.draft.same) return change;
  std::error_code error;
  if (staff_key.empty() && std::filesystem::exists(paths.staff_key(), error))
    staff_key = paths.staff_key();
  if (!change.draft.unasked.empty() && staff_key.empty()) {
    change.waits = policy::draft_path(paths);
    if (absl::Status s = policy::write_file_atomically(
            change.waits, change.draft.document.SerializeAsString(), 0644);
        !s.ok())
      return s;
    return change;
  }
  if (!change.draft.unasked.empty()) {
    const absl::StatusOr<seal::SigningKey> staff = policy::read_key_file(staff_key);
    if (!staff.ok()) return staff.status();
    policy::sign_document(change.draft.document, policy::Document::kCatalog, *staff);
  }
  const absl::StatusOr<policy::CatalogPublication> published =
      hand_out(paths, change.draft.document, now);
  if (!published.ok()) return published.status();
  change.published = *published;
  return change;
}

}  // namespace desirepath::command
