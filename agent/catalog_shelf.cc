#include "agent/catalog_shelf.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "agent/store/fields.h"
#include "proto/catalog/shipped.h"

namespace desirepath::agent {
namespace {

constexpr char kNotesName[] = "catalog/windows";
constexpr std::uint32_t kMixed = std::numeric_limits<std::uint32_t>::max();
constexpr std::size_t kNoteBytes = 8;  // window and revision

// The first tool that this device was never asked about; null: none.
const catalog::Tool* unasked(const catalog::Catalog& catalog, const catalog::Catalog& shipped,
                             const catalog::Catalog& in_use) {
  for (const catalog::Tool& tool : catalog.tools()) {
    if (shipped.tool(tool.number) == nullptr && in_use.tool(tool.number) == nullptr) return &tool;
  }
  return nullptr;
}

}  // namespace

std::uint32_t revision_of(const policy::Bundle& bundle, std::uint32_t window) {
  const auto key = std::ranges::lower_bound(bundle.keys, window, {}, &policy::SealingKey::window);
  return key == bundle.keys.end() || key->window != window ? 0 : key->catalog_revision;
}

absl::StatusOr<catalog::Catalog> CatalogShelf::take(std::uint32_t revision,
                                                    const policy::Bundle& bundle,
                                                    const catalog::Catalog& in_use) {
  absl::StatusOr<catalog::Catalog> shipped = catalog::Catalog::unpack(catalog::shipped());
  if (!shipped.ok() || shipped->revision() == revision) return shipped;
  const policy::SignedCatalog* found = nullptr;
  if (bundle.catalog.revision == revision && !bundle.catalog.packed.empty()) {
    found = &bundle.catalog;
  }
  for (const policy::SignedCatalog& earlier : bundle.earlier_catalogs) {
    if (earlier.revision == revision) found = &earlier;
  }
  if (found == nullptr) {
    return absl::NotFoundError(absl::StrCat(
        "the window is counted under catalog revision ", revision,
        ", which this device does not have: it sends filler; run \"catalog publish\" there"));
  }
  absl::StatusOr<catalog::Catalog> catalog = catalog::Catalog::unpack(found->packed);
  if (!catalog.ok()) return catalog;
  const catalog::Tool* tool = found->two_hands ? nullptr : unasked(*catalog, *shipped, in_use);
  if (tool == nullptr) return catalog;
  return absl::FailedPreconditionError(absl::StrCat(
      "catalog revision ", revision, " asks about ", std::string(tool->name),
      ", which no device was asked about, without the staff side's signature: this device sends "
      "filler; have the staff side sign it"));
}

absl::Status CatalogShelf::load() {
  absl::StatusOr<std::optional<std::string>> notes = database_->get(kNotesName);
  if (!notes.ok() || !notes->has_value()) return notes.status();
  store::FieldReader in(**notes);
  std::map<std::uint32_t, std::uint32_t> revisions;
  for (std::uint32_t left = in.count(kNoteBytes); left > 0; --left) {
    const std::uint32_t window = in.u32();
    revisions[window] = in.u32();
  }
  if (in.ok()) revisions_ = std::move(revisions);
  return absl::OkStatus();
}

absl::Status CatalogShelf::save() {
  store::FieldWriter out;
  out.u32(static_cast<std::uint32_t>(revisions_.size()));
  for (const auto& [window, revision] : revisions_) out.u32(window).u32(revision);
  store::Batch batch;
  batch.put(kNotesName, std::move(out).padded_to(128));
  return database_->commit(batch);
}

absl::Status CatalogShelf::note(std::uint32_t window, std::uint32_t revision) {
  const auto [at, fresh] = revisions_.emplace(window, revision);
  if (!fresh && (at->second == revision || at->second == kMixed)) return absl::OkStatus();
  if (!fresh) at->second = kMixed;
  while (revisions_.size() > kWindows) revisions_.erase(revisions_.begin());
  return save();
}

bool CatalogShelf::fits(std::uint32_t window, std::uint32_t wanted) const {
  const auto looked = revisions_.find(window);
  return wanted == 0 || looked == revisions_.end() || looked->second == wanted;
}

}  // namespace desirepath::agent
