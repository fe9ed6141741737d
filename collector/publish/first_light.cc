#include "collector/publish/first_light.h"

#include "desirepath/v1/fact.pb.h"
#include "proto/policy/first_light.h"

namespace desirepath::publish {

Dictionary of_first_light(const Dictionary& dictionary) {
  Dictionary light = dictionary;
  light.policy.kinds = {v1::FACT_KIND_HEARTBEAT, v1::FACT_KIND_NEED_WEEK};
  light.policy.observed.clear();
  light.policy.strict = false;
  light.pairs.clear();
  light.reach = Reach::kNeedsOnly;
  light.fewest_reports = policy::first_light_devices(dictionary.policy);
  return light;
}

}  // namespace desirepath::publish
