#include "collector/needs/analyse.h"

#include <gtest/gtest.h>

#include "collector/needs/habit.h"
#include "proto/catalog/shipped.h"
#include "tests/unit/collector/needs/history_builder.h"

namespace desirepath::needs {
namespace {

class Analyse : public ::testing::Test {
 protected:
  Analyse() : catalog_(*catalog::Catalog::unpack(catalog::shipped())) {
    miro_ = catalog_.tool_by_id("miro");
    need_ = miro_->need;
    for (const catalog::Tool& tool : catalog_.tools()) {
      if (tool.need == need_ && tool.number != miro_->number) offered_ = tool.number;
    }
  }

  // A window in which 40 of 380 devices use Miro on several days, 100 what is offered.
  [[nodiscard]] WindowBuilder window(std::uint32_t id) const {
    WindowBuilder builder(id, 10);
    builder.reporting(380, 389)
        .tool(miro_->number, 40)
        .days(miro_->number, {10, 20, 10, 0})
        .department(miro_->number, 1, 25)
        .department(miro_->number, publish::kRest, 15)
        .tool(offered_, 100)
        .days(offered_, {20, 40, 40, 0})
        .standing(offered_, policy::Standing::kSanctioned)
        .other(need_, 40, 49)
        .displacement(need_, 2, 30, 39)
        .displacement(need_, 1, 0, 9)
        .visibility(5, 370, 379);
    return builder;
  }

  [[nodiscard]] publish::History windows(std::uint32_t count) const {
    publish::History history;
    for (std::uint32_t id = 1; id <= count; ++id) history.windows.push_back(window(id).build());
    return history;
  }

  // Nine windows in which Miro is offered as well, and `low` to `high` devices use something else.
  [[nodiscard]] publish::History all_offered(std::uint32_t low, std::uint32_t high) const {
    publish::History history;
    for (std::uint32_t id = 1; id <= 9; ++id) {
      WindowBuilder builder(id, 10);
      builder.reporting(380, 389)
          .tool(miro_->number, 40)
          .days(miro_->number, {10, 20, 10, 0})
          .standing(miro_->number, policy::Standing::kSanctioned)
          .tool(offered_, 100)
          .days(offered_, {20, 40, 40, 0})
          .standing(offered_, policy::Standing::kSanctioned)
          .other(need_, low, high)
          .visibility(5, 370, 379);
      history.windows.push_back(builder.build());
    }
    return history;
  }

