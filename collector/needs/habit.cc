#include "collector/needs/habit.h"

#include "collector/needs/interval.h"
#include "collector/needs/thresholds.h"

namespace desirepath::needs {
namespace {

constexpr std::uint32_t kAgeNew = 0;
constexpr std::uint32_t kAgeYoung = 1;
constexpr std::uint32_t kBefore = 3;
// Wider than this an interval names no class.
constexpr double kWidest = 0.6;

std::optional<Devices> age(const publish::PublishedWindow* window, std::uint32_t tool,
                           std::uint32_t member) {
  if (window == nullptr) return std::nullopt;
  const publish::Block* block = window->find(publish::View::kRetention, tool, member);
  if (block == nullptr) return std::nullopt;
  return Devices{block->low, block->high};
}

}  // namespace

Habit habit_label(const Share& share) {
  if (share.high < kTriedOnceBelow) return Habit::kTriedOnce;
  if (share.low > kHabitAbove) return Habit::kHabit;
  if (share.high - share.low > kWidest) return Habit::kNotKnown;
  const double middle_share = middle(share);
  if (middle_share < kTriedOnceBelow) return Habit::kTriedOnce;
  return middle_share > kHabitAbove ? Habit::kHabit : Habit::kTrial;
}

HabitFigure habit_of(const publish::History& history, std::uint32_t tool) {
  const std::optional<Devices> young = age(&history.last(), tool, kAgeYoung);
  if (!young) return {};
  Devices began;
  for (std::uint32_t back = 1; back <= kBefore; ++back) {
    const std::optional<Devices> fresh = age(history.ago(back), tool, kAgeNew);
    if (!fresh) return {};
    began = began + *fresh;
  }
  if (began.low == 0) return {};  // fewer than k began in each window: nothing to divide by
  const Share share = share_of(*young, began);
  return {habit_label(share), share};
}

}  // namespace desirepath::needs
