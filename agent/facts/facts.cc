#include "agent/facts/facts.h"

#include <algorithm>

#include "agent/facts/displacement.h"
#include "agent/facts/heartbeat.h"
#include "agent/facts/need_week.h"
#include "agent/facts/pair.h"
#include "agent/facts/retention.h"
#include "agent/facts/tool_period.h"
#include "agent/facts/tool_week.h"
#include "agent/facts/upload_week.h"
#include "agent/facts/use.h"
#include "agent/facts/visibility_week.h"

namespace desirepath::facts {
namespace {

struct Maker {
  Kind kind;
  void (*make)(const Inputs&, Facts&);
  bool personal;  // says something that a shared machine must not say
};

constexpr Maker kMakers[] = {
    {v1::FACT_KIND_HEARTBEAT, heartbeat, false},
    {v1::FACT_KIND_TOOL_WEEK, tool_week, true},
    {v1::FACT_KIND_TOOL_PERIOD, tool_period, true},
    {v1::FACT_KIND_RETENTION, retention, true},
    {v1::FACT_KIND_NEED_WEEK, need_week, true},
    {v1::FACT_KIND_DISPLACEMENT, displacement, true},
    {v1::FACT_KIND_PAIR, pair, true},
    {v1::FACT_KIND_PAIR_FLOW, pair_flow, true},
    {v1::FACT_KIND_VISIBILITY_WEEK, visibility_week, false},
    {v1::FACT_KIND_UPLOAD_WEEK, upload_week, true},
};

}  // namespace

Facts make_facts(const Inputs& inputs) {
  Facts facts;
  if (diary_age(inputs) == 0 || !inputs.diary.present.any(days_of(inputs, 0))) return facts;
  const bool shared = is_shared(inputs);
  for (const Maker& maker : kMakers) {
    const auto& asked = inputs.policy.kinds;
    if (std::find(asked.begin(), asked.end(), static_cast<std::uint32_t>(maker.kind)) ==
        asked.end())
      continue;
    if (maker.personal && shared) continue;
    maker.make(inputs, facts);
  }
  return facts;
}

}  // namespace desirepath::facts
