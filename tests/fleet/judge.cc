#include "tests/fleet/judge.h"

#include <absl/strings/str_cat.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <utility>

#include "collector/needs/analyse.h"
#include "collector/needs/interval.h"
#include "tests/fleet/judge_figures.h"
#include "tests/fleet/plain_fleet.h"
#include "tests/fleet/scenario_check.h"

namespace desirepath::fleet {
namespace {

constexpr double kLargeAffected = 25;
constexpr double kLargeActivity = 0.7;
constexpr double kLargeTool = 15;
constexpr std::uint32_t kCardWindows = 8;  // windows that reach and gap look back

// The first of a need's tools is the choice of half the devices, the last two share what is left.
double largest_share(const PlantedNeed& need) { return need.tools.size() == 1 ? 1.0 : 0.5; }

absl::StatusOr<std::vector<publish::View>> views_of(const std::vector<std::string>& inputs) {
  static const std::map<std::string, std::vector<publish::View>> kInputs = {
      {"displacement", {publish::View::kDisplacement}},
      {"days", {publish::View::kToolDays}},
      {"departments", {publish::View::kToolDepartment}},
      {"retention", {publish::View::kRetention}},
      {"needs", {publish::View::kNeed, publish::View::kOther}}};
  std::vector<publish::View> views;
  for (const std::string& input : inputs) {
    const auto known = kInputs.find(input);
    if (known == kInputs.end()) {
      return absl::InvalidArgumentError(absl::StrCat(
          "--without ", input, ": use displacement, days, departments, retention or needs"));
    }
    views.insert(views.end(), known->second.begin(), known->second.end());
  }
  return views;
}

std::vector<Found> planted_needs(const Scenario& scenario, const catalog::Catalog& catalog) {
  std::map<std::uint32_t, Found> by_need;
  std::map<std::uint32_t, double> largest_part;
  for (const PlantedNeed& each : scenario.needs) {
    const catalog::Need* need = catalog.need_by_id(each.need);
    const bool first = !by_need.contains(need->number);
    Found& found = by_need[need->number];
    found.onset_week = first ? each.onset_week : std::min(found.onset_week, each.onset_week);
    found.need = need->number;
    found.id = each.need;
    const double impact = each.affected * each.activity;
    if (impact > largest_part[need->number]) {
      largest_part[need->number] = impact;
      found.cause = each.cause;
      found.began_before = each.onset_week < 0;
    }
    found.scope = std::max(found.scope, devices_in(scenario, each.departments));
    found.affected += each.affected;
    found.impact += impact;
    found.largest_tool = std::max(found.largest_tool, each.affected * largest_share(each));
    found.large =
        found.large || (each.affected >= kLargeAffected && each.activity >= kLargeActivity &&
                        each.affected * largest_share(each) >= kLargeTool);
  }
  std::vector<Found> planted;
  for (auto& [number, found] : by_need) planted.push_back(std::move(found));
  std::stable_sort(planted.begin(), planted.end(),
                   [](const Found& a, const Found& b) { return a.impact > b.impact; });
  return planted;
}

// What `load_history` would read back: detail of a quarter, departments of the last window.
publish::History history_of(const std::vector<PlayedWindow>& played,
                            const std::vector<publish::View>& without) {
  publish::History history;
  for (std::size_t i = 0; i < played.size(); ++i) {
    publish::PublishedWindow window = played[i].published;
    const auto drop = [&](publish::View view) {
      window.views[static_cast<std::size_t>(view)].clear();
    };
    for (const publish::View view : without) drop(view);
    if (i + 1 < played.size()) drop(publish::View::kToolDepartment);
    if (i + publish::kDetailWindows < played.size()) {
      for (const publish::View view :
           {publish::View::kToolDays, publish::View::kDisplacement, publish::View::kRetention,
            publish::View::kPeriod, publish::View::kPair, publish::View::kVisibility,
            publish::View::kRule}) {
        drop(view);
      }
    }
    history.windows.push_back(std::move(window));
  }
  return history;
}

const needs::NeedCard* card_of(const std::vector<needs::NeedCard>& cards, std::uint32_t need) {
  const auto card = std::find_if(cards.begin(), cards.end(),
                                 [need](const needs::NeedCard& each) { return each.need == need; });
  return card == cards.end() ? nullptr : &*card;
}

NeedTruth truth_of(const PlayedWindow& window, std::uint32_t need) {
  const auto truth = window.needs.find(need);
  return truth == window.needs.end() ? NeedTruth{} : truth->second;
}

void note_window(const PlayedWindow& window, std::uint32_t index, std::uint32_t k,
                 const std::vector<needs::NeedCard>& cards, std::vector<Found>& planted) {
  for (Found& found : planted) {
    found.devices = truth_of(window, found.need).other;
    if (!found.first_possible && found.devices >= k) found.first_possible = index;
    const needs::NeedCard* card = card_of(cards, found.need);
    if (!found.first_card && card != nullptr) found.first_card = index;
    found.card = card == nullptr ? std::nullopt : std::optional(*card);
  }
}

void measure(const std::vector<PlayedWindow>& played, std::vector<Found>& planted) {
  const std::size_t first = played.size() > kCardWindows ? played.size() - kCardWindows : 0;
  for (Found& found : planted) {
    double other = 0;
    double offered = 0;
    double reporting = 0;
    for (std::size_t i = first; i < played.size(); ++i) {
      const NeedTruth truth = truth_of(played[i], found.need);
      other += truth.other;
      offered += truth.offered;
      reporting += played[i].reporting;
    }
    found.reach = reporting == 0 ? 0 : other / reporting;
    found.gap = other + offered == 0 ? 0 : other / (other + offered);
  }
}

}  // namespace

absl::StatusOr<Verdict> judge_scenario(Scenario scenario, const catalog::Catalog& catalog,
                                       const std::vector<std::string>& without) {
  const absl::StatusOr<std::vector<publish::View>> dropped = views_of(without);
  if (!dropped.ok()) return dropped.status();
  absl::StatusOr<std::vector<std::string>> notes = check_scenario(catalog, scenario);
  if (!notes.ok()) return notes.status();
  absl::StatusOr<std::unique_ptr<PlainFleet>> fleet = PlainFleet::create(scenario, catalog);
  if (!fleet.ok()) return fleet.status();
  Verdict verdict;
  verdict.notes = *std::move(notes);
  verdict.planted = planted_needs(scenario, catalog);
  std::vector<PlayedWindow> played;
  for (std::uint32_t index = 0; index < (*fleet)->windows(); ++index) {
    played.push_back((*fleet)->play());
    verdict.cards = needs::analyse_needs(history_of(played, *dropped), catalog).cards;
    for (const needs::NeedCard& card : verdict.cards) verdict.shown.insert(card.need);
    note_window(played.back(), index, scenario.k, verdict.cards, verdict.planted);
  }
  measure(played, verdict.planted);
  verdict.figures = figures_of(scenario, verdict, (*fleet)->windows());
  return verdict;
}

}  // namespace desirepath::fleet
