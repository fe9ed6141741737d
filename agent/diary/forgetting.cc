#include "agent/diary/forgetting.h"

#include <algorithm>

namespace desirepath::diary {

std::int32_t last_day(const ToolDays& tool) {
  std::int32_t last = -1;
  for (const DayBitmap* const bitmap : {&tool.owner, &tool.guest, &tool.login}) {
    if (!bitmap->empty()) last = std::max(last, bitmap->newest());
  }
  return last;
}

void forget_old_days(std::vector<ToolDays>& tools, std::int32_t today) {
  for (ToolDays& tool : tools) {
    const std::int32_t last = last_day(tool);
    for (DayBitmap* const bitmap : {&tool.owner, &tool.guest, &tool.login}) {
      bitmap->forget_before(today - DayBitmap::kDays + 1);
    }
    if (last >= 0 && last_day(tool) < 0 && tool.first_owner_day >= 0) tool.first_owner_day = last;
  }
  std::erase_if(tools, [today](const ToolDays& tool) {
    const bool once = tool.first_owner_day >= 0 && tool.first_owner_day > today - kOnceDays;
    return last_day(tool) < 0 && !once;
  });
}

}  // namespace desirepath::diary
