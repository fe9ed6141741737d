#include "tests/integration/publish/joint_worlds.h"

#include <algorithm>
#include <array>

#include "desirepath/v1/fact.pb.h"

namespace desirepath::oracle {
namespace {

using publish::Dictionary;
using publish::Earlier;
using publish::Tally;
using publish::ToolTally;

constexpr std::uint32_t kWindow = 7;  // the last of a period of four
constexpr std::uint32_t kNeed = 1;

// An organisation without departments: everyone reports under it.
Dictionary undivided(std::uint32_t k, std::uint32_t headcount, std::uint32_t tools) {
  Dictionary dictionary = organisation(k, headcount + 1, {headcount});
  for (std::uint32_t tool = 1; tool <= tools; ++tool) dictionary.need_of[tool] = kNeed;
  return dictionary;
}

ToolTally tool_of(std::int64_t owners, std::int64_t guests) {
  ToolTally tool;
  tool.departments[policy::kOrganisation] = owners + guests;
  tool.days[1] = owners;
  tool.days[publish::kGuestValue] = guests;
  return tool;
}

}  // namespace

Candidates::Verdict retention_world(const Gate& gate, std::uint32_t k, std::uint32_t headcount) {
  Candidates candidates({{"new", k}, {"young", k}, {"older", k}, {"guests", k - 1}});
  Dictionary dictionary = undivided(k, headcount, 1);
  const std::int64_t all = headcount;
  for (std::int64_t owners = 0; owners <= all; ++owners) {
    for (std::int64_t guests = 0; owners + guests <= all; ++guests) {
      for (std::int64_t fresh = 0; fresh <= owners; ++fresh) {
        for (std::int64_t young = 0; fresh + young <= owners; ++young) {
          Tally tally;
          tally.reports[policy::kOrganisation] = all;
          tally.tools[1] = tool_of(owners, guests);
          tally.tools[1].ages = {fresh, young, owners - fresh - young, 0};
          // Guests of a tool whose guests stand alone are published, not hidden.
          const std::int64_t hidden_guests = guests < std::int64_t{k} ? guests : kNotHidden;
          candidates.add(gate(tally, dictionary, {}, kWindow),
                         {fresh, young, owners - fresh - young, hidden_guests});
        }
      }
    }
  }
  return candidates.verdict();
}

Candidates::Verdict young_world(const Gate& gate, std::uint32_t k, std::uint32_t owners) {
  Candidates candidates({{"new 1", k}, {"new 2", k}, {"new 3", k}, {"young", k}});
  const Dictionary dictionary = undivided(k, owners + k + 5, 1);
  const std::int64_t most = owners;
  const auto tally_of = [&](std::int64_t fresh, std::int64_t young) {
    Tally tally;
    tally.reports[policy::kOrganisation] = most + k + 5;
    tally.tools[1] = tool_of(most, 0);
    tally.tools[1].ages = {fresh, young, most - fresh - young, 0};
    return tally;
  };
  std::vector<Blocks> window_of;
  for (std::int64_t fresh = 0; fresh <= most; ++fresh) {
    window_of.push_back(gate(tally_of(fresh, 0), dictionary, {}, kWindow - 1));
  }
  std::array<std::int64_t, 3> fresh{};
  for (fresh[0] = 0; fresh[0] <= most; ++fresh[0]) {
    for (fresh[1] = 0; fresh[1] <= most; ++fresh[1]) {
      for (fresh[2] = 0; fresh[2] <= most; ++fresh[2]) {
        Earlier earlier;
        Blocks before;
        for (std::size_t i = 0; i < 3; ++i) {
          const Blocks& blocks = window_of[static_cast<std::size_t>(fresh[i])];
          earlier.past[i] = past_of(blocks, k);
          before.insert(before.end(), blocks.begin(), blocks.end());
        }
        const std::int64_t began = fresh[0] + fresh[1] + fresh[2];
        for (std::int64_t young = 0; young <= std::min(began, most); ++young) {
          Blocks all = gate(tally_of(0, young), dictionary, earlier, kWindow);
          all.insert(all.end(), before.begin(), before.end());
          candidates.add(all, {fresh[0], fresh[1], fresh[2], young});
        }
      }
    }
  }
  return candidates.verdict();
}

Candidates::Verdict absent_world(const Gate& gate, std::uint32_t k, std::uint32_t headcount) {
  Candidates candidates({{"need", k}, {"N", k}, {"N - need", k}, {"tool 3", k}});
  const Dictionary dictionary = undivided(k, headcount, 3);
  const std::int64_t all = headcount;
  for (std::int64_t reports = 0; reports <= all; ++reports) {
    for (std::int64_t first = 0; first <= reports; ++first) {
      for (std::int64_t second = 0; second <= first; ++second) {
        for (std::int64_t third = 0; third < std::int64_t{k}; ++third) {
          const std::int64_t least = std::max({first, second, third});
          for (std::int64_t devices = least; devices <= std::min(reports, first + second + third);
               ++devices) {
            Tally tally;
            tally.reports[policy::kOrganisation] = reports;
            tally.tools[1] = tool_of(first, 0);
            tally.tools[2] = tool_of(second, 0);
            tally.tools[3] = tool_of(third, 0);
            tally.needs[kNeed].devices = devices;
            candidates.add(gate(tally, dictionary, {}, kWindow),
                           {devices, reports, reports - devices, third});
          }
        }
      }
    }
  }
  return candidates.verdict();
}

Candidates::Verdict period_world(const Gate& gate, std::uint32_t k, std::uint32_t most) {
  Candidates candidates({{"period", k}, {"hidden week", k}});
  const Dictionary dictionary = undivided(k, 4 * most + k + 5, 1);
  const auto tally_of = [&](std::int64_t owners, std::int64_t period) {
    Tally tally;
    tally.reports[policy::kOrganisation] = 4 * most + k + 5;
    tally.tools[1] = tool_of(owners, 0);
    tally.tools[1].period = period;
    return tally;
  };
  std::vector<Blocks> window_of;
  for (std::int64_t owners = 0; owners <= most; ++owners) {
    window_of.push_back(gate(tally_of(owners, 0), dictionary, {}, kWindow - 1));
  }
  std::array<std::int64_t, 3> weeks{};
  for (weeks[0] = 0; weeks[0] <= most; ++weeks[0]) {
    for (weeks[1] = 0; weeks[1] <= most; ++weeks[1]) {
      for (weeks[2] = 0; weeks[2] < std::int64_t{k}; ++weeks[2]) {
        Earlier earlier;
        Blocks before;
        for (std::size_t i = 0; i < 3; ++i) {
          const Blocks& blocks = window_of[static_cast<std::size_t>(weeks[i])];
          earlier.past[i] = past_of(blocks, k);
          before.insert(before.end(), blocks.begin(), blocks.end());
        }
        for (std::int64_t now = k; now <= most; ++now) {
          const std::int64_t least = std::max({now, weeks[0], weeks[1], weeks[2]});
          const std::int64_t sum = now + weeks[0] + weeks[1] + weeks[2];
          for (std::int64_t period = least; period <= sum; ++period) {
            Blocks all = gate(tally_of(now, period), dictionary, earlier, kWindow);
            all.insert(all.end(), before.begin(), before.end());
            candidates.add(all, {period, weeks[2]});
          }
        }
      }
    }
  }
  return candidates.verdict();
}

Candidates::Verdict needs_only_world(const Gate& gate, std::uint32_t k, std::uint32_t headcount) {
  Candidates candidates({{"need", k}, {"N", k}, {"N - need", k}});
  Dictionary dictionary = undivided(k, headcount, 1);
  dictionary.policy.profile = policy::Profile::kSmall;
  dictionary.policy.lab_window_seconds = 0;
  for (std::int64_t reports = 0; reports <= std::int64_t{headcount}; ++reports) {
    for (std::int64_t devices = 0; devices <= reports; ++devices) {
      Tally tally;
      tally.reports[policy::kOrganisation] = reports;
      tally.tools[1] = tool_of(devices, 0);
      tally.needs[kNeed].devices = devices;
      candidates.add(gate(tally, dictionary, {}, kWindow), {devices, reports, reports - devices});
    }
  }
  return candidates.verdict();
}

Candidates::Verdict pair_world(const Gate& gate, std::uint32_t k, std::uint32_t most) {
  constexpr std::uint32_t kByBounces = 5;  // a window whose table divides by bounces
  Candidates candidates({{"few bounces", k}, {"some bounces", k}, {"many bounces", k}});
  Dictionary dictionary = undivided(k, 2 * most + k + 5, 2);
  dictionary.policy.kinds.push_back(v1::FACT_KIND_PAIR_FLOW);
  dictionary.pairs = {{1, 2}};
  for (std::int64_t first = k; first <= std::int64_t{most}; ++first) {
    for (std::int64_t second = k; second <= first; ++second) {
      for (std::int64_t guests = 0; guests <= std::int64_t{k}; ++guests) {
        for (std::int64_t few = 0; few <= second; ++few) {
          for (std::int64_t some = 0; few + some <= second; ++some) {
            for (std::int64_t many = 0; few + some + many <= second; ++many) {
              Tally tally;
              tally.reports[policy::kOrganisation] = 2 * most + k + 5;
              tally.tools[1] = tool_of(first, 0);
              tally.tools[2] = tool_of(second, guests);
              auto& flows = tally.flows[{1, 2}];
              flows[0] = few;
              flows[3] = some;
              flows[6] = many;
              candidates.add(gate(tally, dictionary, {}, kByBounces), {few, some, many});
            }
          }
        }
      }
    }
  }
  return candidates.verdict();
}

}  // namespace desirepath::oracle
