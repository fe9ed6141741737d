#pragma once

// `Surroundings` is what every device of a fleet shares.
//
// The real device (device.h) and the plain one (plain_device.h) live in the same. Everything
// pointed to must outlive the fleet. Threads: plain values.

#include <cstdint>

#include "proto/catalog/catalog.h"
#include "proto/policy/policy.h"
#include "proto/window/calendar.h"
#include "tests/fleet/habits.h"

namespace desirepath::fleet {

struct Surroundings {
  const Habits* habits = nullptr;
  const catalog::Catalog* catalog = nullptr;
  const policy::Bundle* bundle = nullptr;
  const window::Calendar* calendar = nullptr;
  std::uint32_t first_window = 0;  // week 0 of the scenario
};

// Client flows of a simulated day, and those of them that bear a name.
constexpr std::uint32_t kDailyFlows = 400;
constexpr std::uint32_t kDailyNamedFlows = 370;

}  // namespace desirepath::fleet
