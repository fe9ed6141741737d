#include "proto/catalog/label_rules.h"

#include <gtest/gtest.h>

namespace desirepath::catalog {
namespace {

LabelRules the_rules() {
  LabelRules rules;
  EXPECT_TRUE(rules.add("help", Role::kMarketing));
  EXPECT_TRUE(rules.add("app", Role::kApp));
  EXPECT_TRUE(rules.add("app-*", Role::kApp));
  EXPECT_TRUE(rules.add("login", Role::kLogin));
  return rules;
}

TEST(LabelRules, ALabelInFrontOfAProductIsTheVendorsSite) {
  const LabelRules rules = the_rules();
  EXPECT_EQ(rules.role_of("help", Role::kApp), Role::kMarketing);
  EXPECT_EQ(rules.role_of("helpdesk", Role::kApp), Role::kNone);
  EXPECT_EQ(rules.role_of("help.acme", Role::kApp), Role::kNone) << "a tenant's";
  EXPECT_EQ(rules.role_of("app", Role::kApp), Role::kNone) << "the product stays the product";
  EXPECT_EQ(rules.role_of("", Role::kApp), Role::kNone);
}

TEST(LabelRules, ALabelInFrontOfASiteIsTheProductUpToARegion) {
  const LabelRules rules = the_rules();
  EXPECT_EQ(rules.role_of("app", Role::kMarketing), Role::kApp);
  EXPECT_EQ(rules.role_of("app-eu1", Role::kMarketing), Role::kApp);
  EXPECT_EQ(rules.role_of("app.eu", Role::kMarketing), Role::kApp);
  EXPECT_EQ(rules.role_of("login", Role::kMarketing), Role::kLogin);
  EXPECT_EQ(rules.role_of("app.eu.west", Role::kMarketing), Role::kNone);
  EXPECT_EQ(rules.role_of("happy-app", Role::kMarketing), Role::kNone);
  EXPECT_EQ(rules.role_of("help", Role::kMarketing), Role::kNone);
  EXPECT_EQ(rules.role_of("app", Role::kEmbedded), Role::kNone);
}

TEST(LabelRules, RefuseWhatIsNoLabelOrNoRoleOfTheirs) {
  LabelRules rules;
  for (const char* label : {"", "*", "a.b", "App", "app*-", "-app"})
    EXPECT_FALSE(rules.add(label, Role::kApp)) << label;
  EXPECT_FALSE(rules.add("help", Role::kCdn));
  EXPECT_FALSE(rules.add("help", Role::kNone));
}

TEST(LabelRules, KnowAWholeDomain) {
  for (const char* suffix : {"miro.com", "zoho.com.au", "acme.co.uk"})
    EXPECT_TRUE(is_whole_domain(suffix)) << suffix;
  for (const char* suffix : {"com", "app.miro.com", "eu.acme.co.uk"})
    EXPECT_FALSE(is_whole_domain(suffix)) << suffix;
}

}  // namespace
}  // namespace desirepath::catalog
