#include "collector/command/app_export.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace desirepath::command {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

std::string refusal(std::string_view text) {
  return std::string(parse_export("apps.csv", text).status().message());
}

TEST(AppExport, ReadsDefendersDiscoveredApps) {
  const auto apps = parse_export(
      "apps.csv",
      "\xef\xbb\xbfName,Category,Score,Traffic (Bytes),Users,IP addresses,Last seen "
      "(UTC),Tags,Domains\r\n"
      "Slack,Collaboration,9,1234,17,3,2026-05-04,Sanctioned,\"slack.com, *.slack-edge.com\"\r\n"
      "\"Notion, the "
      "\"\"wiki\"\"\",Productivity,8,1,2,3,2026-05-04,\"Unsanctioned;Custom\",https://"
      "www.notion.so/product\r\n");
  ASSERT_TRUE(apps.ok()) << apps.status();
  ASSERT_EQ(apps->size(), 2U);
  EXPECT_EQ((*apps)[0].name, "Slack");
  EXPECT_EQ((*apps)[0].category, "Collaboration");
  EXPECT_THAT((*apps)[0].domains, ElementsAre("slack.com", "slack-edge.com"));
  EXPECT_THAT((*apps)[0].tags, ElementsAre("Sanctioned"));
  EXPECT_EQ((*apps)[1].line, 3);
  EXPECT_EQ((*apps)[1].name, "Notion, the \"wiki\"");
  EXPECT_THAT((*apps)[1].domains, ElementsAre("www.notion.so"));
  EXPECT_THAT((*apps)[1].tags, ElementsAre("Unsanctioned", "Custom"));
}

TEST(AppExport, ReadsSemicolonsTabsAndOtherHeaders) {
  const auto semicolons =
      parse_export("a", "Application;App Tag;Domain\nSlack;Sanctioned;slack.com\n");
  EXPECT_THAT(semicolons->at(0).tags, ElementsAre("Sanctioned"));
  const auto tabs = parse_export("a", "app_name\tSanctioned\nSlack\tyes\n");
  EXPECT_EQ(tabs->at(0).verdict, "yes");
}

TEST(AppExport, ReadsGraphsAnswer) {
  const auto apps =
      parse_export("apps.json",
                   R"({"value": [{"id": "1", "displayName": "Slack", "category": "collaboration",
                                     "tags": ["Sanctioned"], "domains": ["slack.com", "*.slack-msgs.com"], "userCount": 3}]})");
  ASSERT_TRUE(apps.ok()) << apps.status();
  EXPECT_EQ(apps->at(0).name, "Slack");
  EXPECT_THAT(apps->at(0).domains, ElementsAre("slack.com", "slack-msgs.com"));
}

TEST(AppExport, RefusesDamageWithItsLine) {
  EXPECT_THAT(refusal(""), StartsWith("apps.csv:1: empty"));
  EXPECT_THAT(refusal("score,users\n1,2\n"),
              HasSubstr("apps.csv:1: no column with the application's name"));
  EXPECT_THAT(refusal("name,tags\nSlack,Sanctioned\nSlack,Unsanctioned\n"),
              StartsWith("apps.csv:3: 'Slack' stands on line 2"));
  EXPECT_THAT(refusal("name,tags\n\"Slack,Sanctioned\nBox,x\n"),
              StartsWith("apps.csv:2: a quote that never closes"));
  EXPECT_THAT(refusal("name,tags\n\"Slack\"x,Sanctioned\n"),
              StartsWith("apps.csv:2: text after a closing quote"));
  EXPECT_THAT(refusal("name,tags\nSlack,a,b\n"),
              StartsWith("apps.csv:2: 3 fields under 2 headers"));
  EXPECT_THAT(refusal("name,tags\nBox,x\nSla"),
              StartsWith("apps.csv:3: 1 fields under 2 headers; the file is cut off"));
  EXPECT_THAT(refusal(std::string("name\nSl\0ck\n", 11)),
              StartsWith("apps.csv:2: a name with control characters"));
  EXPECT_THAT(refusal("name\n" + std::string(401, 'x')),
              StartsWith("apps.csv:2: a name longer than 400 octets"));
  EXPECT_THAT(refusal("name,tags\n,Sanctioned\n"), StartsWith("apps.csv:2: a row without name"));
  EXPECT_THAT(refusal("name\nSl\xff\n"), StartsWith("apps.csv:2: not UTF-8"));
  EXPECT_THAT(refusal("{\n\"value\": [\n}"), StartsWith("apps.csv:3: no JSON"));
  EXPECT_THAT(refusal("{\"value\": [{\"id\": 1}]}"), HasSubstr("entry 1 has no displayName"));
  EXPECT_THAT(refusal("{\"apps\": 1}"), HasSubstr("no list of applications"));
}

TEST(AppExport, StripsDomains) {
  EXPECT_THAT(domains_of("*.Slack.com; https://a.b/c?d http://x.y:80, .z.w."),
              ElementsAre("slack.com", "a.b", "x.y", "z.w"));
  EXPECT_THAT(domains_of(" , ;"), ElementsAre());
}

}  // namespace
}  // namespace desirepath::command
