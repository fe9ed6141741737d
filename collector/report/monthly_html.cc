#include "collector/report/monthly_html.h"

#include <absl/strings/str_cat.h>
#include <absl/strings/str_format.h>
#include <absl/strings/str_join.h>

#include <algorithm>
#include <cmath>
#include <span>
#include <vector>

#include "collector/report/monthly_charts.h"
#include "collector/report/monthly_words.h"
#include "collector/report/words.h"
#include "proto/catalog/risk.h"

namespace desirepath::report {
namespace {

constexpr std::size_t kNeeds = 10;
constexpr std::size_t kWins = 3;
constexpr std::size_t kTools = 20;

constexpr char kStyle[] = R"css(<style>
body { font: 15px/1.5 system-ui, sans-serif; color: #1b1f24; background: #fff; max-width: 50rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.7rem; margin-bottom: 0; } h2 { font-size: 1.2rem; margin-top: 2rem; }
table { border-collapse: collapse; width: 100%; } caption { text-align: left; color: #57606a; }
th, td { text-align: left; vertical-align: top; padding: .35rem .6rem .35rem 0; border-bottom: 1px solid #d0d7de; }
td.number { white-space: nowrap; } svg { max-width: 100%; height: auto; } svg text { font: 13px system-ui, sans-serif; fill: #1b1f24; }
.low { fill: #1f5fa8; } .high { fill: #a9c6e8; } .line { fill: none; stroke: #1f5fa8; stroke-width: 2; }
.warning { background: #b3261e; color: #fff; padding: .5rem .8rem; } .quiet, footer { color: #57606a; }
@media print { body { margin: 0; max-width: none; } h2 { break-after: avoid; } tr, svg { break-inside: avoid; } }
</style>
)css";

class Page {
 public:
  Page(const Monthly& monthly, fields::Language language)
      : monthly_(monthly), language_(language), words_(monthly_words(language)) {}

  std::string text() {
    head();
    needs();
    wins();
    tools();
    foot();
    return std::move(html_);
  }

 private:
  void say(const std::string& markup) { absl::StrAppend(&html_, markup, "\n"); }
  static std::string cell(const std::string& text) {
    return absl::StrCat("<td>", html_text(text), "</td>");
  }
  static std::string number(const needs::Devices& devices) {
    return absl::StrCat("<td class=\"number\">", devices_words(devices), "</td>");
  }
  void table(const std::vector<const char*>& heads) {
    std::string row = "<table><thead><tr>";
    for (const char* name : heads) absl::StrAppend(&row, "<th scope=\"col\">", name, "</th>");
    say(absl::StrCat(row, "</tr></thead><tbody>"));
  }
  [[nodiscard]] std::string name_of(const std::string& id, const std::string& english) const {
    return fields::need_name(language_, id, english);
  }
  [[nodiscard]] const char* fix_of(needs::Reason reason) const {
    return words_.fixes.at(static_cast<std::size_t>(reason));
  }

  void head() {
    const needs::Head& head = monthly_.needs.head;
    const std::string title = absl::StrCat(words_.title, " · ", head.organisation);
    say(absl::StrCat("<!doctype html>\n<html lang=\"", words_.code,
                     "\">\n<head>\n<meta charset=\"utf-8\">\n"
                     "<meta name=\"viewport\" content=\"width=device-width\">\n<title>",
                     html_text(title), "</title>\n", kStyle, "</head>\n<body>"));
    if (head.lab) say(absl::StrCat("<p class=\"warning\">", words_.lab, "</p>"));
    say(absl::StrCat("<h1>", html_text(title), "</h1>\n<p class=\"quiet\">", words_.window, " ",
                     html_text(head.window_name), "</p>\n<p>", words_.intro, "</p>"));
    if (head.noise != 0) say(absl::StrCat("<p>", words_.noise, " ", head.noise, ".</p>"));
  }

  void needs() {
    const auto cards =
        std::span(monthly_.needs.cards).first(std::min(kNeeds, monthly_.needs.cards.size()));
    say(absl::StrCat("<h2>", words_.needs_head, "</h2>"));
    if (cards.empty()) {
      say(absl::StrCat("<p>", words_.none, "</p>"));
      return;
    }
    std::vector<Bar> bars;
    for (const needs::NeedCard& card : cards)
      bars.push_back({name_of(card.id, card.name), card.devices});
    say(bar_chart(words_.needs_chart, bars));
    say(absl::StrCat("<p class=\"quiet\">", words_.bars_say, "</p>"));
    table({words_.need, words_.devices, words_.reason, words_.fix, words_.chosen, words_.trend});
    for (const needs::NeedCard& card : cards) {
      std::vector<std::string> chosen;
      for (const needs::ToolLine& line : card.tools)
        chosen.push_back(absl::StrCat(line.name, " ", devices_words(line.devices)));
      const std::string name = name_of(card.id, card.name);
      say(absl::StrCat("<tr><th scope=\"row\">", html_text(name), "</th>", number(card.devices),
                       cell(words_.reasons.at(static_cast<std::size_t>(card.reason))),
                       cell(fix_of(card.reason)), cell(absl::StrJoin(chosen, ", "))));
      say(absl::StrCat("<td>", trend_chart(name, card.trend), "</td></tr>"));
    }
    say("</tbody></table>");
  }

  void wins() {
    const auto wins =
        std::span(monthly_.wins.wins).first(std::min(kWins, monthly_.wins.wins.size()));
    if (wins.empty()) return;
    say(absl::StrCat("<h2>", words_.wins_head, "</h2>"));
    table({words_.need, words_.devices, words_.fix, words_.effort});
    for (const needs::QuickWin& win : wins) {
      const auto card =
          std::find_if(monthly_.needs.cards.begin(), monthly_.needs.cards.end(),
                       [&](const needs::NeedCard& each) { return each.id == win.need; });
      const std::string fix =
          card == monthly_.needs.cards.end() ? win.action : fix_of(card->reason);
      say(absl::StrCat("<tr><th scope=\"row\">", html_text(name_of(win.need, win.name)), "</th>",
                       number(win.devices), cell(fix), "<td class=\"number\">", win.effort,
                       "</td></tr>"));
    }
    say("</tbody></table>");
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

  void tools() {
    const auto cards =
        std::span(monthly_.tools.cards).first(std::min(kTools, monthly_.tools.cards.size()));
    if (cards.empty()) return;
    say(absl::StrCat("<h2>", words_.tools_head, "</h2>"));
    table({words_.tool, words_.need, words_.standing, words_.devices, words_.known});
    for (const needs::ToolCard& card : cards) {
      say(absl::StrCat("<tr><th scope=\"row\">", html_text(card.name), "</th>",
                       cell(name_of(card.need, card.need)),
                       cell(standing_in(words_, card.standing)), number(card.devices),
                       cell(known_of(card)), "</tr>"));
    }
    say("</tbody></table>");
  }

  // ", of them without an agent 940–949": a gateway counts those.
  [[nodiscard]] std::string gateway_share(const needs::Head& head) const {
    if (!head.has_gateways) return "";
    return absl::StrCat(", ", words_.without_agent, " ",
                        head.without_agent ? devices_words(*head.without_agent) : words_.not_shown);
  }

  void foot() {
    const needs::Head& head = monthly_.needs.head;
    const std::string arrived =
        head.arrived ? absl::StrCat(std::lround(*head.arrived * 100), " %") : words_.not_known;
    const std::string seen =
        head.names_seen ? absl::StrFormat("%.2f", *head.names_seen) : words_.not_known;
    say(absl::StrCat("<footer><p><b>", words_.enrolled, "</b> ", head.enrolled, " · <b>",
                     words_.reporting, "</b> ",
                     head.reporting ? devices_words(*head.reporting) : words_.not_known,
                     gateway_share(head), " · <b>", words_.arrived, "</b> ", arrived, " · <b>",
                     words_.names_seen, "</b> "));
    say(absl::StrCat(seen, "<br>", words_.floor, " ", head.k, "</p>\n<p>", words_.foot,
                     "</p></footer>\n</body>\n</html>"));
  }

  const Monthly& monthly_;
  fields::Language language_;
  const MonthlyWords& words_;
  std::string html_;
};

}  // namespace

std::string monthly_html(const Monthly& monthly, fields::Language language) {
  return Page(monthly, language).text();
}

}  // namespace desirepath::report
