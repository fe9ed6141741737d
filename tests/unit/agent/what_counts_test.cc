#include "agent/what_counts.h"

#include <gtest/gtest.h>

#include <optional>
#include <string_view>

#include "proto/catalog/shipped.h"

namespace desirepath::agent {
namespace {

class WhatCounts : public ::testing::Test {
 protected:
  void SetUp() override {
    absl::StatusOr<catalog::Catalog> shipped = catalog::Catalog::unpack(catalog::shipped());
    ASSERT_TRUE(shipped.ok()) << shipped.status();
    catalog_.emplace(*std::move(shipped));
  }

  ToolUse use_of(std::string_view tool, catalog::Role role) const {
    const catalog::Tool* known = catalog_->tool_by_id(tool);
    if (known == nullptr) {
      ADD_FAILURE() << "the catalog has no " << tool;
      return {};
    }
    ToolUse use;
    use.tool = known->number;
    use.need = known->need;
    use.role = role;
    return use;
  }
  bool counts(std::string_view tool, catalog::Role role = catalog::Role::kApp) const {
    return may_count(policy_, *catalog_, use_of(tool, role));
  }

  std::optional<catalog::Catalog> catalog_;
  policy::Policy policy_;
};

TEST_F(WhatCounts, HoursAreThoseOfTheOrganisation) {
  policy::Policy policy;
  policy.time_zone = "Europe/Helsinki";
  policy.counting_hours = {6, 20, 0x1f};
  const auto at = [](int day, int hour) {
    return absl::FromCivil(absl::CivilSecond(2027, 1, day, hour), absl::UTCTimeZone());
  };
  EXPECT_TRUE(within_hours(policy, at(15, 4)));    // Friday 06 in Helsinki
  EXPECT_FALSE(within_hours(policy, at(15, 3)));   // 05
  EXPECT_TRUE(within_hours(policy, at(15, 17)));   // 19
  EXPECT_FALSE(within_hours(policy, at(15, 18)));  // 20
  EXPECT_FALSE(within_hours(policy, at(16, 10)));  // Saturday
}

TEST_F(WhatCounts, PrivateNeedsAreOffUntilBothSignThem) {
  EXPECT_TRUE(counts("slack"));
  EXPECT_FALSE(counts("xing"));  // social media
  policy_.sensitive_needs = {use_of("xing", catalog::Role::kApp).need};
  EXPECT_TRUE(counts("xing"));
}

TEST_F(WhatCounts, TheRecruitersToolCountsAndTheCandidatesVisitDoesNot) {
  EXPECT_TRUE(counts("greenhouse"));
  EXPECT_FALSE(counts("greenhouse", catalog::Role::kViewer));  // an open post, read as a guest
  EXPECT_TRUE(counts("figma", catalog::Role::kViewer));        // guests of other needs count
}

TEST_F(WhatCounts, JobMarketsAreTheCandidatesSide) {
  for (const std::string_view market : {"99designs",
                                        "cv-library",
                                        "dice",
                                        "fiverr",
                                        "freelance-de",
                                        "freelancer",
                                        "freelancermap",
                                        "glassdoor",
                                        "headhunter-ru",
                                        "indeed",
                                        "karriere-at",
                                        "leetcode",
                                        "malt",
                                        "monster",
                                        "naukri",
                                        "otta",
                                        "reed",
                                        "seek",
                                        "stepstone",
                                        "toptal",
                                        "totaljobs",
                                        "upwork",
                                        "welcome-to-the-jungle",
                                        "wellfound",
                                        "ziprecruiter"}) {
    EXPECT_FALSE(counts(market)) << market;
  }
  policy_.sensitive_needs = {use_of("indeed", catalog::Role::kApp).need};
  EXPECT_TRUE(counts("indeed"));
  EXPECT_TRUE(counts("greenhouse", catalog::Role::kViewer));
}

TEST_F(WhatCounts, ANeedTheCatalogDoesNotHaveDoesNotCount) {
  ToolUse use = use_of("slack", catalog::Role::kApp);
  use.need = 60'000;
  EXPECT_FALSE(may_count(policy_, *catalog_, use));
}

}  // namespace
}  // namespace desirepath::agent
