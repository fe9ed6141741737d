#include "collector/needs/pairs.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "collector/publish/pair_tables.h"
#include "proto/catalog/shipped.h"
#include "tests/unit/collector/needs/history_builder.h"

namespace desirepath::needs {
namespace {

using ::testing::HasSubstr;

const catalog::Catalog& shipped() {
  static const auto catalog = catalog::Catalog::unpack(catalog::shipped());
  return *catalog;
}

std::uint32_t number(const std::string& id) { return shipped().tool_by_id(id)->number; }

void band(publish::PublishedWindow& window, publish::View view, std::uint32_t member,
          std::uint32_t low, std::uint32_t high) {
  window.views[static_cast<std::size_t>(view)].push_back({view, window.head.id, number("hubspot"),
                                                          number("airtable"), member, low, high,
                                                          publish::Why::kNone});
}

// One turn: 20 devices of 3-9 bounces a day, all on 2-3 days, most entering into both.
publish::History turn() {
  publish::History history;
  for (std::uint32_t id = 8; id < 12; ++id)
    history.windows.push_back(WindowBuilder(id, 10).build());
  band(history.windows[0], publish::View::kPair, publish::kWhole, 30, 39);
  band(history.windows[1], publish::View::kPairFlow, 2, 20, 20);
  band(history.windows[2], publish::View::kPairFlow, 5, 20, 20);
  band(history.windows[3], publish::View::kPairFlow, 7, 0, 4);
  band(history.windows[3], publish::View::kPairFlow, 8, 20, 29);
  return history;
}

TEST(Pairs, HoursAreBouncesTimesFourSecondsTimesDaysTimesDevices) {
  const PairsReport report = pairs_report(turn(), shipped(), {});
  ASSERT_EQ(1U, report.rows.size());
  const PairRow& row = report.rows.front();
  EXPECT_EQ("hubspot", row.first);
  EXPECT_EQ((Devices{30, 39}), row.devices);
  EXPECT_DOUBLE_EQ(3, row.bounces->low);
  EXPECT_DOUBLE_EQ(9, row.bounces->high);
  EXPECT_EQ(PairShape::kDoubleEntry, row.shape);
  // 20 devices x 3 bounces x 2 days x 44 weeks x 4 s, and x 9 x 3.
  EXPECT_NEAR(20 * 3 * 2 * 44 * 4 / 3600.0, row.hours->low, 1e-9);
  EXPECT_NEAR(20 * 9 * 3 * 44 * 4 / 3600.0, row.hours->high, 1e-9);
  EXPECT_FALSE(row.told.has_value());  // never a default
}

TEST(Pairs, WhatStaffToldStandsBesideIt) {
  const PairsReport report =
      pairs_report(turn(), shipped(), {{"airtable", "hubspot", 3, 12, "2026-09-01"}});
  const PairRow& row = report.rows.front();
  ASSERT_TRUE(row.told_hours.has_value());
  EXPECT_NEAR(20 * 3 * 2 * 44 * 3 / 60.0, row.told_hours->low, 1e-9);
  EXPECT_EQ(12U, row.told->answers);
}

TEST(Pairs, ATurnThatIsNotWholeHasNoHours) {
  publish::History history = turn();
  history.windows.erase(history.windows.begin() + 2);  // no window by days
  const PairRow row = pairs_report(history, shipped(), {}).rows.front();
  EXPECT_TRUE(row.bounces.has_value());
  EXPECT_FALSE(row.hours.has_value());
}

TEST(Pairs, ReadsWhatStaffTold) {
  const auto told =
      parse_told_minutes("first,second,minutes,answers,date\r\nhubspot,airtable,2.5,9,2026-09\r\n");
  ASSERT_TRUE(told.ok()) << told.status();
  EXPECT_DOUBLE_EQ(2.5, told->front().minutes);
  for (const char* wrong : {"hubspot,airtable,3", "hubspot,airtable,0,9,x", "a,b,61,9,x",
                            "a,b,3,0,x", ",b,3,4,x", "a,b,three,4,x"}) {
    const auto refused = parse_told_minutes(wrong);
    ASSERT_FALSE(refused.ok()) << wrong;
    EXPECT_THAT(std::string(refused.status().message()), HasSubstr("line 1")) << wrong;
  }
}

TEST(Neighbours, AreNeedsOfTheCatalogAndEachIsThereOnce) {
  std::set<std::pair<std::string_view, std::string_view>> known;
  for (const auto& [left, right] : usual_neighbours()) {
    EXPECT_NE(nullptr, shipped().need_by_id(left)) << left;
    EXPECT_NE(nullptr, shipped().need_by_id(right)) << right;
    EXPECT_TRUE(known.insert(std::minmax(left, right)).second) << left << " " << right;
  }
}

TEST(Neighbours, ToolsOfThemThatReachedKAreProposed) {
  publish::History history;
  history.windows.push_back(WindowBuilder(9, 10)
                                .tool(number("hubspot"), 40)
                                .tool(number("google-sheets"), 90)
                                .tool(number("slack"), 200)
                                .build());
  const std::vector<ProposedPair> proposed = proposed_pairs(history, shipped());
  ASSERT_EQ(1U, proposed.size());
  EXPECT_EQ("hubspot", proposed.front().first);
  EXPECT_EQ("google-sheets", proposed.front().second);
}

}  // namespace
}  // namespace desirepath::needs
