#include <algorithm>

#include "tests/integration/publish/joint_worlds.h"

namespace desirepath::oracle {
namespace {

using publish::Dictionary;
using publish::Tally;
using publish::ToolTally;

constexpr std::uint32_t kWindow = 7;
constexpr std::uint32_t kNeed = 1;
constexpr std::uint32_t kOfferedTool = 1;

// A state of the need: devices by what they do, all different devices.
struct State {
  std::int64_t both = 0;       // v1 with the offered tool in this window
  std::int64_t alternate = 0;  // v1 without it in this window
  std::int64_t never = 0;      // v2
  std::int64_t left = 0;       // v3
  std::int64_t stopped = 0;    // v5
  std::int64_t login = 0;      // v7
  std::int64_t young = 0;      // v8
  std::int64_t only = 0;       // v0, v4
  std::int64_t idle = 0;       // none of it

  [[nodiscard]] std::int64_t other() const {
    return both + alternate + never + left + login + young;
  }
  [[nodiscard]] std::int64_t offered() const { return only + both; }
  [[nodiscard]] std::int64_t reports() const { return other() + only + stopped + idle; }
};

ToolTally tool_of(std::int64_t owners) {
  ToolTally tool;
  tool.departments[policy::kOrganisation] = owners;
  tool.days[1] = owners;
  return tool;
}

class NeedWorld {
 public:
  NeedWorld(const Gate& gate, std::uint32_t k, std::uint32_t headcount)
      : gate_(gate),
        k_(k),
        headcount_(headcount),
        dictionary_(organisation(k, headcount + 1, {headcount})),
        candidates_({{"v1", k},
                     {"v2", k},
                     {"v3", k},
                     {"v5", k},
                     {"v7", k},
                     {"v8", k},
                     {"other", k},
                     {"N", k},
                     {"small tool", k}}) {
    for (std::uint32_t tool = kOfferedTool; tool <= 3; ++tool) dictionary_.need_of[tool] = kNeed;
    offer(dictionary_, kOfferedTool);
  }

  // Every way to give `left` more devices something to do, from the `place`th thing on.
  void enumerate(State& state, std::size_t place, std::int64_t left) {
    constexpr std::array<std::int64_t State::*, 9> kThings = {
        &State::both,  &State::alternate, &State::never, &State::left, &State::stopped,
        &State::login, &State::young,     &State::only,  &State::idle};
    if (place == kThings.size()) {
      tools(state);
      return;
    }
    for (std::int64_t count = 0; count <= left; ++count) {
      state.*kThings[place] = count;
      enumerate(state, place + 1, left - count);
    }
    state.*kThings[place] = 0;
  }

  [[nodiscard]] Candidates::Verdict run() {
    State state;
    enumerate(state, 0, headcount_);
    return candidates_.verdict();
  }

 private:
  // The other side's users over two tools, the second of which stays below k.
  void tools(const State& state) {
    const std::int64_t other = state.other();
    for (std::int64_t small = 0; small < std::min<std::int64_t>(k_, other + 1); ++small) {
      for (std::int64_t large = other - small; large <= other; ++large) {
        if (large < small) continue;
        Tally tally;
        tally.reports[policy::kOrganisation] = state.reports();
        tally.tools[kOfferedTool] = tool_of(state.offered());
        tally.tools[2] = tool_of(large);
        tally.tools[3] = tool_of(small);
        tally.needs[kNeed].displacement = {state.only,  state.both + state.alternate,
                                           state.never, state.left,
                                           0,           state.stopped,
                                           0,           state.login,
                                           state.young};
        candidates_.add(gate_(tally, dictionary_, {}, kWindow),
                        {state.both + state.alternate, state.never, state.left, state.stopped,
                         state.login, state.young, other, state.reports(), small});
      }
    }
  }

