#include "collector/publish/noise.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <numeric>

namespace desirepath::publish {
namespace {

constexpr seal::Key kSeed{7};

double law(std::int64_t x, double epsilon) {
  const double a = std::exp(-epsilon);
  return (1 - a) / (1 + a) * std::pow(a, std::abs(static_cast<double>(x)));
}

std::map<std::int64_t, double> drawn(std::uint32_t epsilon_milli, std::uint32_t draws) {
  seal::Random random(kSeed);
  DiscreteLaplace laplace(epsilon_milli, random);
  std::map<std::int64_t, double> counts;
  for (std::uint32_t i = 0; i < draws; ++i) ++counts[laplace.draw()];
  return counts;
}

// Pearson's statistic over all integers with 20 or more expected, the others together.
TEST(DiscreteLaplace, FollowsItsLaw) {
  constexpr std::uint32_t kDraws = 300'000;
  for (const std::uint32_t milli : {100U, 333U, 500U, 1000U, 2000U, 4000U}) {
    const std::map<std::int64_t, double> counts = drawn(milli, kDraws);
    double statistic = 0;
    double cells = 0;
    double seen = 0;
    double expected_seen = 0;
    for (std::int64_t x = -400; x <= 400; ++x) {
      const double expected = kDraws * law(x, milli / 1000.0);
      if (expected < 20) continue;
      const auto found = counts.find(x);
      const double count = found == counts.end() ? 0 : found->second;
      statistic += (count - expected) * (count - expected) / expected;
      seen += count;
      expected_seen += expected;
      ++cells;
    }
    const double rest = kDraws - expected_seen;
    if (rest > 5) statistic += std::pow(kDraws - seen - rest, 2) / rest;
    // Mean cells, deviation sqrt(2 cells): five deviations come by chance once in millions.
    EXPECT_LT(statistic, cells + 5 * std::sqrt(2 * cells) + 5) << "epsilon " << milli / 1000.0;
  }
}

// The deviations of the privacy note, 3b.
TEST(DiscreteLaplace, SpreadsAsTheNoteSays) {
  const std::map<std::uint32_t, double> deviations = {{1000, 1.36}, {2000, 0.60}, {4000, 0.19}};
  for (const auto& [milli, deviation] : deviations) {
    double squares = 0;
    double sum = 0;
    constexpr std::uint32_t kDraws = 200'000;
    for (const auto& [x, count] : drawn(milli, kDraws)) {
      squares += count * static_cast<double>(x * x);
      sum += count * static_cast<double>(x);
    }
    EXPECT_NEAR(deviation, std::sqrt(squares / kDraws), 0.01);
    EXPECT_NEAR(0, sum / kDraws, 0.02);
  }
}

std::vector<Atom> atoms_of(const std::vector<std::int64_t>& counts) {
  std::vector<Atom> atoms;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    Atom atom;
    atom.member = static_cast<std::uint32_t>(i + 1);
    atom.count = counts[i];
    atoms.push_back(atom);
  }
  return atoms;
}

TEST(Noise, TotalsAreSumsAndNothingFallsBelowK) {
  seal::Random random(kSeed);
  Noise noise(100, random);  // much: a third of the draws is beyond ten
  std::uint32_t moved = 0;
  for (int i = 0; i < 500; ++i) {
    std::vector<Atom> atoms = atoms_of({30, 11, 4});
    Folded folded{true, {1, 2}, 0, 1, 41};
    folded.rest = i % 2 == 0 ? 0 : 12;
    noise.add_to(atoms, folded, 10);
    EXPECT_GE(atoms[0].count, 10);
    EXPECT_GE(atoms[1].count, 10);
    EXPECT_EQ(4, atoms[2].count) << "what is hidden is not touched";
    if (i % 2 == 0) {
      EXPECT_EQ(0, folded.rest) << "fewer than k stays fewer than k";
    } else {
      EXPECT_GE(folded.rest, 10);
    }
    EXPECT_EQ(atoms[0].count + atoms[1].count + folded.rest, folded.total);
    moved += atoms[0].count != 30 ? 1 : 0;
  }
  EXPECT_GT(moved, 400U);
}

TEST(Noise, TheDaysAddUpToTheSameTotal) {
  seal::Random random(kSeed);
  Noise noise(1000, random);
  for (int i = 0; i < 200; ++i) {
    std::vector<Atom> parts = atoms_of({40, 30, 25, 2});
    Folded folded{true, {1, 2, 3}, 0, 1, 95};
    noise.add_to(parts, folded, 10, 97);
    EXPECT_EQ(97, parts[0].count + parts[1].count + parts[2].count);
  }
  std::vector<Atom> parts = atoms_of({40, 30, 25, 2});
  Folded folded{true, {1, 2, 3}, 0, 1, 95};
  noise.add_to(parts, folded, 10, 60);  // the draws took all: the last is k, not less
  EXPECT_EQ(10, parts[2].count);
}

}  // namespace
}  // namespace desirepath::publish
