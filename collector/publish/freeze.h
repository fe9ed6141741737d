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
//
// Blocks are a function of the window's cells, the dictionary handed in, and for the bands of
// retention of what the three windows before have published; the same input gives the same octets.
//
// Errors: kFailedPrecondition  the organisation is too small to publish (25 devices; not in a lab);
//         the rest as store::Database. Nothing is published in part.

#include <absl/status/statusor.h>

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "collector/publish/table.h"
#include "proto/policy/policy.h"

namespace desirepath::publish {

struct Stores {
  std::string window;     // path of window.db
  std::string keys;       // keys.db; empty: this process has no keys
  std::string published;  // published.db
};

// What the window is published under; all of it from signed documents of that window.
struct Dictionary {
  policy::Policy policy;
  std::vector<policy::ToolStanding> standings;     // all; those not yet effective are left out
  std::map<std::uint32_t, std::uint32_t> need_of;  // tool number to need number, of the catalog
  std::string window_name;
  std::uint32_t enrolled = 0;          // 0: the signed headcount is shown
  std::int32_t arrived_permille = -1;  // -1: not known
};

struct Outcome {
  bool published_before = false;  // nothing was made, only what was left over destroyed
  std::uint32_t blocks = 0;
  std::vector<std::uint32_t> alarms;  // departments with more reports than devices
};

absl::StatusOr<Outcome> freeze_and_publish(const Stores& stores, const Dictionary& dictionary,
                                           std::uint32_t window);

}  // namespace desirepath::publish
