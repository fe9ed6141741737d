#include "collector/report/monthly_html.h"

#include <absl/strings/str_cat.h>

#include <utility>
#include <vector>

#include "collector/report/monthly_charts.h"
#include "collector/report/words.h"

namespace desirepath::report {
namespace {

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
  explicit Page(const MonthlyContent& content) : content_(content), words_(*content.words) {}

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
  static std::string row_head(const std::string& name) {
    return absl::StrCat("<tr><th scope=\"row\">", html_text(name), "</th>");
  }
  void table(const std::vector<const char*>& heads) {
    std::string row = "<table><thead><tr>";
    for (const char* name : heads) absl::StrAppend(&row, "<th scope=\"col\">", name, "</th>");
    say(absl::StrCat(row, "</tr></thead><tbody>"));
  }

  void head() {
    say(absl::StrCat("<!doctype html>\n<html lang=\"", words_.code,
                     "\">\n<head>\n<meta charset=\"utf-8\">\n"
                     "<meta name=\"viewport\" content=\"width=device-width\">\n<title>",
                     html_text(content_.title), "</title>\n", kStyle, "</head>\n<body>"));
    if (content_.lab) say(absl::StrCat("<p class=\"warning\">", words_.lab, "</p>"));
    say(absl::StrCat("<h1>", html_text(content_.title), "</h1>\n<p class=\"quiet\">", words_.window,
                     " ", html_text(content_.window), "</p>\n<p>", words_.intro, "</p>"));
    if (!content_.noise.empty()) say(absl::StrCat("<p>", content_.noise, "</p>"));
  }

  void needs() {
    say(absl::StrCat("<h2>", words_.needs_head, "</h2>"));
    if (content_.needs.empty()) {
      say(absl::StrCat("<p>", words_.none, "</p>"));
      return;
    }
    std::vector<Bar> bars;
    for (const auto& row : content_.needs) bars.push_back({row.name, row.devices});
    say(bar_chart(words_.needs_chart, bars));
    say(absl::StrCat("<p class=\"quiet\">", words_.bars_say, "</p>"));
    table({words_.need, words_.devices, words_.reason, words_.fix, words_.chosen, words_.trend});
    for (const auto& row : content_.needs) {
      say(absl::StrCat(row_head(row.name), number(row.devices), cell(row.reason), cell(row.fix),
                       cell(row.chosen), "<td>", trend_chart(row.name, row.trend), "</td></tr>"));
    }
    say("</tbody></table>");
  }

  void wins() {
    if (content_.wins.empty()) return;
    say(absl::StrCat("<h2>", words_.wins_head, "</h2>"));
    table({words_.need, words_.devices, words_.fix, words_.effort});
    for (const auto& row : content_.wins) {
      say(absl::StrCat(row_head(row.name), number(row.devices), cell(row.fix),
                       "<td class=\"number\">", row.effort, "</td></tr>"));
    }
    say("</tbody></table>");
  }

  void tools() {
    if (content_.tools.empty()) return;
    say(absl::StrCat("<h2>", words_.tools_head, "</h2>"));
    table({words_.tool, words_.need, words_.standing, words_.devices, words_.known});
    for (const auto& row : content_.tools) {
      say(absl::StrCat(row_head(row.name), cell(row.need), cell(row.standing), number(row.devices),
                       cell(row.known), "</tr>"));
    }
    say("</tbody></table>");
  }

  void foot() {
    std::string line = "<footer><p>";
    for (const auto& [name, value] : content_.foot) {
      absl::StrAppend(&line, line.ends_with("<p>") ? "" : " · ", "<b>", name, "</b> ", value);
    }
    say(absl::StrCat(line, "<br>", content_.floor, "</p>\n<p>", words_.foot,
                     "</p></footer>\n</body>\n</html>"));
  }

  const MonthlyContent& content_;
  const MonthlyWords& words_;
  std::string html_;
};

}  // namespace

std::string monthly_html(const Monthly& monthly, fields::Language language) {
  const MonthlyContent content = monthly_content(monthly, language);
  return Page(content).text();
}

}  // namespace desirepath::report
