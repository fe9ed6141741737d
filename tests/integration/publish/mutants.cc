// The gate with one rule left out, to see that the oracle notices.

#include <algorithm>

#include "collector/publish/band_block.h"
#include "collector/publish/pair_tables.h"
#include "tests/integration/publish/worlds.h"

namespace desirepath::oracle {
namespace {

using publish::Block;
using publish::kRest;
using publish::kWhole;
using publish::View;

Block block(View view, std::uint32_t object, std::uint32_t member, std::int64_t low,
            std::int64_t high) {
  Block made;
  made.view = view;
  made.object = object;
  made.member = member;
  made.low = static_cast<std::uint32_t>(low);
  made.high = static_cast<std::uint32_t>(high);
  return made;
}

void replace(Blocks& blocks, View view, const Blocks& by) {
  std::erase_if(blocks, [&](const Block& each) { return each.view == view; });
  blocks.insert(blocks.end(), by.begin(), by.end());
}

publish::NeedTally need_of(const publish::Tally& tally, std::uint32_t need) {
  const auto found = tally.needs.find(need);
  return found == tally.needs.end() ? publish::NeedTally{} : found->second;
}

// Every count whose band the real gate would publish, by the same views and members.
std::int64_t truth_of(const Block& each, const publish::Tally& tally) {
  switch (each.view) {
    case View::kReporting:
      return tally.all_reports();
    case View::kRetention:
      return tally.tools.at(each.object).ages[each.member];
    case View::kDisplacement:
      return need_of(tally, each.object).displacement[each.member];
    case View::kPeriod:
      return tally.tools.at(each.object).period;
    case View::kPairFlow: {
      const auto& flows = tally.flows.at({each.object, each.second});
      return flows[(each.member - publish::kFlowBounces) * 3];  // as pair_world fills them
    }
    case View::kNeed:
      return need_of(tally, each.object).devices;
    case View::kOther: {
      const auto v = need_of(tally, each.object).displacement;
      return v[1] + v[2] + v[3] + v[7] + v[8];
    }
    default:
      return -1;
  }
}

}  // namespace

Blocks gate_without_fold(const publish::Tally& tally, const publish::Dictionary& dictionary,
                         const publish::Earlier& earlier, std::uint32_t window) {
  Blocks blocks = real_gate(tally, dictionary, earlier, window);
  const std::int64_t k = dictionary.policy.k;
  Blocks naive;
  for (const Block& total : blocks) {
    if (total.view != View::kTool) continue;
    std::int64_t rest = total.low;
    for (const auto& [department, count] : tally.tools.at(total.object).departments) {
      if (count < k || department == policy::kOrganisation) continue;
      naive.push_back(block(View::kToolDepartment, total.object, department, count, count));
      rest -= count;
    }
    naive.push_back(block(View::kToolDepartment, total.object, kRest, rest < k ? 0 : rest,
                          std::max(rest, k - 1)));
  }
  replace(blocks, View::kToolDepartment, naive);
  return blocks;
}

Blocks gate_without_near_universal(const publish::Tally& tally,
                                   const publish::Dictionary& dictionary,
                                   const publish::Earlier& earlier, std::uint32_t window) {
  publish::Dictionary everything_offered = dictionary;
  for (const auto& [tool, need] : dictionary.need_of) offer(everything_offered, tool);
  return real_gate(tally, everything_offered, earlier, window);
}

Blocks gate_without_bands(const publish::Tally& tally, const publish::Dictionary& dictionary,
                          const publish::Earlier& earlier, std::uint32_t window) {
  Blocks blocks = real_gate(tally, dictionary, earlier, window);
  for (Block& each : blocks) {
    const std::int64_t truth = truth_of(each, tally);
    if (truth >= dictionary.policy.k) {
      each.low = each.high = static_cast<std::uint32_t>(truth);
    } else if (truth >= 0) {
      each.low = 0;
      each.high = dictionary.policy.k - 1;
    }
  }
  return blocks;
}

Blocks gate_with_single_bands(const publish::Tally& tally, const publish::Dictionary& dictionary,
                              const publish::Earlier& earlier, std::uint32_t window) {
  Blocks blocks = real_gate(tally, dictionary, earlier, window);
  const std::uint32_t k = dictionary.policy.k;
  for (Block& each : blocks) {
    const std::int64_t truth = truth_of(each, tally);
    if (truth < 0) continue;
    each.low = static_cast<std::uint32_t>(truth) / k * k;
    each.high = each.low + k - 1;
  }
  return blocks;
}

}  // namespace desirepath::oracle
