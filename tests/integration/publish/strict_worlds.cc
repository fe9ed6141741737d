#include "tests/integration/publish/strict_worlds.h"

#include <algorithm>
#include <bit>
#include <map>
#include <tuple>

namespace desirepath::oracle {
namespace {

using publish::Block;
using publish::Dictionary;
using publish::Earlier;
using publish::Tally;
using publish::View;

constexpr std::uint32_t kWindow = 7;  // the last of a period of four
constexpr std::uint32_t kNeed = 1;
constexpr std::uint32_t kWindows = 4;

// Devices by pattern; pattern 0 is unused.
using Overlap = std::vector<std::int64_t>;

// Calls `each` with every world of at most `devices` devices over the patterns of `parts` parts.
template <typename Each>
void every_overlap(std::uint32_t parts, std::int64_t devices, const Each& each) {
  Overlap world(std::size_t{1} << parts, 0);
  const auto from = [&](const auto& self, std::size_t pattern, std::int64_t left) -> void {
    if (pattern == world.size()) return each(world);
    for (std::int64_t count = 0; count <= left; ++count) {
      world[pattern] = count;
      self(self, pattern + 1, left - count);
    }
    world[pattern] = 0;
  };
  from(from, 1, devices);
}

std::int64_t in_part(const Overlap& world, std::uint32_t part) {
  std::int64_t sum = 0;
  for (std::size_t pattern = 1; pattern < world.size(); ++pattern) {
    if ((pattern >> part & 1) != 0) sum += world[pattern];
  }
  return sum;
}

std::int64_t in_any(const Overlap& world) {
  std::int64_t sum = 0;
  for (const std::int64_t count : world) sum += count;
  return sum;
}

std::vector<Hidden> hidden_overlaps(std::uint32_t parts, std::uint32_t k) {
  std::vector<Hidden> hidden;
  for (std::uint32_t set = 1; set < 1U << parts; ++set) {
    hidden.push_back({"in all of " + std::to_string(set), k, k});
    hidden.push_back({"in none but " + std::to_string(set), k, k});
  }
  for (std::uint32_t many = 1; many <= parts; ++many) {
    hidden.push_back({"in exactly " + std::to_string(many), k, k});
    hidden.push_back({"in at least " + std::to_string(many), k, k});
  }
  return hidden;
}

// The values of `hidden_overlaps`. A single shown part is published, not hidden; so is the whole.
std::vector<std::int64_t> overlaps_of(const Overlap& world, std::uint32_t parts, std::uint32_t k) {
  std::vector<std::int64_t> values;
  for (std::uint32_t set = 1; set < 1U << parts; ++set) {
    std::int64_t all = 0;
    std::int64_t only = 0;
    for (std::size_t pattern = 1; pattern < world.size(); ++pattern) {
      if ((pattern & set) == set) all += world[pattern];
      if ((pattern & ~std::size_t{set}) == 0) only += world[pattern];
    }
    values.push_back(std::popcount(set) == 1 && all >= std::int64_t{k} ? kNotHidden : all);
    values.push_back(std::popcount(set) == static_cast<int>(parts) ? kNotHidden : only);
  }
  for (std::uint32_t many = 1; many <= parts; ++many) {
    std::int64_t exactly = 0;
    std::int64_t least = 0;
    for (std::size_t pattern = 1; pattern < world.size(); ++pattern) {
      const auto in = static_cast<std::uint32_t>(std::popcount(pattern));
      if (in == many) exactly += world[pattern];
      if (in >= many) least += world[pattern];
    }
    values.push_back(exactly);
    values.push_back(many == 1 ? kNotHidden : least);
  }
  return values;
}

bool exact_in(const Blocks& blocks, View view) {
  return std::any_of(blocks.begin(), blocks.end(),
                     [&](const Block& each) { return each.view == view && each.exact(); });
}

// One world more; whether its whole was published exactly. With a band in its place the world only
// counts among what the exact tables leave.
bool try_world(Candidates& candidates, const Blocks& blocks, View whole,
               const std::vector<std::int64_t>& values) {
  const bool exact = exact_in(blocks, whole);
  if (exact) {
    candidates.add(blocks, values);
  } else {
    candidates.add_to_exact_tables(blocks, values);
  }
  return exact;
}

publish::ToolTally tool_of(std::int64_t owners, std::int64_t began) {
  publish::ToolTally tool;
  tool.departments[policy::kOrganisation] = owners;
  tool.days[1] = owners;
  tool.ages = {began, 0, owners - began, 0};
  return tool;
}

// What four windows with these users publish together. Nobody is told to be new: "new" keeps to
// what the period leaves it (`least` in strict.h), which unit tests hold.
class FourWindows {
 public:
  FourWindows(const Gate& gate, std::uint32_t k, std::int64_t headcount)
      : gate_(gate), k_(k), headcount_(headcount), dictionary_(organisation(k, k, {})) {
    policy::Department all;
    all.number = 1;
    all.id = all.name = "all";
    all.devices = static_cast<std::uint32_t>(headcount_);
    dictionary_.policy.departments.push_back(all);
    dictionary_.need_of[1] = kNeed;
  }

