#pragma once

// `CatalogShelf` says which catalog a window is looked at under, and whether a whole window was.
//
// A revision belongs to a window (the signed key log names it), never to a fact: else whoever has
// an odd catalog would be told apart by what he reports. `Device` asks at each tick and takes up
// another revision when a window begins; it notes what it looked under, and a window that was not
// looked at under its revision alone, from first to last, tells nothing: filler goes out.
//
// The catalogs are the one that is compiled in and those that the bundle carries. One that names
// tools which this device was never asked about needs the staff side's signature.
//
// Limits: notes of the last kWindows windows. Errors: kNotFound: this device has no such revision.
// kFailedPrecondition: it has, and may not use it; those of store::Database. Threads: one at a
// time.

#include <cstdint>
#include <map>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "agent/store/database.h"
#include "proto/catalog/catalog.h"
#include "proto/policy/policy.h"

namespace desirepath::agent {

class CatalogShelf {
 public:
  static constexpr std::size_t kWindows = 8;

  explicit CatalogShelf(store::Database& database) : database_(&database) {}

  // Takes up the notes of state.db.
  absl::Status load();
  // Writes them again, after state.db was erased.
  absl::Status save();

  // The catalog of that revision.
  [[nodiscard]] static absl::StatusOr<catalog::Catalog> take(std::uint32_t revision,
                                                             const policy::Bundle& bundle,
                                                             const catalog::Catalog& in_use);

  // `window` is looked at under `revision` now.
  absl::Status note(std::uint32_t window, std::uint32_t revision);
  // Whether all of `window` that was looked at was under `wanted`; 0: the key log names none.
  [[nodiscard]] bool fits(std::uint32_t window, std::uint32_t wanted) const;

 private:
  store::Database* database_;
  std::map<std::uint32_t, std::uint32_t> revisions_;  // by window; kMixed: more than one
};

// The revision that the key log names for the window; 0: none.
[[nodiscard]] std::uint32_t revision_of(const policy::Bundle& bundle, std::uint32_t window);

}  // namespace desirepath::agent
