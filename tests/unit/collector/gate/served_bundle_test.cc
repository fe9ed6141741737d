#include "collector/gate/served_bundle.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "collector/gate/gate_database.h"
#include "collector/gate/release_rule.h"
#include "tests/unit/proto/policy/signed_bundle.h"

namespace desirepath::gate {
namespace {

// What is left of a first light on Thursday goes by k, before it is frozen at six; with the grid's
// end of sending it would wait for a crowd, and be wiped.
TEST(ServedBundle, AFirstLightsSendingEndsOnWednesday) {
  constexpr std::uint32_t kLight = 2957;
  policy::SignedBundle made;
  made.publish(made.draft()).key(kLight, 1);
  policy::append_key(made.message, {kLight + 1, {}, 0}, made.collector,
                     policy::FirstLight{kLight, static_cast<std::int32_t>(kLight) * 7 + 2});
  const auto served = parse_bundle(made.message.SerializeAsString());
  ASSERT_TRUE(served.ok()) << served.status();
  ASSERT_TRUE(served->calendar.has_value());
  const absl::Time end = served->calendar->end(kLight);
  const auto wanted = [&](absl::Duration after) {
    return devices_wanted({.k = 10, .sending_from = served->calendar->sending_at(end + after)},
                          kLight, true);
  };
  EXPECT_EQ(wanted(absl::Hours(71)), 300U);
  EXPECT_EQ(wanted(absl::Hours(72)), 10U);
}

TEST(ServedBundle, WithoutOneSendingEndsWithTheNextWindow) {
  policy::SignedBundle made;
  made.publish(made.draft()).key(2957, 1);
  const auto served = parse_bundle(made.message.SerializeAsString());
  ASSERT_TRUE(served.ok());
  EXPECT_EQ(served->calendar->sending_at(served->calendar->end(2957) + absl::Hours(72)), 2957U);
}

TEST(GateDatabase, CountsTheDevicesThatHoldAPolicyOnce) {
  const std::string path = std::string(::testing::TempDir()) + "/holders.db";
  std::filesystem::remove(path);
  absl::StatusOr<GateDatabase> gate = GateDatabase::open(path);
  ASSERT_TRUE(gate.ok()) << gate.status();
  const absl::Time now = absl::FromUnixSeconds(1'800'000'000);
  for (std::uint8_t number = 1; number <= 4; ++number) {
    const absl::Duration left = number == 4 ? -absl::Hours(72) : absl::Hours(72);
    ASSERT_TRUE(
        gate->note_device({number}, now + left, {.gateway = number == 3 ? "hq" : "", .site = ""})
            .ok());
    for (int visit = 0; visit < 2; ++visit) ASSERT_TRUE(gate->note_holder({number}).ok());
  }
  ASSERT_TRUE(gate->note_holder({9}).ok());  // a certificate of another authority
  EXPECT_EQ(*gate->holders(now), 2);         // not the gateway, not the one whose certificate ended
  ASSERT_TRUE(gate->revoke_device({1}).ok());
  EXPECT_EQ(*gate->holders(now), 1);
}

}  // namespace
}  // namespace desirepath::gate
