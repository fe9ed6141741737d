#pragma once

// Publishing a catalog: the next revision is made, signed, put into the bundle, and bound to the
// windows that have no key yet.
//
// What is published is the shipped catalog with the organisation's own tools. Own tools live in the
// bundle's catalog and nowhere else; their numbers begin at kFirstOwnTool, so that no shipped one
// ever meets them, and a dropped one keeps its number and name. A revision with own tools is the
// shipped one's times kRevisionStep and up: a later shipped revision never equals it.
//
// The curator's key signs. A catalog that asks about tools which no device was asked about needs a
// staff key's signature too (privacy.md, Decisions 6); devices refuse it otherwise. Windows whose
// key is published keep their revision: the catalog they were given stays in the bundle until they
// are over.
//
// A draft that waited while the program was upgraded was made from an earlier shipped catalog: it
// is refused, and `catalog publish` makes it anew.
//
// Errors: kInvalidArgument the entries contradict the catalog or the document is no catalog;
// kFailedPrecondition nothing is published yet, a signature is missing, or the draft is of an
// earlier program; those of BundleEdit.

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "collector/store/paths.h"
#include "desirepath/v1/catalog.pb.h"
#include "desirepath/v1/policy.pb.h"

namespace desirepath::policy {

constexpr std::uint32_t kFirstOwnTool = 1'000'001;
constexpr std::uint32_t kRevisionStep = 1'000;

// The shipped revision behind a published or drafted one.
constexpr std::uint32_t shipped_part(std::uint32_t revision) {
  return revision < kRevisionStep ? revision : revision / kRevisionStep;
}

struct CatalogDraft {
  v1::SignedDocument document;  // signed by the curator
  std::uint32_t revision = 0;
  std::vector<std::string> unasked;  // names of the tools that no device was asked about
  bool same = false;                 // it says what the one in force says
};

// Where a draft waits for the staff side's signature.
std::filesystem::path draft_path(const store::Paths& paths);

// The organisation's own tools by number: those that are published, and those that wait in the
// draft.
struct OwnTools {
  std::map<std::uint32_t, v1::Tool> published;
  std::map<std::uint32_t, v1::Tool> next;  // as the draft has them, if one waits
  std::uint32_t revision = 0;              // of what is published
  std::uint32_t draft_revision = 0;        // 0: none waits
};
absl::StatusOr<OwnTools> own_tools(const store::Paths& paths);

// What the waiting draft would change: `added` and `dropped` of `draft_catalog`.
struct WaitingChanges {
  std::vector<v1::Tool> added;
  std::vector<std::string> dropped;
};
WaitingChanges waiting_changes(const OwnTools& own);

// The next revision after what `paths` has published: the shipped catalog, the own tools so far
// (those that wait for a signature are among them), and `added`, which replace own tools of the
// same id. `dropped` are ids of own tools to take the hosts from.
absl::StatusOr<CatalogDraft> draft_catalog(const store::Paths& paths,
                                           const std::vector<v1::Tool>& added,
                                           const std::vector<std::string>& dropped);

// Names of the tools in `packed` that are neither shipped nor in the bundle's catalog.
std::vector<std::string> unasked_tools(const std::string& packed, const v1::PolicyBundle& bundle);

struct CatalogPublication {
  std::uint32_t revision = 0;
  std::string first_window;  // the name of the first window that is counted under it
};

// Puts a signed draft into the bundle.
absl::StatusOr<CatalogPublication> publish_catalog(const store::Paths& paths,
                                                   const v1::SignedDocument& document,
                                                   absl::Time now);

}  // namespace desirepath::policy
