#pragma once

// `forget_old_days` is what time takes from the diary: the days of each tool after 128, and the
// tool itself a year after its last one.
//
// A tool of which no day is left stands only for "was used once": DISPLACEMENT tells whoever left
// what is offered from whoever never knew it by it. Its first_owner_day is then the last day known.
// A tool that was never used as an owner goes with its last day.
//
// Used by the diary and by the simulator's devices. Threads: a pure function.

#include <cstdint>
#include <vector>

#include "agent/diary/snapshot.h"

namespace desirepath::diary {

constexpr std::int32_t kOnceDays = 364;  // 52 weeks

void forget_old_days(std::vector<ToolDays>& tools, std::int32_t today);

// The last day of any kind; -1 when none is left.
std::int32_t last_day(const ToolDays& tool);

}  // namespace desirepath::diary
