#include "collector/curation/decisions_in_force.h"

#include <gmock/gmock.h>

namespace desirepath::curation {
namespace {

using ::testing::ElementsAre;
using ::testing::Pair;

// "tool from", and the window from which another decision counts.
std::vector<std::pair<std::string, std::uint32_t>> between(
    std::vector<std::pair<std::uint32_t, std::uint32_t>> history, std::uint32_t first,
    std::uint32_t last) {
  std::vector<StandingDecision> decisions;
  for (const auto& [tool, window] : history) {
    StandingDecision decision;
    decision.tool = tool;
    decision.effective_window = window;
    decisions.push_back(decision);
  }
  std::vector<std::pair<std::string, std::uint32_t>> held;
  for (const DecisionInForce& one : decisions_in_force(decisions, first, last)) {
    held.emplace_back(
        std::to_string(one.decision.tool) + " " + std::to_string(one.decision.effective_window),
        one.replaced);
  }
  return held;
}

TEST(DecisionsInForce, WhatWasDecidedEarlierAndHoldsIsThere) {
  EXPECT_THAT(between({{1, 3}, {2, 0}, {1, 12}, {3, 11}, {4, 21}}, 10, 20),
              ElementsAre(Pair("1 3", 12), Pair("2 0", 0), Pair("1 12", 0), Pair("3 11", 0)));
}

TEST(DecisionsInForce, WhatWasReplacedBeforeIsNot) {
  EXPECT_THAT(between({{1, 3}, {1, 10}}, 10, 20), ElementsAre(Pair("1 10", 0)));
  EXPECT_THAT(between({{1, 3}, {1, 11}}, 10, 20), ElementsAre(Pair("1 3", 11), Pair("1 11", 0)));
}

TEST(DecisionsInForce, ADecisionReplacedTheSameDayIsShownWithItsEnd) {
  EXPECT_THAT(between({{1, 10}, {1, 10}}, 10, 20), ElementsAre(Pair("1 10", 10), Pair("1 10", 0)));
}

TEST(DecisionsInForce, AReplacementOfLaterIsSaid) {
  EXPECT_THAT(between({{1, 12}, {1, 30}}, 10, 20), ElementsAre(Pair("1 12", 30)));
}

}  // namespace
}  // namespace desirepath::curation
