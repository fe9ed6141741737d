#include "agent/facts/first_light.h"

#include <gtest/gtest.h>

#include <map>

#include "agent/facts/facts.h"
#include "proto/policy/first_light.h"
#include "tests/unit/agent/facts/past.h"

namespace desirepath::facts {
namespace {

constexpr policy::FirstLight kLight{kWindow, static_cast<std::int32_t>(kWindow) * 7 + 2};

// A device that began the day before the first light, which is the window of `Past`.
class FirstLightFacts : public ::testing::Test {
 protected:
  FirstLightFacts() : past_(1) {
    past_.diary_.began_day = kLight.first_day - 1;
    past_.policy_.kinds.push_back(v1::FACT_KIND_FIRST_LIGHT);
    past_.policy_.counting_hours.weekdays = 0x1f;
    past_.department_ = 1;
  }

  void used(std::uint32_t tool, std::int32_t day) { tool_of(tool).owner.set(day); }

  diary::ToolDays& tool_of(std::uint32_t tool) {
    for (diary::ToolDays& each : past_.diary_.tools) {
      if (each.tool == tool) return each;
    }
    past_.diary_.tools.push_back({.tool = tool});
    return past_.diary_.tools.back();
  }

  [[nodiscard]] Facts told() const {
    Inputs inputs = past_.inputs();
    inputs.days = diary::DayRange{kLight.first_day, policy::last_day(kLight)};
    return first_light_facts(inputs, kLight);
  }

  // Value by need; 0 is that the device takes part.
  [[nodiscard]] std::map<std::uint32_t, std::uint32_t> answers() const {
    std::map<std::uint32_t, std::uint32_t> values;
    for (const Fact& fact : told()) values[fact.a] = fact.value;
    return values;
  }

  Past past_;
};

using Answers = std::map<std::uint32_t, std::uint32_t>;

TEST_F(FirstLightFacts, TellsThatItTakesPartAndItsNeeds) {
  used(11, kLight.first_day);
  used(12, kLight.first_day + 4);
  tool_of(21).guest.set(kLight.first_day + 1);
  EXPECT_EQ(answers(), (Answers{{0, 0}, {1, 2}, {2, 1}}));
}

TEST_F(FirstLightFacts, NamesNoDepartmentAndIsItsOnlyKind) {
  used(11, kLight.first_day);
  for (const Fact& fact : told()) {
    EXPECT_EQ(fact.department, policy::kOrganisation);
    EXPECT_EQ(fact.kind, v1::FACT_KIND_FIRST_LIGHT);
    EXPECT_EQ(fact.window, kWindow);
    EXPECT_EQ(fact.policy_number, 7U);
  }
}

TEST_F(FirstLightFacts, LooksAtNoDayOutsideOfIt) {
  used(11, kLight.first_day - 1);
  used(21, policy::last_day(kLight) + 1);
  EXPECT_EQ(answers(), (Answers{{0, 0}}));
}

TEST_F(FirstLightFacts, ADeviceInstalledInTheMiddleTellsNothing) {
  past_.diary_.began_day = kLight.first_day;
  EXPECT_FALSE(told().empty());
  past_.diary_.began_day = kLight.first_day + 1;
  EXPECT_TRUE(told().empty());
}

TEST_F(FirstLightFacts, ADeviceThatSawAWholeWindowBeforeTellsNothing) {
  past_.diary_.began_day = Past::first_day(1) + 1;
  EXPECT_FALSE(told().empty());
  past_.diary_.began_day = Past::first_day(1);
  EXPECT_TRUE(told().empty());
}

TEST_F(FirstLightFacts, ADeviceThatNeverRanInItOrThatAGatewayCountsTellsNothing) {
  past_.diary_.present = {};
  past_.diary_.present.set(kLight.first_day - 1);
  EXPECT_TRUE(told().empty());
  past_.diary_.present.set(kLight.first_day + 1);
  EXPECT_FALSE(told().empty());
  Inputs inputs = past_.inputs();
  inputs.days = diary::DayRange{kLight.first_day, policy::last_day(kLight)};
  inputs.without_agent = true;
  EXPECT_TRUE(first_light_facts(inputs, kLight).empty());
}

TEST_F(FirstLightFacts, AFloorThatItBreaksKeepsTheDeviceSilent) {
  past_.policy_.counting_hours.weekdays = 0x03;
  EXPECT_TRUE(told().empty());
  past_.policy_.counting_hours.weekdays = 0x1f;
  past_.policy_.kinds.pop_back();
  EXPECT_TRUE(told().empty());
}

TEST_F(FirstLightFacts, AMachineOfSeveralPeopleSaysOnlyThatItTakesPart) {
  used(11, kLight.first_day);
  past_.diary_.notes.push_back({.day = kLight.first_day - 1, .accounts = {1000, 1001}});
  EXPECT_EQ(answers().size(), 2U);  // not in these days
  past_.diary_.notes.push_back({.day = kLight.first_day, .accounts = {1000, 1001}});
  EXPECT_EQ(answers(), (Answers{{0, 0}}));
}

// The grid's windows say the same whatever was done in the days of the first light.
TEST(GridAfterAFirstLight, LooksAtNoDayBeforeItsOwn) {
  constexpr std::int32_t kGrid = static_cast<std::int32_t>(kWindow - 3) * 7;
  for (int ago = 0; ago <= 3; ++ago) {
    Past quiet;
    quiet.diary_.began_day = kGrid - 6;
    quiet.offers(11).owner(12, ago).owner(21, 0).guest(22, 0);
    Past busy = quiet;
    for (diary::ToolDays& tool : busy.diary_.tools) {
      diary::ToolDays before = tool;
      before.owner = {};
      for (std::int32_t day = kGrid - 4; day < kGrid; ++day) before.owner.set(day);
      for (std::int32_t day = kGrid; day <= Past::first_day(0) + 7; ++day) {
        if (tool.owner.has(day)) before.owner.set(day);
      }
      before.first_owner_day = kGrid - 4;
      tool = before;
    }
    busy.diary_.tools.push_back({.tool = 29, .owner = {}, .first_owner_day = kGrid - 3});
    busy.diary_.tools.back().owner.set(kGrid - 3);
    const Facts unlike = make_facts(busy.inputs());
    EXPECT_NE(make_facts(quiet.inputs()), unlike) << "the days before would be told of";
    begin_grid(kGrid, quiet.diary_);
    begin_grid(kGrid, busy.diary_);
    EXPECT_EQ(make_facts(quiet.inputs()), make_facts(busy.inputs())) << ago;
  }
}

}  // namespace
}  // namespace desirepath::facts
