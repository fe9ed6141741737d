#include "collector/command/app_names.h"

#include <gtest/gtest.h>

#include "proto/catalog/shipped.h"

namespace desirepath::command {
namespace {

std::string tool_named(std::string_view name) {
  static const catalog::Catalog kCatalog = *catalog::Catalog::unpack(catalog::shipped());
  static const ToolNames kNames(kCatalog);
  const catalog::Tool* tool = kNames.find(name);
  return tool == nullptr ? "" : std::string(tool->id);
}

TEST(ToolNames, KnowToolsByWhatOtherListsCallThem) {
  constexpr std::pair<const char*, const char*> kCalled[] = {
      {"Slack", "slack"},
      {"monday.com", "monday"},
      {"Microsoft SharePoint Online", "sharepoint-online"},
      {"Microsoft OneDrive for Business", "sharepoint-online"},
      {"Microsoft Exchange Online", "outlook-exchange-online"},
      {"Office 365", "microsoft-365"},
      {"Microsoft Yammer", "viva-engage"},
      {"Microsoft To-Do", "microsoft-planner"},
      {"Google Workspace", "google-workspace-admin"},
      {"Amazon Web Services", "aws"},
      {"JIRA", "atlassian-cloud"},
      {"Atlassian Confluence", "atlassian-cloud"},
      {"OpenAI ChatGPT", "chatgpt"},
      {"Anthropic Claude", "claude"},
      {"Twitter", "x-twitter"},
      {"Tableau Online", "tableau"},
      {"Apple iCloud", "icloud"}};
  for (const auto& [name, id] : kCalled) EXPECT_EQ(tool_named(name), id) << name;
}

TEST(ToolNames, EachNameElsewhereMeansATool) {
  static const catalog::Catalog kCatalog = *catalog::Catalog::unpack(catalog::shipped());
  int rows = 0;
  for_each_name_elsewhere([&](std::string_view name, std::string_view id) {
    EXPECT_NE(kCatalog.tool_by_id(id), nullptr) << id;
    EXPECT_EQ(reduced(name, true), name) << "letters and digits in lower case";
    EXPECT_EQ(tool_named(name), id) << name;
    ++rows;
  });
  EXPECT_GE(rows, 80);
}

TEST(ToolNames, GuessNothing) {
  for (const char* name : {"", "!", "Slack Killer", "Acme Box of Things", "Notslack", "Online"})
    EXPECT_EQ(tool_named(name), "") << name;
}

TEST(ToolNames, NameToolsThatExist) {
  static const catalog::Catalog kCatalog = *catalog::Catalog::unpack(catalog::shipped());
  for (const catalog::Tool& tool : kCatalog.tools()) {
    EXPECT_EQ(tool_named(tool.id), tool.id) << "its id is its own, whatever others are called";
  }
}

}  // namespace
}  // namespace desirepath::command
