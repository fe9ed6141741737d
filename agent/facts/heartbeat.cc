#include "agent/facts/heartbeat.h"

#include "agent/facts/use.h"

namespace desirepath::facts {

void heartbeat(const Inputs& inputs, Facts& facts) {
  facts.push_back(fact_of(inputs, v1::FACT_KIND_HEARTBEAT, 0, inputs.without_agent ? 1 : 0));
}

}  // namespace desirepath::facts
