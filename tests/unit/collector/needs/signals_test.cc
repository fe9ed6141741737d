#include "collector/needs/signals.h"

#include <gtest/gtest.h>

#include "tests/unit/collector/needs/history_builder.h"

namespace desirepath::needs {
namespace {

constexpr std::uint32_t kTool = 7;

// Eight windows of 12 devices in Design, then one of `now`.
publish::History design(std::uint32_t now) {
  publish::History history;
  for (std::uint32_t id = 1; id <= 9; ++id) {
    const std::uint32_t devices = id == 9 ? now : 12;
    WindowBuilder builder(id, 10);
    builder.tool(kTool, devices).department(kTool, 1, devices);
    history.windows.push_back(builder.build());
  }
  return history;
}

TEST(Signals, ADoublingInADepartmentIsOne) {
  const std::vector<Signal> signals = signals_of(design(30));
  ASSERT_EQ(1U, signals.size());
  EXPECT_EQ(Change::kGrowing, signals[0].change);
  EXPECT_EQ(1U, signals[0].department);
  EXPECT_DOUBLE_EQ(12, signals[0].before);
  EXPECT_LT(signals[0].chance, 0.001);
}

TEST(Signals, TheUsualUpAndDownIsNone) { EXPECT_TRUE(signals_of(design(15)).empty()); }

TEST(Signals, AnOfferedToolThatFallsIsADecline) {
  publish::History history;
  for (std::uint32_t id = 1; id <= 11; ++id) {
    WindowBuilder builder(id, 10);
    builder.tool(kTool, id <= 8 ? 100 : 70).standing(kTool, policy::Standing::kSanctioned);
    history.windows.push_back(builder.build());
  }
  const std::vector<Signal> signals = signals_of(history);
  ASSERT_EQ(1U, signals.size());
  EXPECT_EQ(Change::kDeclining, signals[0].change);
}

TEST(UpperTail, IsTheBinomial) {
  EXPECT_DOUBLE_EQ(1, upper_tail(0, 10, 0.5));
  EXPECT_NEAR(0.5 * 0.5 * 0.5, upper_tail(3, 3, 0.5), 1e-12);
  EXPECT_NEAR(11.0 / 1024, upper_tail(9, 10, 0.5), 1e-12);
}

TEST(BenjaminiHochberg, KeepsUpToTheLastThatIsSmallEnough) {
  EXPECT_EQ((std::vector<bool>{true, true, true, false}),
            benjamini_hochberg({0.01, 0.03, 0.02, 0.9}, 0.05));
  EXPECT_EQ((std::vector<bool>{false, false}), benjamini_hochberg({0.06, 0.2}, 0.05));
}

TEST(DeclineSum, ForgetsASteadyTool) {
  EXPECT_DOUBLE_EQ(0, decline_sum({100, 101, 99}, 100));
  EXPECT_GT(decline_sum({70, 70, 70}, 100), 5);
}

}  // namespace
}  // namespace desirepath::needs
