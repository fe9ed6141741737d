#pragma once

// The attacker's attempts to follow a device: from one window to the next by its tools (C4), and
// through the gate by the order of frames (C5).
//
// The attacker holds the collector's full view and opens every frame. To put a device's tools
// together again he has nothing but nearness: a tool is taken for the nearest report's of its
// department in its batch. Then each set of tools of the first window is matched to the likeliest
// of its department in the second, rare tools weighing more. The control does the same with whole
// sets, as one message per device would show them: so one sees that the matching works.
//
// Source: privacy.md 0.2 and 4, C4 and C5. Threads: pure.

#include <vector>

#include "collector/proof/batches.h"
#include "collector/proof/world.h"

namespace desirepath::proof {

struct Success {
  double rate = 0;    // of the devices tried, found again
  double chance = 0;  // what guessing in the department finds
  double sigma = 0;   // standard deviation of that
  std::uint32_t tried = 0;

  [[nodiscard]] bool no_better_than_chance() const { return rate <= chance + 3 * sigma; }
};

Success followed(const World& world, const std::vector<Seen>& seen);
Success followed_when_bundled(const World& world);

struct Order {
  double correlation = 0;            // Spearman's, of arrival and place, over all batches
  double sigma = 0;                  // by chance
  std::uint32_t fewest_devices = 0;  // in any batch
};

Order order_of(const World& world, const std::vector<Seen>& seen);

}  // namespace desirepath::proof
