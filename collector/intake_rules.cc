#include "collector/intake_rules.h"

namespace desirepath::collector {

intake::Rules intake_rules(const policy::Bundle& bundle, const catalog::Catalog& catalog,
                           absl::Time since) {
  intake::Rules rules;
  for (std::size_t i = 0; i < bundle.policies.size(); ++i) {
    const policy::Policy& policy = bundle.policies[i].policy;
    const bool replaced = i + 1 < bundle.policies.size() &&
                          absl::FromUnixSeconds(bundle.policies[i + 1].policy.not_before) <= since;
    if (replaced) continue;
    rules.policies.insert(policy.number);
    rules.kinds.insert(policy.kinds.begin(), policy.kinds.end());
    rules.gateways = rules.gateways || !policy.observed.empty();
    for (const policy::Department& department : policy.departments) {
      rules.departments.insert(department.number);
    }
  }
  if (bundle.first_light) rules.first_light = bundle.first_light->window;
  for (const catalog::Tool& tool : catalog.tools()) rules.tools.insert(tool.number);
  for (const catalog::Need& need : catalog.needs()) rules.needs.insert(need.number);
  for (const policy::ToolPair& pair : bundle.pairs) rules.pairs.emplace(pair.first, pair.second);
  return rules;
}

}  // namespace desirepath::collector
