#include "tests/integration/publish/worlds.h"

#include "collector/publish/publication.h"
#include "desirepath/v1/fact.pb.h"

namespace desirepath::oracle {

using publish::Block;
using publish::View;

Blocks real_gate(const publish::Tally& tally, const publish::Dictionary& dictionary,
                 const publish::Earlier& earlier, std::uint32_t window) {
  return publish::publication_of(tally, dictionary, earlier, window).blocks;
}

publish::Dictionary organisation(std::uint32_t k, std::uint32_t department_floor,
                                 const std::vector<std::uint32_t>& headcounts) {
  publish::Dictionary dictionary;
  dictionary.policy.organisation = "Small World";
  dictionary.policy.profile = policy::Profile::kLab;
  dictionary.policy.lab_window_seconds = 60;
  dictionary.policy.k = k;
  dictionary.policy.department_floor = department_floor;
  dictionary.policy.kinds = {v1::FACT_KIND_HEARTBEAT,   v1::FACT_KIND_TOOL_WEEK,
                             v1::FACT_KIND_TOOL_PERIOD, v1::FACT_KIND_RETENTION,
                             v1::FACT_KIND_NEED_WEEK,   v1::FACT_KIND_DISPLACEMENT};
  for (std::size_t i = 0; i < headcounts.size(); ++i) {
    policy::Department department;
    department.number = static_cast<std::uint32_t>(i + 1);
    department.id = "d" + std::to_string(i + 1);
    department.name = department.id;
    department.devices = headcounts[i];
    dictionary.policy.departments.push_back(department);
  }
  return dictionary;
}

void offer(publish::Dictionary& dictionary, std::uint32_t tool) {
  dictionary.standings.push_back({tool, policy::Standing::kSanctioned, {}, 0});
}

publish::Earlier::Past past_of(const Blocks& blocks, std::uint32_t k) {
  publish::Window window;
  window.floors.k = k;
  return publish::past_of(window, blocks);
}

}  // namespace desirepath::oracle
