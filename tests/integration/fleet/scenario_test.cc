// What a scenario file may leave out, and what is said of one that cannot be played as written.

#include "tests/fleet/scenario.h"

#include <absl/strings/str_cat.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "proto/catalog/shipped.h"
#include "tests/fleet/judge.h"
#include "tests/fleet/scenario_check.h"

namespace desirepath::fleet {
namespace {

constexpr char kNeed[] =
    R"("need": "whiteboard", "cause": "absent", "affected": 60, "tools": ["miro"])";

const catalog::Catalog& shipped() {
  static const auto catalog = catalog::Catalog::unpack(catalog::shipped());
  return *catalog;
}

std::string with_need(const std::string& members, const std::string& root = "") {
  return absl::StrCat(R"({"devices": 120, )", root, R"("needs": [{)", members, "}]}");
}

// What both readers say; empty when the scenario can be played.
std::string refusal(const std::string& text) {
  absl::StatusOr<Scenario> scenario = parse_scenario(text);
  if (!scenario.ok()) return std::string(scenario.status().message());
  const auto notes = check_scenario(shipped(), *scenario);
  return notes.ok() ? "" : std::string(notes.status().message());
}

std::vector<std::string> notes_of(const std::string& text) {
  absl::StatusOr<Scenario> scenario = parse_scenario(text);
  EXPECT_TRUE(scenario.ok()) << scenario.status();
  return *check_scenario(shipped(), *scenario);
}

TEST(Scenario, WhatIsLeftOutHasADefault) {
  const auto scenario = parse_scenario(with_need(kNeed));
  ASSERT_TRUE(scenario.ok()) << scenario.status();
  EXPECT_EQ(1U, scenario->seed);
  EXPECT_EQ(12U, scenario->weeks);
  EXPECT_EQ(10U, scenario->k);
  EXPECT_EQ("weekly", scenario->profile);
  EXPECT_EQ(1, scenario->uptime.office);
  ASSERT_EQ(1U, scenario->departments.size());
  EXPECT_EQ(120U, scenario->departments.front().devices);
  EXPECT_EQ("whiteboard", scenario->needs.front().id);
  EXPECT_EQ(0.8, scenario->needs.front().activity);
}

TEST(Scenario, NullIsAsGoodAsLeftOut) {
  EXPECT_EQ("",
            refusal(with_need(absl::StrCat(kNeed, R"(, "onset_week": null, "departments": null)"),
                              R"("profile": null, "uptime": null, "offered": null, )")));
}

TEST(Scenario, DevicesAreTheSumOfTheDepartmentsOrMore) {
  const std::string departments =
      R"("departments": [{"name": "A", "devices": 80}, {"name": "B", "devices": 7}]})";
  EXPECT_EQ(87U, parse_scenario(absl::StrCat("{", departments))->devices);
  const auto more = parse_scenario(absl::StrCat(R"({"devices": 100, )", departments));
  ASSERT_EQ(3U, more->departments.size());
  EXPECT_EQ(13U, more->departments.back().devices);
  EXPECT_EQ(1U, more->notes.size());
  EXPECT_EQ("scenario: devices must be 87 or more, the sum of the departments",
            refusal(absl::StrCat(R"({"devices": 60, )", departments)));
}

TEST(Scenario, UptimeMayBeSharesPercentOrHeads) {
  for (const char* uptime :
       {R"({"office": 0.6, "part_time": 0.3, "shift": 0.1})",
        R"({"office": 60, "part_time": 30, "shift": 10})", R"({"part_time": 0.3, "shift": 0.1})"}) {
    const auto scenario = parse_scenario(absl::StrCat(R"({"devices": 9, "uptime": )", uptime, "}"));
    ASSERT_TRUE(scenario.ok()) << scenario.status();
    EXPECT_NEAR(0.6, scenario->uptime.office, 1e-9) << uptime;
    EXPECT_NEAR(0.1, scenario->uptime.shift, 1e-9) << uptime;
  }
}

TEST(Scenario, SaysWhatIsWrongAndWhere) {
  const std::vector<std::pair<std::string, std::string>> wrong = {
      {"[]", "must be one JSON object"},
      {"{", "not JSON"},
      {"{}", "devices must be given"},
      {R"({"devices": "120"})", "devices must be a whole number"},
      {R"({"devices": 1.5})", "devices must be a whole number"},
      {R"({"devices": 9, "seed": -1})", "seed must be a whole number, 0 or more"},
      {R"({"devices": 9, "weeks": 0})", "weeks must lie between 1 and 1000"},
      {R"({"devices": 9, "k": 0})", "k must lie between 1 and 1000"},
      {R"({"devices": 9, "profile": "montly"})", "profile must be weekly, small, daily or lab"},
      {R"({"devices": 9, "uptime": {"office": 0}})", "uptime.office must be above 0"},
      {R"({"devices": 9, "uptime": []})", "uptime must be an object"},
      {R"({"departments": [{"name": "A"}]})", "departments[0].devices is missing"},
      {R"({"departments": [{"name": "A", "devices": 1}, {"name": "A", "devices": 1}]})",
       "departments[1].name is there twice"},
      {with_need(R"("need": "whiteboard", "affected": 3, "tools": ["miro"])"),
       "needs[0].cause is missing"},
      {with_need(R"("need": "whiteboard", "cause": "absent", "tools": ["miro"])"),
       "needs[0].affected is missing"},
      {with_need(R"("need": "whiteboard", "cause": "slow", "affected": 3, "tools": ["miro"])"),
       "needs[0].cause must be absent"},
      {with_need(R"("need": "whiteboard", "cause": "absent", "affected": 3, "tools": [])"),
       "needs[0].tools must name at least one tool"},
      {with_need(R"("need": "whiteboard", "cause": "absent", "affected": 3, "tools": "miro")"),
       "needs[0].tools must be a list of texts"},
      {with_need(absl::StrCat(kNeed, R"(, "activity": 2)")), "needs[0].activity must lie between"},
      {with_need(R"("need": "x", "cause": "absent", "affected": 3, "tools": ["miro"])"),
       "needs[0].need names no need \"x\" of the catalog"},
      {with_need(R"("need": "whiteboard", "cause": "absent", "affected": 3, "tools": ["x"])"),
       "needs[0].tools names no tool \"x\" of the catalog"},
      {with_need(R"("need": "whiteboard", "cause": "absent", "affected": 3, "tools": ["slack"])"),
       "which is a tool of \"team-chat\" in the catalog, not of \"whiteboard\""},
      {with_need(absl::StrCat(kNeed, R"(, "departments": ["C"])")),
       "needs[0].departments names \"C\", which is not in departments"},
      {with_need(kNeed, R"("offered": [{"need": "whiteboard", "tool": "x"}], )"),
       "offered[0].tool names no tool \"x\""}};
  for (const auto& [text, said] : wrong) {
    EXPECT_NE(std::string::npos, refusal(text).find(said)) << text << " gives " << refusal(text);
  }
}

TEST(Scenario, NotesWhatIsPlayedOtherwiseThanWritten) {
  EXPECT_TRUE(notes_of(with_need(kNeed)).empty());
  const std::vector<std::string> notes = notes_of(with_need(
      R"("need": "whiteboard", "cause": "unfit", "affected": 500, "tools": ["miro"], "colour": 1)"));
  ASSERT_EQ(3U, notes.size());
  EXPECT_EQ("needs[0].colour: not known, left out", notes[0]);
  EXPECT_EQ("needs[0].affected: 500 of 120 devices, taken as 120", notes[1]);
  EXPECT_EQ("needs[0]: unfit, but nothing is offered for whiteboard", notes[2]);
}

TEST(Scenario, IsJudgedInEveryProfileAndAtOddSizes) {
  for (const char* profile : {"weekly", "small", "daily", "lab"}) {
    for (const int devices : {1, 23, 57, 133}) {
      for (const int k : {5, 10, 20}) {
        auto scenario = parse_scenario(
            absl::StrCat(R"({"devices": )", devices, R"(, "weeks": 9, "k": )", k,
                         R"(, "profile": ")", profile, R"(", "needs": [{)", kNeed, "}]}"));
        ASSERT_TRUE(scenario.ok()) << scenario.status();
        const auto verdict = judge_scenario(*scenario, shipped());
        ASSERT_TRUE(verdict.ok()) << verdict.status();
        // Sixty use it in a week, on a day fewer than twenty.
        if (devices != 133 || (k == 20 && std::string(profile) == "daily")) continue;
        EXPECT_EQ(1, verdict->figures.at("recall")) << profile << " " << k;
        EXPECT_GT(verdict->figures.at("weeks_to_card_median"), 0) << profile << " " << k;
      }
    }
  }
}

}  // namespace
}  // namespace desirepath::fleet
