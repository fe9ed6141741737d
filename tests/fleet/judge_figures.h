#pragma once

// The judge's figures (judge.h says what each means), and their mean over seeds.
//
// Threads: pure functions.

#include <map>
#include <string>
#include <vector>

#include "tests/fleet/judge.h"

namespace desirepath::fleet {

// `windows`: how many the scenario's weeks fill.
std::map<std::string, double> figures_of(const Scenario& scenario, const Verdict& verdict,
                                         std::uint32_t windows);

// Spearman's coefficient of values given in pairs; ties share their ranks. 1 for fewer than two.
double rank_correlation(const std::vector<double>& left, const std::vector<double>& right);

struct Mean {
  double mean = 0;
  double low = 0;  // of the 95 % interval
  double high = 0;
  std::size_t count = 0;
};

Mean mean_of(const std::vector<double>& values);

}  // namespace desirepath::fleet
