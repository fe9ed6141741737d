#include "proto/policy/standing.h"

#include <gtest/gtest.h>

namespace desirepath::policy {
namespace {

constexpr std::uint32_t kTool = 12;

std::vector<Department> organisation() {
  return {
      {1, "sales", "Sales", 0, 40}, {2, "north", "North", 1, 20}, {3, "design", "Design", 0, 30}};
}

TEST(StandingOf, IsUnreviewedUntilSomebodyDecides) {
  EXPECT_EQ(standing_of({}, organisation(), kTool, 1, 3000), Standing::kUnreviewed);
  EXPECT_EQ(standing_of({{kTool, Standing::kBlocked, {}, 3001}}, organisation(), kTool, 1, 3000),
            Standing::kUnreviewed)
      << "not effective yet";
  EXPECT_EQ(standing_of({{kTool + 1, Standing::kBlocked, {}, 1}}, organisation(), kTool, 1, 3000),
            Standing::kUnreviewed)
      << "another tool";
}

TEST(StandingOf, TheNearestScopeWins) {
  const std::vector<ToolStanding> said = {{kTool, Standing::kRestricted, {}, 100},
                                          {kTool, Standing::kSanctioned, {1}, 100}};
  const std::vector<Department> departments = organisation();
  EXPECT_EQ(standing_of(said, departments, kTool, 1, 100), Standing::kSanctioned);
  EXPECT_EQ(standing_of(said, departments, kTool, 2, 100), Standing::kSanctioned)
      << "part of sales";
  EXPECT_EQ(standing_of(said, departments, kTool, 3, 100), Standing::kRestricted);
  EXPECT_EQ(standing_of(said, departments, kTool, kOrganisation, 100), Standing::kRestricted);
  EXPECT_EQ(standing_of(said, departments, kTool, 99, 100), Standing::kRestricted)
      << "unknown label";
}

TEST(StandingOf, ANewDecisionReplacesTheWholeOldOne) {
  const std::vector<ToolStanding> said = {{kTool, Standing::kSanctioned, {1}, 100},
                                          {kTool, Standing::kTolerated, {}, 110}};
  EXPECT_EQ(standing_of(said, organisation(), kTool, 1, 109), Standing::kSanctioned);
  EXPECT_EQ(standing_of(said, organisation(), kTool, 1, 110), Standing::kTolerated);
  EXPECT_EQ(standing_of(said, organisation(), kTool, 3, 109), Standing::kUnreviewed);
}

TEST(StandingWords, AreReadBackAsTheyAreWritten) {
  for (int i = 0; i <= 5; ++i) {
    Standing read = Standing::kUnreviewed;
    EXPECT_TRUE(parse_standing(standing_word(static_cast<Standing>(i)), read));
    EXPECT_EQ(read, static_cast<Standing>(i));
  }
  Standing read = Standing::kUnreviewed;
  EXPECT_FALSE(parse_standing("Sanctioned", read));
}

}  // namespace
}  // namespace desirepath::policy
