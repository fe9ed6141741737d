// C8 in strict mode: exact figures of four windows and of needs against every overlap of small
// worlds, beside rules that look right and are not.
//
// DESIREPATH_ORACLE=full enumerates larger worlds. Figures are printed.

#include <gtest/gtest.h>

#include <cstdlib>
#include <iostream>
#include <string>

#include "tests/integration/publish/strict_worlds.h"

namespace desirepath::oracle {
namespace {

bool full() {
  const char* wish = std::getenv("DESIREPATH_ORACLE");
  return wish != nullptr && std::string(wish) == "full";
}

void expect_no_leak(const std::string& name, const StrictVerdict& verdict) {
  std::cout << name << ": " << verdict.exact << " worlds with an exact whole, "
            << verdict.left.outputs << " outputs, fewest candidates " << verdict.left.fewest
            << ", leaks " << verdict.left.leaks << ", known before " << verdict.left.known_before
            << "\n";
  EXPECT_EQ(0U, verdict.left.leaks) << name << ": " << verdict.left.example;
  EXPECT_GT(verdict.exact, 0U) << name << ": nothing is ever exact, so nothing was tried";
}

TEST(Strict, FourWindowsLeaveEveryOverlapKCandidates) {
  expect_no_leak("windows k=2", overlapping_windows(strict_gate, 2, full() ? 10 : 7));
  if (full()) expect_no_leak("windows k=3", overlapping_windows(strict_gate, 3, 11));
}

TEST(Strict, WhereFewReportedNobodyIsCountedFromTheHeadcount) {
  expect_no_leak("few reports k=2", windows_of_few_reports(strict_gate, 2, full() ? 8 : 7));
  EXPECT_GT(windows_of_few_reports(gate_bounded_by_headcount, 2, 7).left.leaks, 0U);
}

TEST(Strict, ToolsOfANeedLeaveEveryOverlapKCandidates) {
  expect_no_leak("two tools k=2", overlapping_tools(strict_gate, 2, 2, full() ? 24 : 14));
  expect_no_leak("three tools k=2", overlapping_tools(strict_gate, 2, 3, full() ? 13 : 8));
  expect_no_leak("three tools k=3", overlapping_tools(strict_gate, 3, 3, full() ? 15 : 11));
}

TEST(Strict, ExactWhereverABandStandsLeaks) {
  EXPECT_GT(overlapping_windows(gate_that_narrows_all, 2, 6).left.leaks, 0U);
}

TEST(Strict, ExactWhereTheNumberIsKFromEachWindowLeaks) {
  EXPECT_GT(overlapping_windows(gate_that_narrows_by_difference, 2, 6).left.leaks, 0U);
}

}  // namespace
}  // namespace desirepath::oracle