  [[nodiscard]] std::int64_t headcount() const { return headcount_; }

  // `reports` in the last window; in those before everybody reported.
  const Blocks& of(const std::array<std::int64_t, kWindows>& users, std::int64_t any,
                   std::int64_t reports) {
    auto key = std::make_tuple(users, any, reports);
    const auto found = made_.find(key);
    if (found != made_.end()) return found->second;
    Earlier earlier;
    Blocks all;
    for (std::uint32_t back = 1; back < kWindows; ++back) {
      const Blocks blocks = gate_(tally_of(users[kWindows - 1 - back], 0, headcount_), dictionary_,
                                  {}, kWindow - back);
      earlier.past[back - 1] = past_of(blocks, k_);
      all.insert(all.end(), blocks.begin(), blocks.end());
    }
    const Blocks now = gate_(tally_of(users.back(), any, reports), dictionary_, earlier, kWindow);
    all.insert(all.end(), now.begin(), now.end());
    return made_.emplace(std::move(key), std::move(all)).first->second;
  }

 private:
  [[nodiscard]] static Tally tally_of(std::int64_t owners, std::int64_t period,
                                      std::int64_t reports) {
    Tally tally;
    tally.reports[policy::kOrganisation] = reports;
    tally.tools[1] = tool_of(owners, 0);
    tally.tools[1].period = period;
    return tally;
  }

