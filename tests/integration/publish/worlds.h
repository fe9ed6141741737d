#pragma once

// Small worlds for the oracle: an organisation with its floors, and the gate as a function that can
// be exchanged for a broken one.

#include <cstdint>
#include <functional>
#include <vector>

#include "collector/publish/dictionary.h"
#include "collector/publish/table.h"
#include "collector/publish/tally.h"
#include "collector/publish/tool_bands.h"

namespace desirepath::oracle {

using Blocks = std::vector<publish::Block>;
using Gate = std::function<Blocks(const publish::Tally&, const publish::Dictionary&,
                                  const publish::Earlier&, std::uint32_t window)>;

Blocks real_gate(const publish::Tally& tally, const publish::Dictionary& dictionary,
                 const publish::Earlier& earlier, std::uint32_t window);

// Gates that leave a rule out; each must be caught.
Blocks gate_without_fold(const publish::Tally& tally, const publish::Dictionary& dictionary,
                         const publish::Earlier& earlier, std::uint32_t window);
Blocks gate_without_near_universal(const publish::Tally& tally,
                                   const publish::Dictionary& dictionary,
                                   const publish::Earlier& earlier, std::uint32_t window);
// Bands replaced by exact numbers (no R6).
Blocks gate_without_bands(const publish::Tally& tally, const publish::Dictionary& dictionary,
                          const publish::Earlier& earlier, std::uint32_t window);
// Each band on its own grid, as if nothing else were published.
Blocks gate_with_single_bands(const publish::Tally& tally, const publish::Dictionary& dictionary,
                              const publish::Earlier& earlier, std::uint32_t window);

// A first light whose bands begin at none, though so many must have reported for it to be shown.
Blocks light_counted_from_nothing(const publish::Tally& tally,
                                  const publish::Dictionary& dictionary,
                                  const publish::Earlier& earlier, std::uint32_t window);
// One device less than the policy says.
Blocks gate_with_lower_k(const publish::Tally& tally, const publish::Dictionary& dictionary,
                         const publish::Earlier& earlier, std::uint32_t window);

// A lab policy (the only one with floors small enough to enumerate) that asks every kind.
// Departments are numbered from 1.
publish::Dictionary organisation(std::uint32_t k, std::uint32_t department_floor,
                                 const std::vector<std::uint32_t>& headcounts);

// `tool` is offered to everyone.
void offer(publish::Dictionary& dictionary, std::uint32_t tool);

// What a window published, as the input of the next three.
publish::Earlier::Past past_of(const Blocks& blocks, std::uint32_t k);

}  // namespace desirepath::oracle
