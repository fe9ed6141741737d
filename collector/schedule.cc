#include "collector/schedule.h"

#include "proto/window/publication_time.h"

namespace desirepath::collector {

absl::Time freeze_time(const window::Calendar& calendar, std::uint32_t window) {
  return window::publication_time(calendar, window);
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
