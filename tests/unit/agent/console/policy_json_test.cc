#include "agent/console/policy_json.h"

#include <gmock/gmock.h>

namespace desirepath::console {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string shown(const policy::Policy& policy) {
  policy::Bundle bundle;
  bundle.policy = policy;
  return policy_to_text(policy_to_json(&bundle, &policy, policy::Validity::kValid,
                                       absl::FromUnixSeconds(1), fields::Language::kEnglish));
}

TEST(PolicyText, NamesTheNetworksThatAGatewayObserves) {
  policy::Policy policy;
  policy.number = 3;
  EXPECT_THAT(shown(policy), Not(HasSubstr("gateway")));
  policy.observed = {{"gateway-hq", {*policy::parse_range("10.20.0.0/16")}, 30, 0, false}};
  EXPECT_THAT(shown(policy),
              HasSubstr("devices without an agent are counted by gateways, only here:\n"
                        "  10.20.0.0/16 by gateway gateway-hq, at most 30 devices"));
}

}  // namespace
}  // namespace desirepath::console
