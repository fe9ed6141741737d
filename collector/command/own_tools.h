#pragma once

// An organisation's own tools: checked among the catalog in force, made the next revision, and
// handed out or left for the staff side to sign.
//
// `catalog add` and `drop` and the API's own-tools address do the same through this, so an entry
// that one refuses the other refuses in the same words. What was added before and still waits for
// its signature is part of the next draft.
//
// Errors: kInvalidArgument: faults, one a line as "file:line: what; mend", and nothing is changed;
// those of policy::draft_catalog and policy::publish_catalog. Threads: as the bundle's file: one
// change at a time, whoever makes it.

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "collector/policy/catalog_publication.h"
#include "collector/store/paths.h"
#include "proto/catalog/catalog.h"
#include "proto/catalog/text_catalog.h"

namespace desirepath::command {

// The tools in `files`; `faults` has every fault if there is one.
absl::StatusOr<std::vector<v1::Tool>> checked_own_tools(std::span<const catalog::TextCatalog> files,
                                                        const catalog::Catalog& in_force,
                                                        std::string& faults);

struct OwnToolsChange {
  policy::CatalogDraft draft;
  std::optional<policy::CatalogPublication> published;  // none: the same, or it waits
  std::filesystem::path waits;  // the draft that the staff side signs; empty: nothing waits
};

// Hands `draft` out, signed with the staff key that is given or that a lab has; else leaves it.
absl::StatusOr<OwnToolsChange> hand_out_or_leave(const store::Paths& paths,
                                                 policy::CatalogDraft draft, std::string staff_key,
                                                 absl::Time now);

absl::StatusOr<policy::CatalogPublication> hand_out(const store::Paths& paths,
                                                    const v1::SignedDocument& document,
                                                    absl::Time now);

}  // namespace desirepath::command
