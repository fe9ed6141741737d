#include "tests/fleet/judge_figures.h"

#include <absl/strings/str_cat.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <optional>
#include <utility>

#include "collector/needs/interval.h"
#include "collector/report/words.h"

namespace desirepath::fleet {
namespace {

using needs::Reason;

constexpr double kLargeForReason = 60;
constexpr double kTwoSided95 = 1.96;
constexpr double kWeeksOfYear = 52;

// Counts that make a share; nothing of nothing is no figure.
struct Part {
  double part = 0;
  double whole = 0;

  void add(bool in) {
    ++whole;
    part += in ? 1 : 0;
  }
};

void enter(std::map<std::string, double>& figures, const std::string& name, const Part& part) {
  if (part.whole > 0) figures[name] = part.part / part.whole;
}

std::vector<double> ranks(const std::vector<double>& values) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
  std::vector<double> result(values.size());
  for (std::size_t i = 0; i < order.size();) {
    std::size_t end = i;
    while (end < order.size() && values[order[end]] == values[order[i]]) ++end;
    const double shared = (static_cast<double>(i) + static_cast<double>(end) - 1) / 2;
    for (; i < end; ++i) result[order[i]] = shared;
  }
  return result;
}

// Right, wrong, or (too early) neither.
std::optional<bool> reason_right(const Found& found) {
  if (!found.card || found.card->reason == Reason::kTooEarly) return std::nullopt;
  return report::reason_code(found.card->reason) == cause_name(found.cause);
}

void judge_reasons(const Verdict& verdict, std::map<std::string, double>& figures) {
  Part right;
  Part right_seen;
  Part right_large;
  Part too_early;
  for (const Found& found : verdict.planted) {
    if (!found.card) continue;
    const std::optional<bool> verdict_of_card = reason_right(found);
    too_early.add(!verdict_of_card);
    if (!verdict_of_card) continue;
    right.add(*verdict_of_card);
    if (found.cause != Cause::kUnfit || !found.began_before) right_seen.add(*verdict_of_card);
    if (found.affected >= kLargeForReason) right_large.add(*verdict_of_card);
  }
  enter(figures, "reasons_right", right);
  enter(figures, "reasons_right_seen", right_seen);
  enter(figures, "reasons_right_60", right_large);
  enter(figures, "reasons_too_early", too_early);
}

void judge_cards(const Scenario& scenario, const Verdict& verdict,
                 std::map<std::string, double>& figures) {
  const auto planted = [&](const needs::NeedCard& card) {
    return std::any_of(verdict.planted.begin(), verdict.planted.end(),
                       [&](const Found& found) { return found.need == card.need; });
  };
  const auto visible = static_cast<std::size_t>(
      std::count_if(verdict.planted.begin(), verdict.planted.end(),
                    [&](const Found& found) { return found.devices >= scenario.k; }));
  Part precision;
  Part at_n;
  for (const needs::NeedCard& card : verdict.cards) {
    precision.add(planted(card));
    if (at_n.whole < static_cast<double>(visible)) at_n.add(planted(card));
  }
  const auto stranger = [&](std::uint32_t need) {
    return std::none_of(verdict.planted.begin(), verdict.planted.end(),
                        [&](const Found& found) { return found.need == need; });
  };
  figures["false_needs"] =
      static_cast<double>(std::count_if(verdict.shown.begin(), verdict.shown.end(), stranger));
  enter(figures, "precision", precision);
  enter(figures, "precision_at_n", at_n);
  figures["cards"] = static_cast<double>(verdict.cards.size());
  figures["false_cards"] = precision.whole - precision.part;
}

void judge_scopes(const Scenario& scenario, const Verdict& verdict,
                  std::map<std::string, double>& figures) {
  constexpr std::array<std::pair<std::uint32_t, const char*>, 4> kScopes = {
      {{50, "recall_in_below_50"},
       {200, "recall_in_50_199"},
       {1000, "recall_in_200_999"},
       {0xffffffff, "recall_in_1000_up"}}};
  std::array<Part, kScopes.size()> recall;
  for (const Found& found : verdict.planted) {
    if (found.devices < scenario.k) continue;
    std::size_t at = 0;
    while (found.scope >= kScopes.at(at).first) ++at;
    recall.at(at).add(found.card.has_value());
  }
  for (std::size_t i = 0; i < kScopes.size(); ++i)
    enter(figures, kScopes.at(i).second, recall.at(i));
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const std::size_t half = values.size() / 2;
  return values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
}

// From the onset, or the first window, to the end of the window with the first card.
void judge_weeks(const Scenario& scenario, const Verdict& verdict, std::uint32_t windows,
                 std::map<std::string, double>& figures) {
  const double weeks_a_window = static_cast<double>(scenario.weeks) / windows;
  std::vector<double> weeks;
  for (const Found& found : verdict.planted) {
    if (!found.first_card) continue;
    const double shown = (*found.first_card + 1) * weeks_a_window;
    weeks.push_back(std::max(0.0, shown - std::max(found.onset_week, 0)));
  }
  if (!weeks.empty()) figures["weeks_to_card_median"] = median(weeks);
  figures["false_cards_a_year"] = figures.at("false_needs") * kWeeksOfYear / scenario.weeks;
}

void judge_sizes(const Scenario& scenario, const Verdict& verdict,
                 std::map<std::string, double>& figures) {
  Part recall;
  Part large;
  Part reach;
  Part gap;
  Part gap_held;
  std::vector<double> order;
  std::vector<double> impact;
  std::vector<double> delay;
  for (const Found& found : verdict.planted) {
    if (found.devices >= scenario.k) recall.add(found.card.has_value());
    if (found.large) large.add(found.card.has_value());
    if (found.first_card && found.first_possible)
      delay.push_back(
          std::max(0.0, static_cast<double>(*found.first_card) - *found.first_possible));
    if (!found.card) continue;
    order.push_back(-static_cast<double>(found.card->rank));
    impact.push_back(found.impact);
    reach.part += std::abs(needs::middle(found.card->reach) - found.reach);
    gap.part += std::abs(needs::middle(found.card->gap) - found.gap);
    ++reach.whole;
    ++gap.whole;
  }
  enter(figures, "recall", recall);
  enter(figures, "recall_large", large);
  enter(figures, "reach_error", reach);
  enter(figures, "gap_error", gap);
  if (order.size() > 1) figures["rank_correlation"] = rank_correlation(order, impact);
  if (!delay.empty()) figures["delay_median"] = median(delay);
}

}  // namespace

