#pragma once

// What "used in a window" means, once, for every kind.
//
// A window of a tool is `kOwner` when at least one of its days was, or when guest hosts alone were
// seen on three days or more of a week: who looks in that often works with it. It is `kGuest` where
// guest days are fewer, so that a window of four weeks makes no owner of who looks in once a week.
// NEED_WEEK and TOOL_PERIOD count both, since they contain TOOL_WEEK's total, in which guests are;
// RETENTION, DISPLACEMENT and PAIR ask for an owner. Source: needs.md, section 1; privacy.md,
// Decisions 4.

#include <cstdint>
#include <span>

#include "agent/facts/inputs.h"

namespace desirepath::facts {

enum class Use : std::uint8_t { kNone, kGuest, kOwner };

struct WindowUse {
  Use use = Use::kNone;
  int days = 0;  // owner days; of a guest, guest days
};

constexpr int kGuestDaysThatMakeAnOwner = 3;

// The days of the window `ago` windows before the one that closes.
diary::DayRange days_of(const Inputs& inputs, int ago);
// The days of the windows from `oldest` ago to `newest` ago.
diary::DayRange days_of(const Inputs& inputs, int oldest, int newest);

WindowUse use_of(const diary::ToolDays& tool, diary::DayRange days);

// Whether several people were at the machine in the window, or its settings say so.
bool is_shared(const Inputs& inputs);

// Buckets of active days or windows: 1 → 1, 2-3 → 2, 4 and more → 3.
std::uint32_t bucket(int count);

// How many whole windows the diary holds, the closing one included; 0 while it has not seen one
// whole.
std::int64_t diary_age(const Inputs& inputs);

// A fact of this window, department and policy.
Fact fact_of(const Inputs& inputs, Kind kind, std::uint32_t a, std::uint32_t value,
             std::uint32_t b = 0);

}  // namespace desirepath::facts
