#pragma once

// `delivered` puts a world's frames through this gate's own spool and gives them as whoever runs
// the collector would see them: batches, and the order in them.
//
// The spool, its releases and the shuffle are the gate's very code (collector/gate), in a folder
// that is removed again. Only the seals are left out: where a sealed frame would be, its number
// stands, since the attacker of the promise opens all frames anyway.
//
// Sessions come as the timetable has them: sixteen frames of a device at a time, over a week of 60
// ticks. Errors: those of the spool (disk). Threads: one at a time.

#include <cstdint>
#include <filesystem>
#include <vector>

#include "absl/status/statusor.h"
#include "collector/gate/release_rule.h"
#include "collector/proof/world.h"

namespace desirepath::proof {

struct Seen {
  std::uint32_t statement = 0;  // index in World::statements
  std::uint32_t arrival = 0;    // at the gate, which the collector does not see
  std::uint32_t batch = 0;
  std::uint32_t place = 0;  // in the batch
};

// `folder` must be empty. Frames the gate held back for want of k devices are left out. `crowd`:
// other than the gate's own only to compare.
absl::StatusOr<std::vector<Seen>> delivered(const World& world, std::uint32_t k,
                                            const std::filesystem::path& folder, std::uint64_t seed,
                                            std::size_t crowd = gate::kCrowd);

}  // namespace desirepath::proof
