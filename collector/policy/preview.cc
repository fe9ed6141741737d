#include "collector/policy/preview.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "collector/policy/expectations.h"

namespace desirepath::policy {
namespace {

constexpr double kArriving = 0.98;

struct Size {
  std::uint32_t from;
  std::uint32_t k;
  const char* words;
};

constexpr std::array<Size, 4> kSizes = {{
    {300, 10, "profile weekly, k = 10: tools and needs by department, every week"},
    {50, 5,
     "profile small, k = 5: four weeks at a time, the whole organisation only, needs before tools"},
    {25, 5, "profile small, k = 5: needs only, the whole organisation"},
    {0, 0, "too few for figures that stay anonymous: you are few enough to ask each other"},
}};

const Size& size_of(std::uint32_t devices) {
  for (const Size& size : kSizes) {
    if (devices >= size.from) return size;
  }
  return kSizes.back();
}

// The size nearest to it, by ratio.
const Expectation& nearest(std::uint32_t devices) {
  const auto far = [devices](const Expectation& each) {
    return std::abs(std::log(static_cast<double>(each.devices) / devices));
  };
  return *std::min_element(
      kExpectations.begin(), kExpectations.end(),
      [&](const Expectation& a, const Expectation& b) { return far(a) < far(b); });
}

void add_expectations(std::uint32_t devices, std::vector<std::string>& lines) {
  lines.emplace_back(
      "What simulated organisations saw after 16 windows, of needs planted in them "
      "(tests/fleet/README.md)");
  lines.emplace_back("  devices   profile, k    needs with a card   cards true   reason right");
  const Expectation* mark = &nearest(devices);
  for (const Expectation& each : kExpectations) {
    lines.push_back(absl::StrFormat("%s %7d   %-6s %3d    %14d %%   %8d %%   %10d %%",
                                    &each == mark ? ">" : " ", each.devices, each.profile, each.k,
                                    each.needs_found, each.cards_true, each.reasons_right));
  }
}

}  // namespace

double chance_to_show(std::uint32_t devices, double share, std::uint32_t k) {
  const double p = share * kArriving;
  if (k == 0) return 1;
  if (p <= 0 || devices < k) return 0;
  if (p >= 1) return 1;
  double below = 0;
  for (std::uint32_t used = 0; used < k; ++used) {
    const double n = devices;
    const double i = used;
    below += std::exp(std::lgamma(n + 1) - std::lgamma(i + 1) - std::lgamma(n - i + 1) +
                      i * std::log(p) + (n - i) * std::log1p(-p));
  }
  return std::max(0.0, 1 - below);
}

std::vector<std::string> preview(std::uint32_t devices,
                                 const std::vector<Department>& departments) {
  const Size& size = size_of(devices);
  std::vector<std::string> lines = {absl::StrCat(devices, " devices: ", size.words)};
  if (size.k == 0) return lines;
  lines.emplace_back(
      "A model, not data: how often a tool shows in a window, by the share of devices that use it");
  lines.emplace_back("  share of devices      2 %     5 %    10 %    20 %    40 %");
  const auto row = [&](const std::string& name, std::uint32_t n) {
    std::string line = absl::StrFormat("  %-18s", name.substr(0, 18));
    for (double share : {0.02, 0.05, 0.1, 0.2, 0.4}) {
      absl::StrAppendFormat(&line, " %5.0f %%", 100 * chance_to_show(n, share, size.k));
    }
    lines.push_back(line);
  };
  row("whole organisation", devices);
  if (size.from < 300) {
    add_expectations(devices, lines);
    return lines;
  }
  for (const Department& department : departments) {
    if (department.devices >= size.k) row(department.name, department.devices);
  }
  for (std::uint32_t example : {15U, 50U, 100U}) {
    if (departments.empty()) row(absl::StrCat("a group of ", example), example);
  }
  lines.emplace_back(
      "Below k = 10 a figure is shown as 0-9; departments below 10 devices report as the one "
      "above.");
  add_expectations(devices, lines);
  return lines;
}

}  // namespace desirepath::policy
