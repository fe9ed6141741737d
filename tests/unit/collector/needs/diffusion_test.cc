#include "collector/needs/diffusion.h"

#include <gtest/gtest.h>

#include <cmath>

namespace desirepath::needs {
namespace {

constexpr Devices kReporting{990, 1010};

// Devices on a logistic curve whose odds double every `doubling` windows.
std::vector<TrendPoint> curve(std::uint32_t windows, double doubling) {
  std::vector<TrendPoint> trend;
  for (std::uint32_t i = 0; i < windows; ++i) {
    const double odds = 0.02 * std::pow(2, i / doubling);
    const auto devices = static_cast<std::uint32_t>(std::lround(1000 * odds / (1 + odds)));
    trend.push_back({i, "w", {devices, devices}});
  }
  return trend;
}

TEST(Stage, FollowsTheShareOfDevices) {
  EXPECT_EQ(Stage::kSeed, stage_of({20, 20}, kReporting));
  EXPECT_EQ(Stage::kEarly, stage_of({30, 30}, kReporting));
  EXPECT_EQ(Stage::kCrossing, stage_of({170, 170}, kReporting));
  EXPECT_EQ(Stage::kMainstream, stage_of({400, 400}, kReporting));
}

TEST(DoublingWindows, AreReadFromTheCurve) {
  for (const double doubling : {2.0, 4.0, 10.0}) {
    const auto found = doubling_windows(curve(8, doubling), kReporting);
    ASSERT_TRUE(found.has_value());
    EXPECT_NEAR(doubling, *found, doubling * 0.1);
  }
}

TEST(DoublingWindows, AreNotToldOfWhatDoesNotSpread) {
  EXPECT_FALSE(doubling_windows(curve(3, 2), kReporting)) << "too few windows";
  EXPECT_FALSE(doubling_windows(curve(8, -4), kReporting)) << "it falls";
  EXPECT_FALSE(doubling_windows(curve(8, 500), kReporting)) << "too slow";
  EXPECT_TRUE(doubling_windows({{1, "w", {990, 990}},
                                {2, "w", {1000, 1000}},
                                {3, "w", {1005, 1010}},
                                {4, "w", {1010, 1010}}},
                               kReporting)
                  .has_value())
      << "everybody is no division by nought";
}

}  // namespace
}  // namespace desirepath::needs