  const Gate& gate_;
  std::uint32_t k_;
  std::int64_t headcount_;
  Dictionary dictionary_;
  std::map<std::tuple<std::array<std::int64_t, kWindows>, std::int64_t, std::int64_t>, Blocks>
      made_;
};

Blocks narrowed(const publish::Tally& tally, const Dictionary& dictionary, const Earlier& earlier,
                std::uint32_t window, bool by_difference) {
  Blocks blocks = real_gate(tally, dictionary, earlier, window);
  for (Block& each : blocks) {
    if (each.view != View::kPeriod || each.low < dictionary.policy.k) continue;
    const auto truth = static_cast<std::uint32_t>(tally.tools.at(each.object).period);
    std::int64_t largest = tally.tools.at(each.object).departments.at(policy::kOrganisation);
    for (const Earlier::Past& past : earlier.past) {
      const auto total = past.totals.find(each.object);
      if (total != past.totals.end()) largest = std::max(largest, total->second);
    }
    if (by_difference && truth < largest + dictionary.policy.k) continue;
    each.low = each.high = truth;
  }
  return blocks;
}

}  // namespace

Blocks strict_gate(const Tally& tally, const Dictionary& dictionary, const Earlier& earlier,
                   std::uint32_t window) {
  Dictionary strict = dictionary;
  strict.policy.strict = true;
  return real_gate(tally, strict, earlier, window);
}

Blocks gate_that_narrows_all(const Tally& tally, const Dictionary& dictionary,
                             const Earlier& earlier, std::uint32_t window) {
  return narrowed(tally, dictionary, earlier, window, false);
}

Blocks gate_that_narrows_by_difference(const Tally& tally, const Dictionary& dictionary,
                                       const Earlier& earlier, std::uint32_t window) {
  return narrowed(tally, dictionary, earlier, window, true);
}

Blocks gate_bounded_by_headcount(const Tally& tally, const Dictionary& dictionary,
                                 const Earlier& earlier, std::uint32_t window) {
  Blocks blocks = strict_gate(tally, dictionary, earlier, window);
  Tally everybody = tally;
  everybody.reports[policy::kOrganisation] = publish::headcount_of(dictionary.policy);
  for (const Block& other : strict_gate(everybody, dictionary, earlier, window)) {
    if (other.view != View::kPeriod) continue;
    for (Block& each : blocks) {
      if (each.view == View::kPeriod && each.object == other.object) each = other;
    }
  }
  return blocks;
}

StrictVerdict windows_of_few_reports(const Gate& gate, std::uint32_t k, std::uint32_t devices) {
  FourWindows windows(gate, k, std::int64_t{devices} + 5 * std::int64_t{k});
  std::vector<Hidden> hidden = hidden_overlaps(kWindows, k);
  hidden.push_back({"N", k});
  hidden.push_back({"N - any", k});
  Candidates candidates(hidden);
  StrictVerdict verdict;
  every_overlap(kWindows, devices, [&](const Overlap& world) {
    std::array<std::int64_t, kWindows> users{};
    for (std::uint32_t part = 0; part < kWindows; ++part) users[part] = in_part(world, part);
    const std::int64_t any = in_any(world);
    // An exact whole and a tool's total tell worlds apart, so these can be tried by themselves: all
    // devices in some window, fewest in the last.
    if (users.back() != std::int64_t{k} || any != std::int64_t{devices}) return;
    for (std::int64_t reports = any; reports <= windows.headcount(); ++reports) {
      const Blocks& blocks = windows.of(users, any, reports);
      std::vector<std::int64_t> values = overlaps_of(world, kWindows, k);
      values.insert(values.end(), {reports, reports - any});
      if (try_world(candidates, blocks, View::kPeriod, values)) ++verdict.exact;
    }
  });
  verdict.left = candidates.verdict();
  return verdict;
}

StrictVerdict overlapping_windows(const Gate& gate, std::uint32_t k, std::uint32_t devices) {
  FourWindows windows(gate, k, 4 * std::int64_t{devices} + k + 20);
  Candidates candidates(hidden_overlaps(kWindows, k));
  StrictVerdict verdict;
  every_overlap(kWindows, devices, [&](const Overlap& world) {
    std::array<std::int64_t, kWindows> users{};
    for (std::uint32_t part = 0; part < kWindows; ++part) users[part] = in_part(world, part);
    if (users.back() < std::int64_t{k}) return;  // without a total now there is no period
    const Blocks& blocks = windows.of(users, in_any(world), windows.headcount());
    const std::vector<std::int64_t> values = overlaps_of(world, kWindows, k);
    if (try_world(candidates, blocks, View::kPeriod, values)) ++verdict.exact;
  });
  verdict.left = candidates.verdict();
  return verdict;
}

StrictVerdict overlapping_tools(const Gate& gate, std::uint32_t k, std::uint32_t tools,
                                std::uint32_t devices) {
  Dictionary dictionary = organisation(k, devices + 20, {devices + 12});
  for (std::uint32_t tool = 1; tool <= tools; ++tool) dictionary.need_of[tool] = kNeed;
  std::vector<Hidden> hidden = hidden_overlaps(tools, k);
  hidden.push_back({"N", k});
  hidden.push_back({"N - need", k});
  Candidates candidates(hidden);
  StrictVerdict verdict;
  every_overlap(tools, devices, [&](const Overlap& world) {
    Tally tally;
    for (std::uint32_t part = 0; part < tools; ++part) {
      tally.tools[part + 1] = tool_of(in_part(world, part), 0);
    }
    const std::int64_t any = in_any(world);
    tally.needs[kNeed].devices = any;
    for (std::int64_t reports = any; reports <= std::int64_t{devices} + 12; ++reports) {
      tally.reports[policy::kOrganisation] = reports;
      const Blocks blocks = gate(tally, dictionary, {}, kWindow - 1);
      std::vector<std::int64_t> values = overlaps_of(world, tools, k);
      values.insert(values.end(), {reports, reports - any});
      if (try_world(candidates, blocks, View::kNeed, values)) ++verdict.exact;
    }
  });
  verdict.left = candidates.verdict();
  return verdict;
}

}  // namespace desirepath::oracle