  const Gate& gate_;
  std::uint32_t k_;
  std::int64_t headcount_;
  Dictionary dictionary_;
  Candidates candidates_;
};

}  // namespace

Candidates::Verdict need_world(const Gate& gate, std::uint32_t k, std::uint32_t headcount) {
  return NeedWorld(gate, k, headcount).run();
}

namespace {

// Calls `each` with every way to divide `owners` over the values of devices that use something
// else.
template <typename Each>
void every_division(std::int64_t owners, std::array<std::int64_t, 9>& values, const Each& each) {
  for (values[1] = 0; values[1] <= owners; ++values[1]) {
    for (values[2] = 0; values[1] + values[2] <= owners; ++values[2]) {
      for (values[3] = 0; values[1] + values[2] + values[3] <= owners; ++values[3]) {
        const std::int64_t left = owners - values[1] - values[2] - values[3];
        for (values[7] = 0; values[7] <= left; ++values[7]) {
          values[8] = left - values[7];
          each();
        }
      }
    }
  }
}

}  // namespace

Candidates::Verdict guest_world(const Gate& gate, std::uint32_t k, std::uint32_t headcount) {
  // That the only other tool has owners at all is no secret: k - 1 are left of "other".
  Candidates candidates(
      {{"other", k - 1}, {"v1", k}, {"v2", k}, {"v3", k}, {"v7", k}, {"N", k}, {"guests", k - 1}});
  Dictionary dictionary = organisation(k, headcount + 1, {headcount});
  dictionary.need_of = {{kOfferedTool, kNeed}, {2, kNeed}};
  offer(dictionary, kOfferedTool);
  const std::int64_t all = headcount;
  Tally tally;
  std::array<std::int64_t, 9>& values = tally.needs[kNeed].displacement;
  publish::ToolTally& tool = tally.tools[2];
  const auto add_owners = [&](std::int64_t owners, std::int64_t guests, std::int64_t reports) {
    tally.reports[policy::kOrganisation] = reports;
    tool.departments[policy::kOrganisation] = owners + guests;
    tool.ages = {0, 0, owners, 0};
    every_division(owners, values, [&] {
      candidates.add(gate(tally, dictionary, {}, kWindow),
                     {owners, values[1], values[2], values[3], values[7], reports,
                      guests < std::int64_t{k} ? guests : kNotHidden});
    });
  };
  for (std::int64_t owners = 0; owners <= all; ++owners) {
    for (std::int64_t one_day = 0; one_day <= owners; ++one_day) {
      for (std::int64_t two_days = 0; one_day + two_days <= owners; ++two_days) {
        for (std::int64_t guests = 0; owners + guests <= all; ++guests) {
          tool.days = {0, one_day, two_days, owners - one_day - two_days, guests};
          for (std::int64_t reports = owners + guests; reports <= all; ++reports)
            add_owners(owners, guests, reports);
        }
      }
    }
  }
  return candidates.verdict();
}

namespace {

// Reports and uses of an organisation with two departments; "nowhere" reports without one.
struct Coverage {
  std::int64_t nowhere = 0, first = 0, second = 0;
  std::int64_t one_in_first = 0, one_in_second = 0, two_in_first = 0, two_in_second = 0;

  [[nodiscard]] std::int64_t reports() const { return nowhere + first + second; }

