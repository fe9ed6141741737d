#include "collector/publish/bands.h"

#include <algorithm>
#include <cassert>

namespace desirepath::publish {
namespace {

using Steps = std::vector<std::int64_t>;

// The walk ends after a step or two for states that keep their ties; others are stopped here.
constexpr int kLongestWalk = 4096;

class Grid {
 public:
  Grid(const std::vector<Count>& counts, const std::vector<Tie>& ties, std::int64_t k)
      : counts_(counts), ties_(ties), k_(k) {}

  [[nodiscard]] Steps cell_of_state() const {
    Steps steps;
    for (const Count& count : counts_) {
      steps.push_back(count.value <= count.origin ? 0 : (count.value - count.origin) / k_);
    }
    return steps;
  }

  [[nodiscard]] Band band(const Steps& steps, std::size_t i) const {
    const std::int64_t low = counts_[i].origin + steps[i] * k_;
    return {low, low + k_ - 1};
  }

  [[nodiscard]] std::int64_t lowest(const Steps& steps, const Tie& tie) const {
    std::int64_t sum = 0;
    for (std::size_t member : tie.members) sum += band(steps, member).low;
    return sum;
  }

  [[nodiscard]] std::int64_t highest(const Steps& steps, const Tie& tie) const {
    return lowest(steps, tie) + static_cast<std::int64_t>(tie.members.size()) * (k_ - 1);
  }

  [[nodiscard]] bool too_high(const Steps& steps, const Tie& tie) const {
    return lowest(steps, tie) + (k_ - 1) > tie.high;
  }

  [[nodiscard]] bool too_low(const Steps& steps, const Tie& tie) const {
    return highest(steps, tie) - (k_ - 1) < tie.low;
  }

  [[nodiscard]] bool good(const Steps& steps) const {
    return std::none_of(ties_.begin(), ties_.end(), [&](const Tie& tie) {
      return too_high(steps, tie) || too_low(steps, tie);
    });
  }

  // False: the tie cannot be kept by going down.
  static bool step_down(Steps& steps, const Tie& tie) {
    for (std::size_t member : tie.members) {
      if (steps[member] == 0) continue;
      --steps[member];
      return true;
    }
    return false;
  }

  // Goes up with the first member that leaves no other tie too high.
  bool step_up(Steps& steps, const Tie& tie) const {
    for (std::size_t member : tie.members) {
      ++steps[member];
      const bool fits = std::none_of(ties_.begin(), ties_.end(),
                                     [&](const Tie& each) { return too_high(steps, each); });
      if (fits) return true;
      --steps[member];
    }
    return false;
  }

  // The good cell that a cell is published as.
  [[nodiscard]] std::optional<Steps> walk(Steps steps) const {
    int taken = 0;
    for (const Tie& tie : ties_) {
      while (too_high(steps, tie)) {
        if (++taken > kLongestWalk || !step_down(steps, tie)) return std::nullopt;
      }
    }
    for (const Tie& tie : ties_) {
      while (too_low(steps, tie)) {
        if (++taken > kLongestWalk || !step_up(steps, tie)) return std::nullopt;
      }
    }
    if (!good(steps)) return std::nullopt;
    return steps;
  }

  // The part of a cell's band that its ties leave; empty (low > high) when the cell cannot be.
  [[nodiscard]] Band possible(const Steps& steps, std::size_t i) const {
    Band left = band(steps, i);
    for (const Tie& tie : ties_) {
      const std::int64_t lows = lowest(steps, tie);
      const std::int64_t highs = highest(steps, tie);
      if (lows > tie.high + tie.slack || highs < tie.low) return {0, -1};
      if (std::find(tie.members.begin(), tie.members.end(), i) == tie.members.end()) continue;
      const Band own = band(steps, i);
      left.high = std::min(left.high, tie.high + tie.slack - (lows - own.low));
      left.low = std::max(left.low, tie.low - (highs - own.high));
    }
    return left;
  }

  // Widens `shown` by every cell next to `good` that walks to it: a step up in a tie that is then
  // too high, or down in one that is too low.
  void cover(const Steps& good, std::size_t tie, const Steps& from,
             std::vector<Band>& shown) const {
    if (tie == ties_.size()) {
      widen(good, from, shown);
      return;
    }
    cover(good, tie + 1, from, shown);
    for (std::size_t member : ties_[tie].members) {
      for (const std::int64_t step : {1, -1}) {
        Steps next = from;
        next[member] += step;
        const bool near = step > 0 ? too_high(next, ties_[tie]) : too_low(next, ties_[tie]);
        if (next[member] >= 0 && near) cover(good, tie + 1, next, shown);
      }
    }
  }

  // Whatever lies in the slack of a tie walks down to the cells at its edge: there the members that
  // gave way reach on.
  void reach_on(const Steps& good, std::vector<Band>& shown) const {
    for (const Tie& tie : ties_) {
      if (tie.slack == 0 || lowest(good, tie) + k_ + (k_ - 1) <= tie.high) continue;
      for (std::size_t member : tie.members) {
        const std::int64_t others = lowest(good, tie) - band(good, member).low;
        shown[member].high = std::max(shown[member].high, tie.high + tie.slack - others);
        if (good[member] > 0) break;
      }
    }
  }

 private:
  void widen(const Steps& good, const Steps& from, std::vector<Band>& shown) const {
    if (from == good || walk(from) != good) return;
    std::vector<Band> left;
    for (std::size_t i = 0; i < shown.size(); ++i) {
      left.push_back(possible(from, i));
      if (left.back().low > left.back().high) return;
    }
    for (std::size_t i = 0; i < shown.size(); ++i) {
      shown[i] = {std::min(shown[i].low, left[i].low), std::max(shown[i].high, left[i].high)};
    }
  }

  const std::vector<Count>& counts_;
  const std::vector<Tie>& ties_;
  std::int64_t k_;
};

}  // namespace

std::optional<JointBands> joint_bands(const std::vector<Count>& counts,
                                      const std::vector<Tie>& ties, std::int64_t k) {
  assert(k >= 1);
  const Grid grid(counts, ties, k);
  const std::optional<Steps> good = grid.walk(grid.cell_of_state());
  if (!good) return std::nullopt;
  JointBands bands;
  for (std::size_t i = 0; i < counts.size(); ++i) bands.cells.push_back(grid.band(*good, i));
  bands.shown = bands.cells;
  grid.cover(*good, 0, *good, bands.shown);
  grid.reach_on(*good, bands.shown);
  return bands;
}

std::optional<Band> band_within(Band range, std::int64_t value, std::int64_t k,
                                std::int64_t first) {
  const std::int64_t candidates = range.high - range.low + 1;
  if (candidates < k) return std::nullopt;
  // What the first step is wider than the others is taken off before the steps are counted.
  const std::int64_t extra = std::max<std::int64_t>(0, first - k);
  const std::int64_t inside = std::clamp(value, range.low, range.high);
  const std::int64_t steps = std::max<std::int64_t>(1, (candidates - extra) / k);
  const std::int64_t step =
      std::min(std::max<std::int64_t>(0, inside - range.low - extra) / k, steps - 1);
  return Band{step == 0 ? range.low : range.low + extra + step * k,
              step == steps - 1 ? range.high : range.low + extra + step * k + k - 1};
}

}  // namespace desirepath::publish
