#include "agent/outbox/selection.h"

#include <algorithm>
#include <limits>

namespace desirepath::outbox {
namespace {

bool kept_first(const facts::Fact& fact) {
  return fact.kind == v1::FACT_KIND_HEARTBEAT || fact.kind == v1::FACT_KIND_NEED_WEEK ||
         fact.kind == v1::FACT_KIND_DISPLACEMENT;
}

}  // namespace

facts::Fact filler(std::uint32_t window, seal::Random& random) {
  constexpr std::uint32_t kAny = std::numeric_limits<std::uint32_t>::max();
  facts::Fact fact;
  fact.kind = v1::FACT_KIND_DUMMY;
  fact.window = window;
  fact.policy_number = random.uniform(kAny);
  fact.department = random.uniform(kAny);
  fact.a = random.uniform(kAny);
  fact.b = random.uniform(kAny);
  fact.value = random.uniform(kAny);
  fact.nonce = random.octets<16>();
  return fact;
}

Selection select_frames(facts::Facts facts, std::uint32_t window, seal::Random& random) {
  Selection selection;
  random.shuffle(facts);
  if (facts.size() > kMaximumFacts) {
    // After the shuffle the front of each part is a uniform sample of it.
    std::stable_partition(facts.begin(), facts.end(), kept_first);
    selection.lost_facts = static_cast<std::uint32_t>(facts.size() - kMaximumFacts);
    facts.resize(kMaximumFacts);
  }
  for (facts::Fact& fact : facts) {
    fact.nonce = random.octets<16>();
    selection.frames.push_back({.fact = fact});
  }
  while (selection.frames.size() < kFramesPerWindow) {
    selection.frames.push_back({.fact = filler(window, random)});
  }
  random.shuffle(selection.frames);
  return selection;
}

}  // namespace desirepath::outbox