  catalog::Catalog catalog_;
  const catalog::Tool* miro_ = nullptr;
  std::uint32_t need_ = 0;
  std::uint32_t offered_ = 0;
};

TEST_F(Analyse, AnUnmetNeedIsACard) {
  const NeedsReport report = analyse_needs(windows(9), catalog_);
  ASSERT_EQ(1U, report.cards.size());
  const NeedCard& card = report.cards.front();
  EXPECT_EQ(need_, card.need);
  EXPECT_EQ(1U, card.rank);
  EXPECT_EQ((Devices{40, 49}), card.devices);
  EXPECT_EQ(Reason::kUnknown, card.reason);
  EXPECT_EQ(Grade::kSolid, card.grade);
  EXPECT_EQ(9U, card.trend.size());
  ASSERT_EQ(1U, card.offered.size());
  EXPECT_EQ((Devices{100, 100}), card.offered.front().devices);
  ASSERT_EQ(1U, card.tools.size());
  EXPECT_EQ("miro", card.tools.front().id);
  EXPECT_FALSE(card.suppressed.has_value());
}

TEST_F(Analyse, TheIndexCarriesBothEnds) {
  const NeedCard card = analyse_needs(windows(9), catalog_).cards.front();
  EXPECT_NEAR(40.0 / 389, card.reach.low, 1e-9);
  EXPECT_NEAR(49.0 / 380, card.reach.high, 1e-9);
  EXPECT_NEAR(40.0 / 140, card.gap.low, 1e-9);
  EXPECT_NEAR(49.0 / 149, card.gap.high, 1e-9);
  EXPECT_NEAR(0.75, card.persistence.low, 1e-9);
  EXPECT_NEAR(100 * std::cbrt(card.reach.low * card.gap.low * 0.75), card.index.low, 1e-9);
  EXPECT_LT(card.index.low, card.index.high);
}

TEST_F(Analyse, BeforeEightWindowsItIsTooEarly) {
  const NeedCard card = analyse_needs(windows(5), catalog_).cards.front();
  EXPECT_EQ(Reason::kTooEarly, card.reason);
  EXPECT_EQ("too early, in 3 more windows", card.reason_words);
}

// Both tools of the need are offered, and the devices say so: fewer than k use anything else.
TEST_F(Analyse, WhatIsOfferedIsNoNeed) {
  EXPECT_TRUE(analyse_needs(all_offered(0, 9), catalog_).cards.empty());
}

// Tools that do not reach k each add up: the need is there, its tools have no names.
TEST_F(Analyse, SmallToolsBesideAnOfferAreANeedWithoutNames) {
  const NeedsReport report = analyse_needs(all_offered(20, 29), catalog_);
  ASSERT_EQ(1U, report.cards.size());
  EXPECT_EQ((Devices{20, 29}), report.cards.front().devices);
  EXPECT_TRUE(report.cards.front().tools.empty());
  EXPECT_TRUE(report.cards.front().suppressed.has_value());
}

TEST_F(Analyse, OneDayVisitsAreLeftAlone) {
  publish::History history;
  WindowBuilder builder(1, 10);
  builder.reporting(380, 389).tool(miro_->number, 40).days(miro_->number, {38, 2, 0, 0});
  history.windows.push_back(builder.build());
  EXPECT_TRUE(analyse_needs(history, catalog_).cards.empty());
}

TEST_F(Analyse, EvidenceNamesWindowCountAndK) {
  const NeedCard card = analyse_needs(windows(9), catalog_).cards.front();
  ASSERT_GE(card.evidence.size(), 3U);
  EXPECT_NE(std::string::npos, card.evidence.front().find("W9: 40–49 of 380–389 devices"));
  EXPECT_NE(std::string::npos, card.evidence.front().find("k = 10"));
  EXPECT_NE(std::string::npos, card.evidence.back().find("Not seen: phones"));
}

TEST_F(Analyse, ToolsComeWithDepartmentsAndDays) {
  const ToolsReport report = analyse_tools(windows(2), catalog_);
  ASSERT_EQ(2U, report.cards.size());
  EXPECT_EQ(offered_, report.cards[0].tool);
  const ToolCard& miro = report.cards[1];
  ASSERT_EQ(2U, miro.departments.size());
  EXPECT_EQ("Design", miro.departments[0].name);
  EXPECT_EQ("other departments", miro.departments[1].name);
  EXPECT_EQ((Devices{20, 20}), miro.two_three_days);
}

TEST_F(Analyse, OneDepartmentCanBeKept) {
  const publish::History history = windows(2);
  ToolsReport report = analyse_tools(history, catalog_);
  ASSERT_TRUE(keep_department("design", history, report).ok());
  ASSERT_EQ(1U, report.cards.size());
  EXPECT_EQ("miro", report.cards[0].id);
  EXPECT_FALSE(keep_department("nobody", history, report).ok());
}

TEST_F(Analyse, ATrendHasHalfAYearAndTheFirstWindowIsToldBesideIt) {
  publish::History history = windows(publish::kTrendWindows + 4);
  const auto miro = [&] {
    for (const ToolCard& card : analyse_tools(history, catalog_).cards) {
      if (card.tool == miro_->number) return card;
    }
    return ToolCard{};
  };
  EXPECT_EQ(miro().trend.size(), publish::kTrendWindows);
  EXPECT_EQ(miro().trend.front().window, 5U);
  EXPECT_EQ(miro().first_seen->window, 1U);
  const NeedCard card = analyse_needs(history, catalog_).cards.at(0);
  EXPECT_EQ(card.trend.size(), publish::kTrendWindows);
  EXPECT_EQ(card.tools.at(0).trend.size(), publish::kTrendWindows);
}

TEST_F(Analyse, WindowsThatAreNotInMemoryCountAllTheSame) {
  publish::History history = windows(4);
  for (publish::PublishedWindow& window : history.windows) window.head.id += 20;
  EXPECT_EQ(analyse_needs(history, catalog_).cards.at(0).reason, Reason::kTooEarly);
  history.before = 20;
  history.seen_before = {{miro_->number, 7, "W7"}};
  history.windows.front().views[static_cast<std::size_t>(publish::View::kTool)].clear();
  const ToolsReport tools = analyse_tools(history, catalog_);
  EXPECT_EQ(tools.head.windows, 24U);
  for (const ToolCard& card : tools.cards) {
    if (card.tool == miro_->number) {
      EXPECT_EQ(card.first_seen->name, "W7");
      EXPECT_EQ(card.trend.size(), 4U) << "it was seen before: below k is a point";
    } else {
      EXPECT_EQ(card.trend.size(), 3U) << "nobody saw it before";
    }
  }
  EXPECT_NE(analyse_needs(history, catalog_).cards.at(0).reason, Reason::kTooEarly);
}

TEST(HabitLabel, FollowsTheThresholds) {
  EXPECT_EQ(Habit::kTriedOnce, habit_label({0, 0.14}));
  EXPECT_EQ(Habit::kTrial, habit_label({0.15, 0.4}));
  EXPECT_EQ(Habit::kHabit, habit_label({0.41, 0.9}));
  EXPECT_EQ(Habit::kNotKnown, habit_label({0.1, 0.9}));
}

TEST_F(Analyse, HabitIsWhoStayedOfWhoBegan) {
  publish::History history;
  for (std::uint32_t id = 1; id <= 4; ++id) {
    WindowBuilder builder = window(id);
    builder.age(miro_->number, 0, 20, 29).age(miro_->number, 1, 40, 49);
    history.windows.push_back(builder.build());
  }
  const HabitFigure figure = habit_of(history, miro_->number);
  EXPECT_EQ(Habit::kHabit, figure.habit);
  EXPECT_NEAR(40.0 / 87, figure.share->low, 1e-9);
  EXPECT_NEAR(49.0 / 60, figure.share->high, 1e-9);
}

}  // namespace
}  // namespace desirepath::needs
