#include "collector/curation/sight.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace desirepath::curation {
namespace {

using ::testing::HasSubstr;

const Departments kListed = {
    {1, "sales", "Sales", 0, 240}, {2, "law", "Law", 0, 49}, {3, "design", "Design", 0, 50}};

TEST(Sight, IsKeptAsATextAndAnUnknownOneShowsTheLeast) {
  for (const Sight& sight : {Sight{}, Sight{true, {}}, Sight{false, {"sales", "design"}}}) {
    EXPECT_EQ(sight, parse_sight(sight_text(sight)));
  }
  for (const char* odd : {"departments ", "departments ,", "everything", "Organisation", "x"}) {
    EXPECT_EQ((Sight{true, {}}), parse_sight(odd)) << odd;
  }
}

TEST(Sight, ShowsTheNamedDepartmentsOnly) {
  EXPECT_TRUE(Sight{}.shows("law"));
  EXPECT_TRUE((Sight{false, {"sales"}}.shows("sales")));
  EXPECT_FALSE((Sight{false, {"sales"}}.shows("law")));
  EXPECT_FALSE((Sight{false, {"sales"}}.shows("")));  // other departments
  EXPECT_FALSE((Sight{true, {}}.shows("sales")));
}

TEST(Sight, BelowFiftyDevicesADepartmentIsRefused) {
  EXPECT_TRUE(check_sight({false, {"sales", "design"}}, kListed).ok());
  EXPECT_THAT(std::string(check_sight({false, {"sales", "law"}}, kListed).message()),
              HasSubstr("fewer than 50 devices"));
  EXPECT_FALSE(check_sight({false, {"nowhere"}}, kListed).ok());
  EXPECT_FALSE(check_sight({true, {"sales"}}, kListed).ok());
  EXPECT_TRUE(check_sight({true, {}}, {}).ok());
}

TEST(Sight, WhatShrankOrWentIsNoLongerSeen) {
  EXPECT_EQ((Sight{false, {"sales"}}), sight_now({false, {"sales", "law", "gone"}}, kListed));
  EXPECT_EQ((Sight{true, {}}), sight_now({false, {"law"}}, kListed));
  EXPECT_EQ(Sight{}, sight_now({}, kListed));
}

}  // namespace
}  // namespace desirepath::curation
