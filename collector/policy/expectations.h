#pragma once

// What the judge found in simulated organisations, by size: what somebody may expect to see.
//
// `policy preview` prints it and README.md shows it; a style test (expectations_test.py) holds the
// two together. The figures are those of tests/fleet/README.md, in whole percent: needs that k
// devices have and that got a card, cards that stand for such a need, likely reasons that are
// right.

#include <array>
#include <cstdint>

namespace desirepath::policy {

struct Expectation {
  std::uint32_t devices;
  const char* profile;
  std::uint32_t k;
  std::uint32_t needs_found;
  std::uint32_t cards_true;
  std::uint32_t reasons_right;
};

constexpr std::array kExpectations = {
    Expectation{30, "small", 5, 84, 98, 79},        //
    Expectation{50, "small", 5, 98, 99, 83},        //
    Expectation{100, "small", 5, 99, 100, 80},      //
    Expectation{300, "weekly", 10, 94, 100, 84},    //
    Expectation{2000, "weekly", 10, 86, 100, 81},   //
    Expectation{20000, "weekly", 10, 91, 100, 77},  //
};

}  // namespace desirepath::policy
