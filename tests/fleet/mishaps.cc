#include "tests/fleet/mishaps.h"

#include <array>
#include <random>

namespace desirepath::fleet {
namespace {

// In a hundred device-weeks.
constexpr std::array<int, 8> kShares = {60, 10, 10, 5, 5, 5, 2, 3};

}  // namespace

Mishap mishap_of(std::uint64_t seed, std::uint32_t device, std::uint32_t week) {
  std::seed_seq words{static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32U),
                      device, week};
  std::mt19937 chance(words);
  auto drawn = static_cast<int>(chance() % 100);
  for (std::size_t i = 0; i < kShares.size(); ++i) {
    drawn -= kShares[i];
    if (drawn < 0) return static_cast<Mishap>(i);
  }
  return Mishap::kNone;
}

}  // namespace desirepath::fleet
