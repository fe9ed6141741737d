#pragma once

// What can be said of the parts of an exact table that have no block of their own.
//
// The order in which parts give way to the fold is public (collector/publish/fold.h), so a reader
// knows more of a hidden part than the rest's sum: a part that comes after one that still stands
// did not give way, so it has fewer than k. Left out is a department in which nearly everybody uses
// what nobody offered (R7): it may have more.
//
// Threads: pure functions.

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <span>
#include <utility>

#include "collector/needs/need_card.h"
#include "collector/publish/table.h"

namespace desirepath::needs {

// The devices of some values (1 to 4) of a tool's days table together.
Devices days_together(std::span<const publish::Block> blocks, std::uint32_t k,
                      std::initializer_list<std::uint32_t> values);

// The devices of a tool's department table, divided into departments that `chosen` picks and
// others.
std::pair<Devices, Devices> departments_divided(
    const publish::Window& head, std::span<const publish::Block> blocks,
    const std::function<bool(std::uint32_t department)>& chosen);

}  // namespace desirepath::needs
