#include <boost/json.hpp>
#include <utility>

#include "collector/report/words.h"
#include "tests/fleet/judge.h"
#include "tests/fleet/judge_figures.h"

namespace desirepath::fleet {
namespace {

namespace json = boost::json;

json::object head_of(const Scenario& scenario) {
  return {{"devices", scenario.devices},
          {"weeks", scenario.weeks},
          {"k", scenario.k},
          {"profile", scenario.profile}};
}

json::object devices_json(const needs::Devices& devices) {
  return {{"low", devices.low}, {"high", devices.high}};
}

json::value window_or_null(const std::optional<std::uint32_t>& window) {
  return window ? json::value(*window) : json::value(nullptr);
}

json::object planted_json(const Found& found) {
  json::object planted{{"need", found.id},
                       {"cause", cause_name(found.cause)},
                       {"affected", found.affected},
                       {"impact", found.impact},
                       {"devices", found.devices},
                       {"reach", found.reach},
                       {"gap", found.gap},
                       {"first_possible", window_or_null(found.first_possible)},
                       {"first_card", window_or_null(found.first_card)},
                       {"onset_week", found.onset_week},
                       {"rank", nullptr}};
  if (!found.card) return planted;
  planted["rank"] = found.card->rank;
  planted["reason"] = report::reason_code(found.card->reason);
  planted["card_devices"] = devices_json(found.card->devices);
  planted["card_reach"] = {{"low", found.card->reach.low}, {"high", found.card->reach.high}};
  planted["card_gap"] = {{"low", found.card->gap.low}, {"high", found.card->gap.high}};
  return planted;
}

json::object card_json(const needs::NeedCard& card) {
  json::array tools;
  for (const needs::ToolLine& line : card.tools) tools.emplace_back(line.id);
  return {{"rank", card.rank},
          {"need", card.id},
          {"devices", devices_json(card.devices)},
          {"growth", {{"low", card.growth.low}, {"high", card.growth.high}}},
          {"persistence", {{"low", card.persistence.low}, {"high", card.persistence.high}}},
          {"reason", report::reason_code(card.reason)},
          {"tools", std::move(tools)}};
}

}  // namespace

std::string verdict_json(const Scenario& scenario, const Verdict& verdict, bool detail) {
  json::object root = head_of(scenario);
  root["seed"] = scenario.seed;
  root["notes"] = json::array(verdict.notes.begin(), verdict.notes.end());
  json::object figures;
  for (const auto& [name, value] : verdict.figures) figures[name] = value;
  root["figures"] = std::move(figures);
  if (detail) {
    json::array planted;
    for (const Found& found : verdict.planted) planted.push_back(planted_json(found));
    json::array cards;
    for (const needs::NeedCard& card : verdict.cards) cards.push_back(card_json(card));
    root["planted"] = std::move(planted);
    root["cards"] = std::move(cards);
  }
  return json::serialize(root);
}

std::string seeds_json(const Scenario& scenario, const std::vector<Verdict>& verdicts) {
  json::object root = head_of(scenario);
  root["first_seed"] = scenario.seed;
  root["seeds"] = verdicts.size();
  std::map<std::string, std::vector<double>> values;
  for (const Verdict& verdict : verdicts) {
    for (const auto& [name, value] : verdict.figures) values[name].push_back(value);
  }
  json::object figures;
  for (const auto& [name, list] : values) {
    const Mean mean = mean_of(list);
    figures[name] = {
        {"mean", mean.mean}, {"low", mean.low}, {"high", mean.high}, {"seeds", mean.count}};
  }
  root["figures"] = std::move(figures);
  return json::serialize(root);
}

}  // namespace desirepath::fleet
