#pragma once

// `PlainDevice` is a simulated device without a disk: it keeps the diary's values in memory and
// asks the agent's own fact maker what to say of a window.
//
// The judge (judge.h) plays thousands of them in seconds; Device (device.h) does the same through
// state.db, seals and the network. That both make the same facts is a test
// (tests/integration/fleet). A window of the profile `small` is four weeks of the scenario.
//
// Threads: one at a time.

#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "agent/diary/snapshot.h"
#include "agent/facts/facts.h"
#include "tests/fleet/surroundings.h"

namespace desirepath::fleet {

class PlainDevice {
 public:
  // `around` must outlive the device.
  PlainDevice(const Surroundings& around, std::uint32_t number);

  // Lives through `window` and closes it. No facts while the device is off.
  facts::Facts live(std::uint32_t window);
  // What it touched in `window`; days are those of the calendar.
  [[nodiscard]] std::vector<DayTouch> touches(std::uint32_t window) const;
  [[nodiscard]] std::uint32_t department() const { return department_; }

 private:
  [[nodiscard]] diary::ToolDays& days_of(std::uint32_t tool);
  void record(const DayTouch& touch, std::int32_t day);

  const Surroundings& around_;
  std::uint32_t number_;
  std::uint32_t department_;  // of the policy
  diary::Snapshot diary_;
};

}  // namespace desirepath::fleet
