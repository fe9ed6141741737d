#pragma once

// Enumerations for strict mode: every way devices can overlap, so that an exact whole is held
// against each overlap an attacker could compute from it.
//
// A device is a pattern: in which of the four windows it used the tool, or which of the need's
// tools it uses. A world is a number of devices for each pattern. Quantities count as hidden where
// the whole is exact; elsewhere the bands' own worlds judge (joint_worlds.h).

#include <cstdint>

#include "tests/integration/publish/candidates.h"

namespace desirepath::oracle {

// The gate with strict mode signed.
Blocks strict_gate(const publish::Tally& tally, const publish::Dictionary& dictionary,
                   const publish::Earlier& earlier, std::uint32_t window);

// As strict_gate, but narrows every band of a whole: the rule it must not be.
Blocks gate_that_narrows_all(const publish::Tally& tally, const publish::Dictionary& dictionary,
                             const publish::Earlier& earlier, std::uint32_t window);

// Narrows where the number itself is k or more from each window: tells by its silence.
Blocks gate_that_narrows_by_difference(const publish::Tally& tally,
                                       const publish::Dictionary& dictionary,
                                       const publish::Earlier& earlier, std::uint32_t window);

// Takes a headcount for those who reported: of 1000 devices listed 30 may have.
Blocks gate_bounded_by_headcount(const publish::Tally& tally, const publish::Dictionary& dictionary,
                                 const publish::Earlier& earlier, std::uint32_t window);

struct StrictVerdict {
  Candidates::Verdict left;
  std::uint64_t exact = 0;  // worlds whose whole was published exactly
};

// One tool in four windows, the last of them now; `devices` used it in any.
StrictVerdict overlapping_windows(const Gate& gate, std::uint32_t k, std::uint32_t devices);

// The same where from these devices alone to the whole headcount reported in the last window.
StrictVerdict windows_of_few_reports(const Gate& gate, std::uint32_t k, std::uint32_t devices);

// A need with `tools` tools of which nothing is offered, in one window.
StrictVerdict overlapping_tools(const Gate& gate, std::uint32_t k, std::uint32_t tools,
                                std::uint32_t devices);

}  // namespace desirepath::oracle