  [[nodiscard]] Tally tally() const {
    Tally tally;
    tally.reports = {{0, nowhere}, {1, first}, {2, second}};
    tally.tools[1].departments = {{1, one_in_first}, {2, one_in_second}};
    tally.tools[1].days[1] = one_in_first + one_in_second;
    tally.tools[2].departments = {{1, two_in_first}, {2, two_in_second}};
    tally.tools[2].days[1] = two_in_first + two_in_second;
    return tally;
  }
};

// Calls `each` with every use of a tool that reports of `first` and `second` allow.
template <typename Each>
void every_use(std::int64_t first, std::int64_t second, std::int64_t& in_first,
               std::int64_t& in_second, const Each& each) {
  for (in_first = 0; in_first <= first; ++in_first) {
    for (in_second = 0; in_second <= second; ++in_second) each();
  }
}

// Whether anything of tool 1 is published there.
bool published(const Blocks& blocks, publish::View view, std::uint32_t member) {
  return std::any_of(blocks.begin(), blocks.end(), [&](const publish::Block& block) {
    return block.view == view && block.object == 1 && block.member == member;
  });
}

void add(const Coverage& state, const Blocks& blocks, Candidates& candidates) {
  const bool total = published(blocks, publish::View::kTool, publish::kWhole);
  const bool alone = published(blocks, publish::View::kToolDepartment, 1);
  const std::int64_t users = state.one_in_first + state.one_in_second;
  candidates.add(blocks, {state.reports(), state.first, state.second,
                          total ? state.reports() - users : kNotHidden,
                          alone ? state.first - state.one_in_first : kNotHidden,
                          alone ? kNotHidden : state.one_in_first});
}

}  // namespace

Candidates::Verdict coverage_world(const Gate& gate, std::uint32_t k, std::uint32_t headcount) {
  Candidates candidates({{"N", k},
                         {"N of 1", k},
                         {"N of 2", k},
                         {"N - tool 1", k},
                         {"N of 1 - tool 1", k},
                         {"tool 1 in 1", k - 1}});
  Dictionary dictionary = organisation(k, k, {headcount, headcount + 1});
  dictionary.need_of = {{1, kNeed}, {2, kNeed}};
  dictionary.policy.kinds.pop_back();  // without DISPLACEMENT
  dictionary.policy.kinds.pop_back();  // and NEED_WEEK: the exact tables and N alone
  const std::int64_t most = headcount;
  Coverage state;
  for (state.first = 0; state.first <= most; ++state.first) {
    for (state.second = 0; state.second <= most + 1; ++state.second) {
      for (state.nowhere = 0; state.reports() <= 2 * most + 1; ++state.nowhere) {
        every_use(state.first, state.second, state.one_in_first, state.one_in_second, [&] {
          every_use(state.first, state.second, state.two_in_first, state.two_in_second,
                    [&] { add(state, gate(state.tally(), dictionary, {}, kWindow), candidates); });
        });
      }
      state.nowhere = 0;
    }
  }
  return candidates.verdict();
}

Candidates::Verdict gateway_world(const Gate& gate, std::uint32_t k, std::uint32_t headcount) {
  Candidates candidates({{"N", k},
                         {"N of 1", k},
                         {"without agent", k},
                         {"with agent", k},
                         {"with agent in 1", k},
                         {"tool 1 in 1", k - 1}});
  Dictionary dictionary = organisation(k, k, {headcount, headcount});
  dictionary.need_of = {{1, kNeed}};
  dictionary.policy.kinds.resize(2);  // HEARTBEAT and TOOL_WEEK: the exact tables, N and this
  dictionary.policy.observed.push_back({"router", {}, headcount, 1, false});
  const std::int64_t most = headcount;
  Coverage state;
  for (state.first = 0; state.first <= most; ++state.first) {
    for (state.second = 0; state.second <= most; ++state.second) {
      for (state.nowhere = 0; state.reports() <= 2 * most; ++state.nowhere) {
        every_use(state.first, state.second, state.one_in_first, state.one_in_second, [&] {
          for (std::int64_t observed = 0; observed <= state.first; ++observed) {
            Tally tally = state.tally();
            tally.without_agent = observed;
            const Blocks blocks = gate(tally, dictionary, {}, kWindow);
            const bool shown = published(blocks, publish::View::kToolDepartment, 1);
            candidates.add(blocks,
                           {state.reports(), state.first, observed, state.reports() - observed,
                            state.first - observed, shown ? kNotHidden : state.one_in_first});
          }
        });
      }
      state.nowhere = 0;
    }
  }
  return candidates.verdict();
}

}  // namespace desirepath::oracle
