#include "agent/match/use_rule.h"

#include <gtest/gtest.h>

namespace desirepath::match {
namespace {

constexpr std::uint32_t kSlack = 1;

Contact contact(Role role, std::uint32_t slot, std::uint64_t up, std::uint64_t down,
                Evidence evidence = Evidence::kProduct) {
  return {.tool = kSlack,
          .role = role,
          .day = 3,
          .slot = slot,
          .bytes_up = up,
          .bytes_down = down,
          .evidence = evidence};
}

TEST(UseRule, AnHourOfWorkIsTheOwners) {
  DayOfUse day;
  for (std::uint32_t slot = 100; slot < 112; ++slot) {
    day.add(contact(Role::kApp, slot, 9'000 + 7'000 * (slot % 5), 80'000));
  }
  EXPECT_EQ(day.use(), Use::kOwner);
}

TEST(UseRule, AnIdleWebsocketIsAmbient) {
  DayOfUse day;
  for (std::uint32_t slot = 0; slot < 288; ++slot)
    day.add(contact(Role::kApp, slot, 30 * 91, 30 * 70));
  EXPECT_EQ(day.use(), Use::kAmbient);
}

TEST(UseRule, AWidgetOnAPageIsAmbient) {
  DayOfUse day;
  for (std::uint32_t slot = 50; slot < 60; ++slot) {
    day.add(contact(Role::kEmbedded, slot, 60'000, 900'000));
    day.add(contact(Role::kCdn, slot, 60'000, 900'000));
    day.add(contact(Role::kTelemetry, slot, 60'000, 100));
  }
  EXPECT_EQ(day.use(), Use::kAmbient);
}

TEST(UseRule, AShareLinkMakesAGuest) {
  DayOfUse day;
  day.add(contact(Role::kViewer, 120, 6'000, 900'000));
  day.add(contact(Role::kViewer, 121, 2'000, 400'000));
  EXPECT_EQ(day.use(), Use::kGuest);
}

}  // namespace
}  // namespace desirepath::match
