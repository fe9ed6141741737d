#include "collector/schedule.h"

namespace desirepath::collector {
namespace {

constexpr absl::Duration kRest = absl::Hours(6);
constexpr absl::Duration kLabRest = absl::Seconds(3);  // two ticks of the gate and a delivery

}  // namespace

absl::Time freeze_time(const window::Calendar& calendar, std::uint32_t window) {
  return calendar.end(window + 1) + (calendar.lab() ? kLabRest : kRest);
}

std::vector<std::uint32_t> due_windows(const window::Calendar& calendar,
                                       const std::vector<std::uint32_t>& open,
                                       std::uint32_t first_live, absl::Time now) {
  std::vector<std::uint32_t> due;
  for (std::uint32_t window : open) {
    if (window >= first_live && freeze_time(calendar, window) <= now) due.push_back(window);
  }
  return due;
}

}  // namespace desirepath::collector
