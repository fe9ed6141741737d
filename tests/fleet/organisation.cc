#include "tests/fleet/organisation.h"

#include <map>
#include <string>
#include <utility>

#include "desirepath/v1/fact.pb.h"
#include "tests/fleet/command.h"

namespace desirepath::fleet {
namespace {

constexpr std::uint32_t kDepartmentFloor = 10;
constexpr std::uint32_t kFloorOfK = 5;  // below it only a lab publishes
constexpr std::uint32_t kLabSeconds = 60;

policy::Profile profile_of(const Scenario& scenario) {
  if (scenario.profile == "lab" || scenario.k < kFloorOfK) return policy::Profile::kLab;
  if (scenario.profile == "daily") return policy::Profile::kDaily;
  if (scenario.profile == "small") return policy::Profile::kSmall;
  return policy::Profile::kWeekly;
}

}  // namespace

policy::Bundle bundle_of(const Scenario& scenario, const catalog::Catalog& catalog) {
  policy::Bundle bundle;
  policy::Policy& policy = bundle.policy;
  policy.number = 1;
  policy.organisation = "Fleet";
  policy.time_zone = "UTC";
  policy.profile = profile_of(scenario);
  policy.k = scenario.k;
  policy.department_floor = kDepartmentFloor;
  if (policy.profile == policy::Profile::kLab) {
    policy.lab_window_seconds = kLabSeconds;
    policy.department_floor = scenario.k < kFloorOfK ? scenario.k : kDepartmentFloor;
  }
  policy.kinds = {v1::FACT_KIND_HEARTBEAT,      v1::FACT_KIND_TOOL_WEEK, v1::FACT_KIND_TOOL_PERIOD,
                  v1::FACT_KIND_RETENTION,      v1::FACT_KIND_NEED_WEEK, v1::FACT_KIND_DISPLACEMENT,
                  v1::FACT_KIND_VISIBILITY_WEEK};
  std::map<std::string, std::uint32_t> numbers;
  for (const ScenarioDepartment& each : scenario.departments) {
    const auto number = static_cast<std::uint32_t>(policy.departments.size() + 1);
    numbers[each.name] = number;
    policy.departments.push_back(
        {number, department_id(each.name), each.name, policy::kOrganisation, each.devices});
  }
  for (const Offer& offer : scenario.offered) {
    const catalog::Tool* tool = catalog.tool_by_id(offer.tool);
    if (tool == nullptr) continue;  // Habits::create has said so
    policy::ToolStanding standing{tool->number, policy::Standing::kSanctioned, {}, 0};
    for (const std::string& name : offer.departments) {
      if (numbers.contains(name)) standing.departments.push_back(numbers.at(name));
    }
    bundle.standings.push_back(std::move(standing));
  }
  return bundle;
}

}  // namespace desirepath::fleet
