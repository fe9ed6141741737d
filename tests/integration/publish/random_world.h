#pragma once

// `RandomWorld` draws organisations for the checks of exact tables: the same ones for one seed.

#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <random>
#include <vector>

#include "tests/integration/publish/worlds.h"

namespace desirepath::oracle {

// A random organisation with tools of every shape: unused, tried, in one department, nearly
// everybody's.
class RandomWorld {
 public:
  explicit RandomWorld(std::uint64_t seed) : chance_(seed) {}

  void make(policy::Profile profile = policy::Profile::kLab) {
    const std::uint32_t k = pick({5, 10, 20});
    std::vector<std::uint32_t> headcounts(upto(2, 8));
    for (std::uint32_t& each : headcounts) each = upto(3, k * 4);
    dictionary = organisation(k, std::max(10U, k / 2), headcounts);
    dictionary.policy.profile = profile;
    if (profile != policy::Profile::kLab) dictionary.policy.lab_window_seconds = 0;
    tally = {};
    for (std::size_t i = 0; i < headcounts.size(); ++i) {
      const bool real = headcounts[i] >= dictionary.policy.department_floor;
      const std::int64_t reports =
          upto(headcounts[i] / 2, headcounts[i] + (upto(0, 30) == 0 ? 2 : 0));
      tally.reports[real ? static_cast<std::uint32_t>(i + 1) : 0] += reports;
    }
    for (std::uint32_t tool = 1; tool <= kTools; ++tool) {
      dictionary.need_of[tool] = 1 + tool % 3;
      if (tool % 4 == 0) offer(dictionary, tool);
      use(tool);
    }
  }

  static constexpr std::uint32_t kTools = 10;
  publish::Dictionary dictionary;
  publish::Tally tally;

 private:
  std::uint32_t upto(std::uint32_t low, std::uint32_t high) {
    return std::uniform_int_distribution<std::uint32_t>(low, std::max(low, high))(chance_);
  }
  std::uint32_t pick(std::initializer_list<std::uint32_t> from) {
    return from.begin()[upto(0, static_cast<std::uint32_t>(from.size()) - 1)];
  }

  void use(std::uint32_t tool) {
    publish::ToolTally counts;
    const std::uint32_t shape = upto(0, 4);
    for (const auto& [place, reports] : tally.reports) {
      const auto all = static_cast<std::uint32_t>(reports);
      std::uint32_t count = 0;
      if (shape == 0) count = upto(0, std::min(all, 4U));
      if (shape == 1) count = upto(0, 2) == 0 ? upto(0, all) : 0;
      if (shape == 2) count = upto(0, all);
      if (shape == 3) count = all - std::min(all, upto(0, 6));
      if (shape == 4) count = upto(0, 3) == 0 ? upto(0, all) : upto(0, std::min(all, 3U));
      counts.departments[place] = count;
      for (std::uint32_t device = 0; device < count; ++device) ++counts.days[upto(1, 4)];
    }
    tally.tools[tool] = counts;
  }

  std::mt19937_64 chance_;
};

}  // namespace desirepath::oracle
