#include "collector/needs/pictures.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "collector/needs/sight.h"
#include "proto/catalog/shipped.h"
#include "tests/unit/collector/needs/history_builder.h"

namespace desirepath::needs {
namespace {

using policy::Standing;
using publish::kRest;

const catalog::Catalog& pictured() {
  static const auto catalog = catalog::Catalog::unpack(catalog::shipped());
  return *catalog;
}

std::uint32_t number_of(const std::string& id) { return pictured().tool_by_id(id)->number; }
std::uint32_t need_of(const std::string& id) { return pictured().tool_by_id(id)->need; }

publish::History history_of(const WindowBuilder& last) { return {{last.build()}}; }

NeedPictures pictures_of(const publish::History& history,
                         const std::vector<policy::ToolPair>& listed = {}) {
  auto pictures = need_pictures(history, pictured(), "whiteboard", listed);
  EXPECT_TRUE(pictures.ok()) << pictures.status();
  return *std::move(pictures);
}

// Miro in Design (100 devices) and, folded, elsewhere; MURAL in Sales (300).
WindowBuilder boards() {
  WindowBuilder window(20, 10);
  window.reporting(380, 389).tool(number_of("miro"), 60).tool(number_of("mural"), 40);
  window.department(number_of("miro"), 1, 45).department(number_of("miro"), kRest, 15);
  window.department(number_of("mural"), 2, 40);
  return window;
}

TEST(NeedPictures, DepartmentsHoldTheBlocksThatArePublishedAndNothingElse) {
  const NeedPictures pictures = pictures_of(history_of(boards()));
  ASSERT_EQ(2U, pictures.tools.size());
  EXPECT_EQ("miro", pictures.tools[0].id);
  ASSERT_EQ(3U, pictures.departments.size());
  const DepartmentPicture& design = pictures.departments[0];
  EXPECT_EQ("design", design.id);
  EXPECT_EQ(100U, design.headcount);
  EXPECT_EQ((Devices{45, 45}), design.tools[0]);
  EXPECT_FALSE(design.tools[1].has_value());  // within other departments: not "none"
  EXPECT_EQ("", pictures.departments[2].id);
  EXPECT_EQ((Devices{15, 15}), pictures.departments[2].tools[0]);
}

TEST(NeedPictures, ASideIsAtLeastItsLargestToolAndAtMostTheHeadcount) {
  WindowBuilder window = boards();
  window.department(number_of("mural"), 1, 70);
  const NeedPictures pictures = pictures_of(history_of(window));
  EXPECT_EQ((Devices{70, 100}), pictures.departments[0].chosen);  // 45 + 70 > 100
  EXPECT_EQ((Devices{0, 0}), pictures.departments[0].offered);
}

TEST(NeedPictures, OnlyTheStandingsSayAReasonOfADepartment) {
  EXPECT_EQ(Reason::kAbsent, pictures_of(history_of(boards())).departments[0].reason);
  WindowBuilder for_sales = boards();
  for_sales.standing(number_of("mural"), Standing::kSanctioned, {2});
  const NeedPictures some = pictures_of(history_of(for_sales));
  EXPECT_EQ(Reason::kInaccessible, some.departments[0].reason);  // Design is offered nothing
  EXPECT_EQ("sales", some.departments[1].id);
  EXPECT_EQ(Reason::kTooFew, some.departments[1].reason);
  EXPECT_EQ((Devices{40, 40}), some.departments[1].offered);
  EXPECT_EQ((Devices{0, 0}), some.departments[1].chosen);
  EXPECT_TRUE(some.tools[1].offered);
}

TEST(NeedPictures, MovesComeFromTheNewestWindowThatHasThem) {
  const std::uint32_t need = need_of("miro");
  WindowBuilder before(19, 10);
  before.standing(number_of("mural"), Standing::kSanctioned);
  before.displacement(need, 3, 20, 29).displacement(need, 2, 30, 39);
  WindowBuilder last = boards();
  last.standing(number_of("mural"), Standing::kSanctioned);
  const NeedPictures pictures = pictures_of({{before.build(), last.build()}});
  ASSERT_TRUE(pictures.moves.has_value());
  EXPECT_EQ("W19", pictures.moves->window);
  ASSERT_EQ(2U, pictures.moves->moves.size());
  EXPECT_EQ(2U, pictures.moves->moves[0].value);
  EXPECT_EQ((Devices{20, 29}), pictures.moves->moves[1].devices);
}

TEST(NeedPictures, WhatCannotBeDrawnSaysWhy) {
  EXPECT_EQ(NoMoves::kNothingOffered, pictures_of(history_of(boards())).no_moves);
  WindowBuilder offered = boards();
  offered.standing(number_of("mural"), Standing::kSanctioned);
  EXPECT_EQ(NoMoves::kTooFew, pictures_of(history_of(offered)).no_moves);
  EXPECT_EQ(NoPairs::kNotListed, pictures_of(history_of(boards())).no_pairs);
  EXPECT_EQ(NoPairs::kNotListed, pictures_of(history_of(boards()), {{1, 2}}).no_pairs);
  const policy::ToolPair listed{number_of("miro"), number_of("hubspot")};
  EXPECT_EQ(NoPairs::kTooFew, pictures_of(history_of(boards()), {listed}).no_pairs);
}

TEST(NeedPictures, PairsOfOtherNeedsAreLeftOut) {
  publish::History history = history_of(boards());
  const auto both = [&](const char* first, const char* second) {
    auto& window = history.windows.back();
    window.views[static_cast<std::size_t>(publish::View::kPair)].push_back(
        {publish::View::kPair, 20, number_of(first), number_of(second), publish::kWhole, 30, 39,
         publish::Why::kNone});
  };
  both("hubspot", "airtable");
  EXPECT_TRUE(pictures_of(history).pairs.empty());
  both("miro", "hubspot");
  const NeedPictures pictures = pictures_of(history);
  ASSERT_EQ(1U, pictures.pairs.size());
  EXPECT_EQ("miro", pictures.pairs.front().first);
  EXPECT_EQ(NoPairs::kShown, pictures.no_pairs);
}

TEST(NeedPictures, AnUnknownNeedIsNotFound) {
  EXPECT_TRUE(
      absl::IsNotFound(need_pictures(history_of(boards()), pictured(), "nowhere", {}).status()));
}

TEST(Sight, LeavesThePicturesOfThePersonsDepartments) {
  NeedPictures pictures = pictures_of(history_of(boards()));
  keep_sight({false, {"sales"}}, pictures);
  ASSERT_EQ(1U, pictures.departments.size());
  EXPECT_EQ("sales", pictures.departments[0].id);
  EXPECT_TRUE(pictures.limited);
  keep_sight({true, {}}, pictures);
  EXPECT_TRUE(pictures.departments.empty());
}

TEST(Sight, LeavesTheToolsOfThePersonsDepartmentsOrAllWithoutDepartments) {
  ToolsReport report;
  for (const char* id : {"design", "sales"}) {
    ToolCard card;
    card.id = id;
    card.departments = {{1, id, id, {20, 20}}, {kRest, "", "other departments", {10, 10}}};
    report.cards.push_back(card);
  }
  ToolsReport whole = report;
  keep_sight({}, whole);
  EXPECT_EQ(2U, whole.cards[0].departments.size());
  ToolsReport some = report;
  keep_sight({false, {"sales"}}, some);
  ASSERT_EQ(1U, some.cards.size());
  EXPECT_EQ("sales", some.cards[0].id);
  EXPECT_EQ(1U, some.cards[0].departments.size());
  keep_sight({true, {}}, report);
  ASSERT_EQ(2U, report.cards.size());
  EXPECT_TRUE(report.cards[0].departments.empty());
}

}  // namespace
}  // namespace desirepath::needs
