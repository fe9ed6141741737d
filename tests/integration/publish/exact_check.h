#pragma once

// Checks the exact tables of one publication against the cells, by trying every union of blocks.
//
// Written apart from the gate: it knows the rules (privacy.md, 3c), not how the gate keeps them.

#include <cstdint>
#include <string>
#include <vector>

#include "tests/integration/publish/worlds.h"

namespace desirepath::oracle {

// What is wrong, in words; empty when R1, R2, R3, R7 and R8 hold in every table.
std::vector<std::string> wrong_in_exact_tables(const Blocks& blocks, const publish::Tally& tally,
                                               const publish::Dictionary& dictionary);

}  // namespace desirepath::oracle
