#include "collector/report/monthly_content.h"

#include <absl/strings/str_cat.h>
#include <absl/strings/str_format.h>
#include <absl/strings/str_join.h>

#include <algorithm>
#include <cmath>
#include <span>

#include "collector/report/words.h"
#include "proto/catalog/risk.h"

namespace desirepath::report {
namespace {

constexpr std::size_t kNeeds = 10;
constexpr std::size_t kWins = 3;
constexpr std::size_t kTools = 20;

template <typename Row>
std::span<const Row> first_of(const std::vector<Row>& rows, std::size_t most) {
  return std::span(rows).first(std::min(most, rows.size()));
}

class Content {
 public:
  Content(const Monthly& monthly, fields::Language language)
      : monthly_(monthly), language_(language), words_(monthly_words(language)) {}

  MonthlyContent make() {
    const needs::Head& head = monthly_.needs.head;
    content_.words = &words_;
    content_.title = absl::StrCat(words_.title, " · ", head.organisation);
    content_.window = head.window_name;
    content_.lab = head.lab;
    if (head.noise != 0) content_.noise = absl::StrCat(words_.noise, " ", head.noise, ".");
    for (const needs::NeedCard& card : first_of(monthly_.needs.cards, kNeeds)) add(card);
    for (const needs::QuickWin& win : first_of(monthly_.wins.wins, kWins)) add(win);
    for (const needs::ToolCard& card : first_of(monthly_.tools.cards, kTools)) {
      content_.tools.push_back({card.name, name_of(card.need, card.need),
                                standing_in(words_, card.standing), card.devices, known_of(card)});
    }
    foot(head);
    return std::move(content_);
  }

 private:
  [[nodiscard]] std::string name_of(const std::string& id, const std::string& english) const {
    return fields::need_name(language_, id, english);
  }

  void add(const needs::NeedCard& card) {
    std::vector<std::string> chosen;
    for (const needs::ToolLine& line : card.tools)
      chosen.push_back(absl::StrCat(line.name, " ", devices_words(line.devices)));
    const auto reason = static_cast<std::size_t>(card.reason);
    content_.needs.push_back({name_of(card.id, card.name), card.devices, words_.reasons.at(reason),
                              words_.fixes.at(reason), absl::StrJoin(chosen, ", "), card.trend});
  }

  void add(const needs::QuickWin& win) {
    const auto& cards = monthly_.needs.cards;
    const auto card = std::find_if(cards.begin(), cards.end(), [&](const needs::NeedCard& each) {
      return each.id == win.need;
    });
    const std::string fix =
        card == cards.end() ? win.action : words_.fixes.at(static_cast<std::size_t>(card->reason));
    content_.wins.push_back({name_of(win.need, win.name), win.devices, fix, win.effort});
  }

  [[nodiscard]] std::string known_of(const needs::ToolCard& card) const {
    std::vector<std::string> known;
    if (!card.hq_country.empty()) known.push_back(card.hq_country);
    for (const needs::RiskLine& line : card.risk) {
      if (line.answer != "yes" && line.answer != "no") continue;
      const auto* const subject =
          std::find(catalog::kRiskSubjects.begin(), catalog::kRiskSubjects.end(), line.subject);
      if (subject == catalog::kRiskSubjects.end()) continue;
      const auto at = static_cast<std::size_t>(subject - catalog::kRiskSubjects.begin());
      known.push_back(absl::StrCat(words_.subjects.at(at), ": ",
                                   line.answer == "yes" ? words_.yes : words_.no));
    }
    return known.empty() ? words_.nothing : absl::StrJoin(known, ", ");
  }

  // ", of them without an agent 940–949": a gateway counts those.
  [[nodiscard]] std::string gateway_share(const needs::Head& head) const {
    if (!head.has_gateways) return "";
    return absl::StrCat(", ", words_.without_agent, " ",
                        head.without_agent ? devices_words(*head.without_agent) : words_.not_shown);
  }

  void foot(const needs::Head& head) {
    const std::string unknown = words_.not_known;
    content_.foot = {
        {words_.enrolled, absl::StrCat(head.enrolled)},
        {words_.reporting, absl::StrCat(head.reporting ? devices_words(*head.reporting) : unknown,
                                        gateway_share(head))},
        {words_.arrived,
         head.arrived ? absl::StrCat(std::lround(*head.arrived * 100), " %") : unknown},
        {words_.names_seen, head.names_seen ? absl::StrFormat("%.2f", *head.names_seen) : unknown}};
    content_.floor = absl::StrCat(words_.floor, " ", head.k);
  }

  const Monthly& monthly_;
  fields::Language language_;
  const MonthlyWords& words_;
  MonthlyContent content_;
};

}  // namespace

MonthlyContent monthly_content(const Monthly& monthly, fields::Language language) {
  return Content(monthly, language).make();
}

}  // namespace desirepath::report
