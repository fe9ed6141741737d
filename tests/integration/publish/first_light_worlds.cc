// Worlds of the first light: alone, with the floors of the real profile, and together with the
// grid's first window.

#include <algorithm>

#include "collector/publish/publication.h"
#include "desirepath/v1/fact.pb.h"
#include "tests/integration/publish/joint_worlds.h"

namespace desirepath::oracle {
namespace {

using publish::Dictionary;
using publish::Tally;

constexpr std::uint32_t kLight = 5;  // the window it stands for; the grid begins with the next
constexpr std::uint32_t kFirst = 1;
constexpr std::uint32_t kSecond = 2;

Dictionary asking(std::uint32_t k, std::uint32_t headcount) {
  Dictionary dictionary = organisation(k, headcount + 1, {headcount});
  dictionary.policy.kinds.push_back(v1::FACT_KIND_FIRST_LIGHT);
  return dictionary;
}

Tally tally_of(std::int64_t reports, std::int64_t first, std::int64_t second) {
  Tally tally;
  tally.reports[policy::kOrganisation] = reports;
  tally.needs[kFirst].devices = first;
  tally.needs[kSecond].devices = second;
  return tally;
}

publish::ToolTally owners(std::int64_t count) {
  publish::ToolTally tool;
  tool.departments[policy::kOrganisation] = count;
  tool.days[1] = count;
  tool.ages = {count, 0, 0, 0};  // the grid looks at nothing before it: all are new
  return tool;
}

}  // namespace

Candidates::Verdict first_light_world(const Gate& gate, std::uint32_t k, std::uint32_t headcount) {
  Candidates candidates(
      {{"need 1", k}, {"need 2", k}, {"N", k}, {"N - need 1", k}, {"N - need 2", k}});
  Dictionary dictionary = asking(k, headcount);
  dictionary.need_of = {{1, kFirst}, {2, kSecond}};
  dictionary.first_light = true;
  for (std::int64_t reports = 0; reports <= std::int64_t{headcount}; ++reports) {
    for (std::int64_t first = 0; first <= reports; ++first) {
      for (std::int64_t second = 0; second <= reports; ++second) {
        candidates.add(gate(tally_of(reports, first, second), dictionary, {}, kLight),
                       {first, second, reports, reports - first, reports - second});
      }
    }
  }
  return candidates.verdict();
}

Candidates::Verdict real_first_light_world(const Gate& gate, std::uint32_t k,
                                           std::uint32_t headcount) {
  Candidates candidates({{"need", k}, {"N", k}, {"N - need", k}});
  Dictionary dictionary = asking(k, headcount);
  dictionary.policy.profile = policy::Profile::kWeekly;
  dictionary.policy.lab_window_seconds = 0;
  dictionary.need_of = {{1, kFirst}};
  dictionary.first_light = true;
  for (std::int64_t reports = 0; reports <= std::int64_t{headcount}; ++reports) {
    for (std::int64_t devices = 0; devices <= reports; ++devices) {
      candidates.add(gate(tally_of(reports, devices, 0), dictionary, {}, kLight),
                     {devices, reports, reports - devices});
    }
  }
  return candidates.verdict();
}

Candidates::Verdict light_and_week_world(const Gate& gate, std::uint32_t k,
                                         std::uint32_t headcount) {
  Candidates candidates({{"need, light", k},
                         {"N, light", k},
                         {"N - need, light", k},
                         {"need, week", k},
                         {"N, week", k},
                         {"in both", k},
                         {"light alone", k},
                         {"week alone", k}});
  Dictionary light = asking(k, headcount);
  light.need_of = {{1, kFirst}, {2, kFirst}};
  light.first_light = true;
  Dictionary week = light;
  week.first_light = false;
  const std::int64_t all = headcount;
  for (std::int64_t reports = 0; reports <= all; ++reports) {
    for (std::int64_t then = 0; then <= reports; ++then) {
      const Blocks before = gate(tally_of(reports, then, 0), light, {}, kLight);
      for (std::int64_t later = 0; later <= all; ++later) {
        for (std::int64_t one = 0; one <= later; ++one) {
          for (std::int64_t other = 0; other <= one; ++other) {
            for (std::int64_t now = one; now <= std::min(later, one + other); ++now) {
              Tally tally = tally_of(later, now, 0);
              tally.tools[1] = owners(one);
              tally.tools[2] = owners(other);
              Blocks blocks = gate(tally, week, {}, kLight + 1);
              blocks.insert(blocks.end(), before.begin(), before.end());
              for (std::int64_t both = std::max<std::int64_t>(0, then + now - all);
                   both <= std::min(then, now); ++both) {
                candidates.add(blocks, {then, reports, reports - then, now, later, both,
                                        then - both, now - both});
              }
            }
          }
        }
      }
    }
  }
  return candidates.verdict();
}

Blocks light_counted_from_nothing(const Tally& tally, const Dictionary& dictionary,
                                  const publish::Earlier& earlier, std::uint32_t window) {
  const Blocks shown = real_gate(tally, dictionary, earlier, window);
  if (!dictionary.first_light || shown.empty()) return shown;
  Dictionary unaware = dictionary;
  unaware.first_light = false;
  unaware.policy.kinds = {v1::FACT_KIND_HEARTBEAT, v1::FACT_KIND_NEED_WEEK};
  unaware.reach = publish::Reach::kNeedsOnly;
  return real_gate(tally, unaware, earlier, window);
}

Blocks gate_with_lower_k(const Tally& tally, const Dictionary& dictionary,
                         const publish::Earlier& earlier, std::uint32_t window) {
  Dictionary lower = dictionary;
  lower.policy.k -= 1;
  return real_gate(tally, lower, earlier, window);
}

}  // namespace desirepath::oracle
