// C8: The brute-force oracle of the k-gate: random exact tables against every union of blocks, and
// whole small organisations against an attacker who runs the algorithm.
//
// DESIREPATH_ORACLE=full enumerates larger worlds and 1,000,000 tables; the plain run keeps to what
// fits between two builds. Figures are printed.

#include <gtest/gtest.h>

#include <cstdlib>
#include <iostream>

#include "tests/integration/publish/exact_check.h"
#include "tests/integration/publish/joint_worlds.h"
#include "tests/integration/publish/random_world.h"

namespace desirepath::oracle {
namespace {

bool full() {
  const char* wish = std::getenv("DESIREPATH_ORACLE");
  return wish != nullptr && std::string(wish) == "full";
}

std::uint64_t wrong_tables(const Gate& gate, std::uint64_t worlds, std::string& example,
                           policy::Profile profile = policy::Profile::kLab) {
  RandomWorld world(7);
  std::uint64_t wrong = 0;
  for (std::uint64_t i = 0; i < worlds; ++i) {
    world.make(profile);
    const auto found = wrong_in_exact_tables(gate(world.tally, world.dictionary, {}, 8),
                                             world.tally, world.dictionary);
    if (!found.empty()) example = found.front();
    wrong += found.size();
  }
  return wrong;
}

TEST(ExactTables, HoldTheRulesInEveryUnionOfBlocks) {
  const std::uint64_t worlds = full() ? 100'000 : 10'000;
  std::string example;
  EXPECT_EQ(0U, wrong_tables(real_gate, worlds, example)) << example;
  std::cout << worlds * RandomWorld::kTools << " tables tried\n";
}

TEST(ExactTables, HoldTheRulesInEveryProfile) {
  const std::uint64_t worlds = full() ? 20'000 : 2'000;
  for (const policy::Profile profile :
       {policy::Profile::kWeekly, policy::Profile::kSmall, policy::Profile::kDaily}) {
    std::string example;
    EXPECT_EQ(0U, wrong_tables(real_gate, worlds, example, profile))
        << static_cast<int>(profile) << " " << example;
    std::cout << worlds * RandomWorld::kTools << " tables tried in profile "
              << static_cast<int>(profile) << "\n";
  }
}

TEST(ExactTables, TheOracleNoticesAMissingFold) {
  std::string example;
  EXPECT_GT(wrong_tables(gate_without_fold, 300, example), 10U);
}

TEST(ExactTables, TheOracleNoticesNearlyEverybody) {
  std::string example;
  EXPECT_GT(wrong_tables(gate_without_near_universal, 300, example), 10U);
}

struct JointCase {
  const char* name;
  Candidates::Verdict (*world)(const Gate&, std::uint32_t, std::uint32_t);
  std::uint32_t k;
  std::uint32_t size;
  std::uint32_t full_size;
};

// Sizes are headcounts, or users of a tool; the worlds grow steeply with them.
constexpr JointCase kCases[] = {{"retention", retention_world, 2, 9, 14},
                                {"retention", retention_world, 3, 10, 22},
                                {"young", young_world, 2, 7, 12},
                                {"young", young_world, 3, 8, 15},
                                {"absent", absent_world, 2, 9, 16},
                                {"absent", absent_world, 3, 11, 24},
                                {"guest", guest_world, 2, 8, 10},
                                {"guest", guest_world, 3, 8, 11},
                                {"period", period_world, 2, 5, 9},
                                {"period", period_world, 3, 7, 14},
                                {"coverage", coverage_world, 2, 5, 8},
                                {"coverage", coverage_world, 3, 6, 9},
                                {"gateway", gateway_world, 2, 5, 9},
                                {"gateway", gateway_world, 3, 6, 11},
                                {"needs only", needs_only_world, 5, 26, 40},
                                {"first light", first_light_world, 2, 9, 24},
                                {"first light", first_light_world, 3, 13, 36},
                                {"real first light", real_first_light_world, 10, 75, 95},
                                {"real first light", real_first_light_world, 7, 70, 90},
                                {"real first light", real_first_light_world, 5, 59, 80},
                                {"light and week", light_and_week_world, 2, 6, 9},
                                {"light and week", light_and_week_world, 3, 8, 10},
                                {"pair", pair_world, 2, 6, 9},
                                {"pair", pair_world, 3, 8, 12},
                                {"need", need_world, 2, 6, 10},
                                {"need", need_world, 3, 6, 11}};

void print(const JointCase& each, std::uint32_t size, const Candidates::Verdict& verdict) {
  std::cout << each.name << " k=" << each.k << " size=" << size << ": " << verdict.worlds
            << " worlds, " << verdict.outputs << " outputs, fewest candidates " << verdict.fewest
            << ", leaks " << verdict.leaks << ", known before " << verdict.known_before << "\n";
}

TEST(JointTables, LeaveKCandidatesToWhoeverRunsTheAlgorithm) {
  std::uint64_t worlds = 0;
  for (const JointCase& each : kCases) {
    const std::uint32_t size = full() ? each.full_size : each.size;
    const Candidates::Verdict verdict = each.world(real_gate, each.k, size);
    print(each, size, verdict);
    EXPECT_EQ(0U, verdict.leaks) << each.name << ": " << verdict.example;
    worlds += verdict.worlds;
  }
  std::cout << worlds << " worlds tried\n";
}

TEST(JointTables, TheOracleNoticesExactNumbersInsteadOfBands) {
  for (const JointCase& each : kCases) {
    if (std::string(each.name) == "absent" || each.k == 3) continue;
    EXPECT_GT(each.world(gate_without_bands, each.k, each.size).leaks, 0U) << each.name;
  }
}

TEST(JointTables, TheOracleNoticesAFirstLightThatBreaksARule) {
  // With k = 5 or 10 a band begins at fifty by chance.
  EXPECT_GT(real_first_light_world(light_counted_from_nothing, 7, 70).leaks, 0U);
  EXPECT_GT(first_light_world(gate_with_lower_k, 3, 13).leaks, 0U);
  EXPECT_GT(real_first_light_world(gate_with_lower_k, 10, 75).leaks, 0U);
  EXPECT_GT(first_light_world(gate_without_bands, 3, 13).leaks, 0U);
  EXPECT_GT(first_light_world(gate_with_single_bands, 3, 13).leaks, 0U);  // needs beside N: R7
  EXPECT_GT(light_and_week_world(gate_without_bands, 2, 6).leaks, 0U);
  // Fewer listed than its figures need: nothing is told of it, so nothing leaks.
  EXPECT_EQ(real_first_light_world(real_gate, 10, 58).outputs, 1U);
}

// What privacy.md 3c says of one band at a time does not hold for several beside an exact sum.
TEST(JointTables, BandsThatIgnoreEachOtherLeak) {
  EXPECT_GT(retention_world(gate_with_single_bands, 3, 10).leaks, 0U);
  EXPECT_GT(need_world(gate_with_single_bands, 3, 6).leaks, 0U);
}

}  // namespace
}  // namespace desirepath::oracle
