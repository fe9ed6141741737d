#pragma once

// `habit_of` tells habit from curiosity by W4: of the devices that began with a tool in the three
// windows before, how many use it now.
//
// young (two to four windows old, used now) / new of the three windows before, both published as
// bands; the result is an interval. Not known while too few began to say anything.

#include <cstdint>
#include <optional>

#include "collector/needs/need_card.h"
#include "collector/publish/history.h"

namespace desirepath::needs {

struct HabitFigure {
  Habit habit = Habit::kNotKnown;
  std::optional<Share> share;
};

HabitFigure habit_of(const publish::History& history, std::uint32_t tool);

// The label of an interval: only when its middle and both ends' nearest class agree enough.
Habit habit_label(const Share& share);

}  // namespace desirepath::needs
