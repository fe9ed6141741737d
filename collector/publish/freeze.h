#pragma once

// `freeze_and_publish` closes one window for ever: cells become published blocks, then everything
// they were made of is destroyed.
//
// `serve` calls it on its schedule and `window freeze` by hand; both may run at once. The steps,
// each of which may be the last one before a crash, since running again continues where it stopped:
//
//   1. window.db: the window is marked frozen; the intake counts nothing into it any more (R5)
//   2. published.db: dictionary and blocks, in one transaction (R1–R9)
//   3. window.db: cells, nonces and counters of the window are deleted and overwritten (R10)
//   4. keys.db: the window's secret key likewise, so that no later frame can be opened
//   5. window.db and keys.db are vacuumed, their logs emptied
//   6. published.db: windows that the policy keeps no longer are removed, likewise
//
// Blocks are a function of the window's cells, the dictionary handed in, and for the bands of
// retention of what the three windows before have published; the same input gives the same octets.
// Noise (R9) is drawn here, once: what is published is never drawn again.
//
// An organisation of fewer than 25 devices gets a window without blocks (not in a lab).
//
// Errors: as store::Database. Nothing is published in part; after an error call again, also when
// the figures are out already: what was to be destroyed may still be there.

#include <absl/status/statusor.h>

#include <cstdint>
#include <string>
#include <vector>

#include "collector/publish/dictionary.h"
#include "collector/publish/table.h"

namespace desirepath::publish {

struct Stores {
  std::string window;     // path of window.db
  std::string keys;       // keys.db; empty: this process has no keys
  std::string published;  // published.db
};

struct Outcome {
  bool published_before = false;  // nothing was made, only what was left over destroyed
  std::uint32_t blocks = 0;
  std::uint32_t expired = 0;          // windows that the policy keeps no longer
  std::vector<std::uint32_t> alarms;  // departments with more reports than devices
};

absl::StatusOr<Outcome> freeze_and_publish(const Stores& stores, const Dictionary& dictionary,
                                           std::uint32_t window);

}  // namespace desirepath::publish
