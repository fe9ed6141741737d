#include "agent/match/matcher.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "proto/catalog/shipped.h"

namespace desirepath::match {
namespace {

using catalog::Role;

const catalog::Catalog& the_catalog() {
  static const catalog::Catalog kCatalog = *catalog::Catalog::unpack(catalog::shipped());
  return kCatalog;
}

class ShippedMatcher : public testing::Test {
 protected:
  std::string tool(std::string_view name) const {
    const catalog::Tool* found = the_catalog().tool(matcher_.match(name).tool);
    return found == nullptr ? "" : std::string(found->id);
  }

  Matcher matcher_{the_catalog()};
};

TEST_F(ShippedMatcher, LongestSuffixDecides) {
  EXPECT_EQ(tool("docs.google.com"), "google-docs");
  EXPECT_EQ(matcher_.match("google.com").kind, Kind::kVendor);
  EXPECT_EQ(matcher_.match("something.google.com").kind, Kind::kVendor);
  EXPECT_EQ(tool("officeapps.live.com"), "microsoft-365");
  EXPECT_EQ(tool("excel.officeapps.live.com"), "microsoft-excel-online");
  EXPECT_EQ(matcher_.match("nexus.officeapps.live.com").kind, Kind::kInfrastructure);
}

TEST_F(ShippedMatcher, TenantsAreUseAndTheVendorsSiteIsNot) {
  EXPECT_EQ(tool("acme.slack.com"), "slack");
  EXPECT_EQ(matcher_.match("acme.slack.com").role, Role::kApp);
  EXPECT_EQ(matcher_.match("www.slack.com").role, Role::kMarketing);
  EXPECT_EQ(matcher_.match("slack.com").role, Role::kMarketing);
}

TEST_F(ShippedMatcher, CaseTrailingDotAndUnderscoreDoNotMatter) {
  EXPECT_EQ(tool("Acme.SLACK.Com."), "slack");
  EXPECT_EQ(tool("my_team.slack.com"), "slack");
}

TEST_F(ShippedMatcher, LookAlikesNeverMatch) {
  for (const std::string_view name : {"notslack.com", "slack.com.evil.io", "slack-com.evil.io",
                                      "slackcom", "slack.co", "xslack.com", "lack.com"}) {
    EXPECT_NE(tool(name), "slack") << name;
  }
}

TEST_F(ShippedMatcher, WhatIsNoHostNameMatchesNothing) {
  for (const std::string_view name :
       {"", "slack..com", "https://slack.com", "10.0.0.1", "slack.com:443", "*.slack.com"}) {
    EXPECT_EQ(matcher_.match(name).kind, Kind::kNothing) << name;
  }
}

TEST(Matcher, RemovedOnThisMachineMeansDenied) {
  const std::vector<std::string> removed = {"slack.com"};
  const Matcher matcher(the_catalog(), removed);
  EXPECT_EQ(matcher.match("acme.slack.com").kind, Kind::kDenied);
  EXPECT_EQ(matcher.match("slack.com").kind, Kind::kDenied);
  EXPECT_EQ(matcher.match("docs.google.com").kind, Kind::kTool);
}

}  // namespace
}  // namespace desirepath::match
