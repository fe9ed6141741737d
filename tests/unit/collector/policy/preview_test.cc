#include "collector/policy/preview.h"

#include <gmock/gmock.h>

#include <algorithm>

namespace desirepath::policy {
namespace {

using ::testing::HasSubstr;

TEST(Preview, FollowsTheSizesOfThePlan) {
  EXPECT_THAT(preview(300, {}).front(), HasSubstr("profile weekly, k = 10"));
  EXPECT_THAT(preview(299, {}).front(), HasSubstr("profile small, k = 5"));
  EXPECT_THAT(preview(49, {}).front(), HasSubstr("needs only"));
  EXPECT_THAT(preview(24, {}).front(), HasSubstr("few enough to ask each other"));
  EXPECT_EQ(preview(24, {}).size(), 1U);
}

TEST(Preview, ShowsWhatSimulatedOrganisationsSawAndMarksTheNearest) {
  const std::vector<std::string> lines = preview(1500, {});
  const auto marked = std::find_if(lines.begin(), lines.end(),
                                   [](const std::string& line) { return line.starts_with(">"); });
  ASSERT_NE(lines.end(), marked);
  EXPECT_THAT(*marked, HasSubstr("2000   weekly  10"));
  EXPECT_THAT(preview(40, {}).back(), HasSubstr("20000   weekly"));  // the whole table, always
}

TEST(ChanceToShow, IsTheBinomialTail) {
  EXPECT_DOUBLE_EQ(chance_to_show(9, 1, 10), 0);
  EXPECT_DOUBLE_EQ(chance_to_show(100, 0, 10), 0);
  EXPECT_DOUBLE_EQ(chance_to_show(5, 0.1, 0), 1);
  // One device of one: it must use the tool and its fact must arrive, 0.5 * 0.98.
  EXPECT_NEAR(chance_to_show(1, 0.5, 1), 0.49, 1e-12);
  // At least one of two: 1 - 0.51 * 0.51.
  EXPECT_NEAR(chance_to_show(2, 0.5, 1), 0.7399, 1e-12);
  EXPECT_NEAR(chance_to_show(100'000, 0.2, 10), 1, 1e-9);
}

}  // namespace
}  // namespace desirepath::policy
