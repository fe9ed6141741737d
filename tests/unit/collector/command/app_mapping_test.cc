#include "collector/command/app_mapping.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "proto/catalog/shipped.h"

namespace desirepath::command {
namespace {

using testing::HasSubstr;

const catalog::Catalog& the_catalog() {
  static const catalog::Catalog kCatalog = *catalog::Catalog::unpack(catalog::shipped());
  return kCatalog;
}

absl::StatusOr<Mapping> mapping_of(const std::vector<ExportedApp>& apps) {
  static const catalog::HostIndex kIndex(the_catalog());
  return map_apps("apps.csv", apps, the_catalog(), kIndex);
}

ExportedApp app(int line, std::string name, std::vector<std::string> domains, std::string tag) {
  return {.line = line,
          .name = std::move(name),
          .vendor = "",
          .category = "Cloud storage",
          .domains = std::move(domains),
          .tags = {std::move(tag)},
          .verdict = ""};
}

TEST(AppMapping, DomainsDecideAndNamesHelp) {
  const std::vector<ExportedApp> apps = {
      app(2, "Chat thing", {"acme.slack.com", "unknown.example"}, "Sanctioned"),
      app(3, "WeTransfer", {}, "Unsanctioned"),
      app(4, "Acme Box of Things", {"acme-box.example"}, "")};
  const auto mapping = mapping_of(apps);
  ASSERT_TRUE(mapping.ok()) << mapping.status();
  ASSERT_EQ(mapping->mapped.size(), 2U);
  EXPECT_EQ(mapping->mapped[0].tool->id, "slack");
  EXPECT_EQ(mapping->mapped[0].how, "domain acme.slack.com");
  EXPECT_EQ(mapping->mapped[0].standing, "sanctioned");
  EXPECT_EQ(mapping->mapped[1].tool->id, "wetransfer");
  EXPECT_EQ(mapping->mapped[1].how, "name");
  EXPECT_EQ(mapping->mapped[1].standing, "restricted");
  ASSERT_EQ(mapping->unmapped.size(), 1U);
  EXPECT_EQ(mapping->unmapped[0].need, "file-sharing");
}

TEST(AppMapping, RefusesTwoStandingsOfOneTool) {
  const std::vector<ExportedApp> apps = {
      app(2, "Slack", {"slack.com"}, "Sanctioned"),
      app(7, "Slack files", {"files.slack.com"}, "Unsanctioned")};
  EXPECT_THAT(std::string(mapping_of(apps).status().message()),
              HasSubstr("apps.csv:7: 'Slack files' is restricted, but 'Slack' on line 2, the same "
                        "tool (slack), is sanctioned"));
}

TEST(AppMapping, RefusesTwoStandingsInOneRow) {
  ExportedApp given = app(5, "Slack", {"slack.com"}, "Sanctioned");
  given.tags.emplace_back("Unsanctioned");
  EXPECT_EQ(mapping_of({given}).status().message(),
            "apps.csv:5: 'Slack' is tagged 'Sanctioned' and 'Unsanctioned'; give it one standing");
  given.tags = {"Sanctioned", "approved", "Finance"};
  EXPECT_TRUE(mapping_of({given}).ok()) << "the same twice, and a tag that says none";
}

TEST(AppMapping, EveryCategoryPointsAtANeedThatExists) {
  EXPECT_EQ(need_of_category("Cloud storage"), "file-sharing");
  EXPECT_EQ(need_of_category("cloudStorage"), "file-sharing");
  EXPECT_EQ(need_of_category("Health"), "");
  for (const char* category :
       {"CRM", "generativeAi", "Human-resource management", "E-commerce", "Online meetings"}) {
    EXPECT_NE(the_catalog().need_by_id(need_of_category(category)), nullptr) << category;
  }
}

TEST(AppMapping, OurOwnWordsAreTaken) {
  ExportedApp given = app(2, "Slack", {}, "");
  given.verdict = "tolerated";
  EXPECT_EQ(standing_of_tags(given), "tolerated");
  given.verdict = "Monitored";
  EXPECT_EQ(standing_of_tags(given), "tolerated");
  given.verdict = "";
  EXPECT_EQ(standing_of_tags(given), "");
}

}  // namespace
}  // namespace desirepath::command