double rank_correlation(const std::vector<double>& left, const std::vector<double>& right) {
  const std::vector<double> a = ranks(left);
  const std::vector<double> b = ranks(right);
  const double middle = (static_cast<double>(a.size()) - 1) / 2;
  double together = 0;
  double of_a = 0;
  double of_b = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    together += (a[i] - middle) * (b[i] - middle);
    of_a += (a[i] - middle) * (a[i] - middle);
    of_b += (b[i] - middle) * (b[i] - middle);
  }
  return of_a == 0 || of_b == 0 ? 1 : together / std::sqrt(of_a * of_b);
}

Mean mean_of(const std::vector<double>& values) {
  Mean mean;
  mean.count = values.size();
  if (values.empty()) return mean;
  const auto count = static_cast<double>(values.size());
  mean.mean = std::accumulate(values.begin(), values.end(), 0.0) / count;
  double squares = 0;
  for (const double value : values) squares += (value - mean.mean) * (value - mean.mean);
  const double half =
      values.size() > 1 ? kTwoSided95 * std::sqrt(squares / (count - 1) / count) : 0;
  mean.low = mean.mean - half;
  mean.high = mean.mean + half;
  return mean;
}

std::map<std::string, double> figures_of(const Scenario& scenario, const Verdict& verdict,
                                         std::uint32_t windows) {
  std::map<std::string, double> figures;
  judge_sizes(scenario, verdict, figures);
  judge_scopes(scenario, verdict, figures);
  judge_cards(scenario, verdict, figures);
  judge_weeks(scenario, verdict, windows, figures);
  judge_reasons(verdict, figures);
  return figures;
}

}  // namespace desirepath::fleet
