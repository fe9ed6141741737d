#include "agent/match/use_rule.h"

#include <gtest/gtest.h>

namespace desirepath::match {
namespace {

constexpr std::uint32_t kTool = 1;

Contact contact(Role role, std::uint32_t slot, std::uint64_t up, std::uint64_t down,
                Evidence evidence = Evidence::kProduct) {
  return {.tool = kTool,
          .role = role,
          .day = 3,
          .slot = slot,
          .bytes_up = up,
          .bytes_down = down,
          .evidence = evidence};
}

// The four shapes that the rule is made for.

TEST(UseRule, AnHourOfWorkIsTheOwners) {
  DayOfUse day;
  // Opening the document, then typing with pauses: saves of 1 kB, some slots of reading.
  constexpr std::uint64_t kUp[] = {24'000, 9'000,  15'000, 2'000, 31'000, 6'000,
                                   800,    18'000, 11'000, 5'000, 700,    8'000};
  for (std::uint32_t i = 0; i < 12; ++i) day.add(contact(Role::kApp, 100 + i, kUp[i], 4 * kUp[i]));
  EXPECT_EQ(day.use(), Use::kOwner);
}

TEST(UseRule, AnIdleWebsocketIsAmbient) {
  DayOfUse day;
  day.add(contact(Role::kApp, 0, 3'900, 9'000));  // it connects: handshake, cookies, upgrade
  for (std::uint32_t slot = 0; slot < 288; ++slot)
    day.add(contact(Role::kApp, slot, 30 * 91, 30 * 70));
  EXPECT_LT(day.counts().product_slots, kWorkedSlots);
  EXPECT_EQ(day.use(), Use::kAmbient);
}

TEST(UseRule, AWidgetOnAPageIsAmbient) {
  DayOfUse day;
  for (std::uint32_t slot = 50; slot < 60; ++slot) {
    day.add(contact(Role::kEmbedded, slot, 60'000, 900'000));
    day.add(contact(Role::kCdn, slot, 60'000, 900'000));
    day.add(contact(Role::kTelemetry, slot, 60'000, 100));
    day.add(contact(Role::kMarketing, slot, 60'000, 100));
  }
  EXPECT_EQ(day.counts(), DayCounts{});
  EXPECT_EQ(day.use(), Use::kAmbient);
}

TEST(UseRule, AShareLinkMakesAGuest) {
  DayOfUse day;
  day.add(contact(Role::kViewer, 120, 6'000, 900'000));
  day.add(contact(Role::kViewer, 121, 2'000, 400'000));
  EXPECT_EQ(day.use(), Use::kGuest);
}

// Thresholds, one octet or slot to each side.

TEST(UseRule, OneSlotIsNoDay) {
  DayOfUse day;
  day.add(contact(Role::kApp, 7, 900'000, 900'000));
  EXPECT_EQ(day.use(), Use::kAmbient);
  day.add(contact(Role::kApi, 8, kWorkedBytesUp, 0));
  EXPECT_EQ(day.use(), Use::kOwner);
}

TEST(UseRule, ASlotBelowTheThresholdIsNotWorkedIn) {
  DayOfUse day;
  day.add(contact(Role::kApp, 7, kWorkedBytesUp - 1, 0));
  day.add(contact(Role::kApp, 9, kWorkedBytesUp, 0));
  EXPECT_EQ(day.counts().product_slots, 1);
}

TEST(UseRule, PartsOfASlotAddUpInAnyOrder) {
  DayOfUse day;
  for (const std::uint32_t slot : {9U, 7U, 9U, 7U})
    day.add(contact(Role::kApp, slot, kWorkedBytesUp / 2, 0));
  EXPECT_EQ(day.counts().product_slots, 2);
}

TEST(UseRule, UploadCountsLikeApp) {
  DayOfUse day;
  day.add(contact(Role::kUpload, 7, 50'000, 0));
  day.add(contact(Role::kUpload, 8, 50'000, 0));
  EXPECT_EQ(day.use(), Use::kOwner);
}

TEST(UseRule, LoginAloneIsSaidApart) {
  DayOfUse day;
  for (std::uint32_t slot = 7; slot < 20; ++slot)
    day.add(contact(Role::kLogin, slot, 50'000, 50'000));
  EXPECT_EQ(day.use(), Use::kAmbient);
  EXPECT_TRUE(login_only(day.counts()));
  day.add(contact(Role::kApp, 30, 50'000, 0));
  day.add(contact(Role::kApp, 31, 50'000, 0));
  EXPECT_FALSE(login_only(day.counts()));
}

TEST(UseRule, AWholeSiteAsksForVolumeOrAThirdSlot) {
  const auto read = [](std::uint64_t up, std::uint32_t slots) {
    DayOfUse day;
    for (std::uint32_t i = 0; i < slots; ++i)
      day.add(contact(Role::kApp, 7 + i, up + 900 * i, 300'000, Evidence::kWholeSite));
    return day.use();
  };
  EXPECT_EQ(read(9'000, 2), Use::kAmbient);  // pages of the vendor's site
  EXPECT_EQ(read(9'000, 3), Use::kOwner);
  EXPECT_EQ(read(kWholeSiteVolume, 2), Use::kOwner);
}

TEST(UseRule, AnAnsweredSurveyIsAGuestsAndItsMakersDayIsTheOwners) {
  DayOfUse respondent;
  respondent.add(contact(Role::kApp, 7, 6'000, 700'000, Evidence::kOutsiders));
  respondent.add(contact(Role::kApp, 8, 7'000, 90'000, Evidence::kOutsiders));
  EXPECT_EQ(respondent.use(), Use::kGuest);
  DayOfUse maker;
  maker.add(contact(Role::kApp, 7, 60'000, 400'000, Evidence::kOutsiders));
  maker.add(contact(Role::kApp, 8, 40'000, 90'000, Evidence::kOutsiders));
  EXPECT_EQ(maker.use(), Use::kOwner);
}

TEST(UseRule, AConnectionAheadOfAClickIsNoVisit) {
  DayOfUse day;
  day.add(contact(Role::kViewer, 7, 900, 5'000));
  EXPECT_EQ(day.use(), Use::kAmbient);
}

TEST(UseRule, ATalkativeIdleClientIsATimers) {
  DayOfUse day;
  for (std::uint32_t slot = 0; slot < 100; ++slot)
    day.add(contact(Role::kApp, slot, 6'000 + slot % 7 * 200, 9'000));
  EXPECT_EQ(day.use(), Use::kAmbient);
  day.add(contact(Role::kApp, 120, 40'000, 90'000));  // then the person comes
  day.add(contact(Role::kApp, 121, 25'000, 90'000));
  EXPECT_EQ(day.counts().product_slots, 2);
  EXPECT_EQ(day.use(), Use::kOwner);
}

TEST(UseRule, LessThanAnHourOfEvenSlotsIsNotATimer) {
  DayOfUse day;
  for (std::uint32_t slot = 0; slot + 1 < kSteadySlots; ++slot)
    day.add(contact(Role::kApp, slot, 6'000, 9'000));
  EXPECT_EQ(day.use(), Use::kOwner);
}

TEST(UseRule, ADayInTwoPartsIsTheSumOfItsCounts) {
  const DayCounts morning{
      .product_slots = 1, .whole_site_slots = 0, .guest_slots = 1, .login = true};
  const DayCounts evening{
      .product_slots = 1, .whole_site_slots = 0, .guest_slots = 0, .login = false};
  EXPECT_EQ(classify(morning), Use::kGuest);
  EXPECT_EQ(classify(evening), Use::kAmbient);
  EXPECT_EQ(classify(add(morning, evening)), Use::kOwner);
  EXPECT_EQ(add({.product_slots = 65'535}, {.product_slots = 9}).product_slots, 65'535);
}

TEST(UseRule, SlotsBeyondTheDaysAreDropped) {
  DayOfUse day;
  for (std::uint32_t slot = 0; slot < 2 * DayOfUse::kMaximumSlots; ++slot)
    day.add(contact(Role::kApp, slot, 100'000 + slot * 97, 0));
  EXPECT_EQ(day.counts().product_slots, DayOfUse::kMaximumSlots);
}

}  // namespace
}  // namespace desirepath::match
