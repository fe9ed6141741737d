#pragma once

// What is published of a made-up world: is any number small, and can one device be seen by leaving
// it out (C8, C9)?
//
// The tables are made by the very function that `freeze` uses (collector/publish). The attacker
// subtracts blocks of a table from each other in every way that leaves one block or two; then he
// compares the tables with those of the same organisation without one device, for many devices.
//
// Source: privacy.md 4, C8 and C9; the whole of it is tests/integration/publish, the oracle.
// Threads: pure.

#include <cstdint>

#include "collector/proof/world.h"
#include "collector/publish/dictionary.h"

namespace desirepath::proof {

struct SmallNumbers {
  std::uint32_t blocks = 0;       // published
  std::uint32_t differences = 0;  // tried between blocks of one tool's table
  std::uint32_t small = 0;        // of both, between 1 and k - 1
  std::uint32_t shown_tools = 0;
  std::uint32_t hidden_tools = 0;  // in use and not shown
  std::uint32_t naive = 0;         // cells of 1 to k - 1 that stood there without the gate
  std::uint32_t left_out = 0;      // devices left out, one at a time
  std::uint32_t largest_step = 0;  // by which an exact number then changed, at most
};

SmallNumbers small_numbers(const World& world, const publish::Dictionary& dictionary);

}  // namespace desirepath::proof
