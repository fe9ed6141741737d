#include "collector/report/monthly_html.h"

#include <gmock/gmock.h>

#include <algorithm>

#include "collector/needs/example.h"
#include "collector/report/monthly_charts.h"

namespace desirepath::report {
namespace {

using fields::Language;

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

Monthly example() {
  Monthly monthly{needs::example_needs(), needs::example_tools(), {}};
  monthly.wins.wins.push_back({monthly.needs.cards.front().id,
                               monthly.needs.cards.front().name,
                               {40, 49},
                               "guide",
                               "tell people",
                               "IT",
                               2,
                               10,
                               {}});
  return monthly;
}

std::size_t times(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1))
    ++count;
  return count;
}

TEST(MonthlyHtml, StandsAloneAndFetchesNothing) {
  const std::string html = monthly_html(example(), Language::kEnglish);
  EXPECT_THAT(html, AllOf(HasSubstr("<!doctype html>"), HasSubstr("<html lang=\"en\">"),
                          HasSubstr("<svg role=\"img\""), HasSubstr("Example Ltd"),
                          HasSubstr("Quick wins"), HasSubstr("Not for judging conduct")));
  for (const char* outside : {"http:", "https:", "<script", "src=", "url(", "@import", "<link"})
    EXPECT_THAT(html, Not(HasSubstr(outside)));
  for (const char* element : {"table", "tr", "td", "th", "svg", "h2", "footer", "body"}) {
    EXPECT_EQ(
        times(html, absl::StrCat("<", element, ">")) + times(html, absl::StrCat("<", element, " ")),
        times(html, absl::StrCat("</", element, ">")))
        << element;
  }
}

TEST(MonthlyHtml, SpeaksThreeLanguages) {
  EXPECT_THAT(monthly_html(example(), Language::kFinnish),
              AllOf(HasSubstr("<html lang=\"fi\">"), HasSubstr("Todennäköinen syy"),
                    HasSubstr("Valkotaulut"), HasSubstr("Ei käytöksen")));
  EXPECT_THAT(monthly_html(example(), Language::kGerman),
              AllOf(HasSubstr("<html lang=\"de\">"), HasSubstr("Wahrscheinlicher Grund"),
                    HasSubstr("Nicht zur Beurteilung")));
}

TEST(MonthlyHtml, SaysWhatFiguresAreNot) {
  Monthly monthly = example();
  EXPECT_THAT(monthly_html(monthly, Language::kEnglish),
              AllOf(Not(HasSubstr("not anonymous")), Not(HasSubstr("carry noise"))));
  monthly.needs.head.lab = true;
  monthly.needs.head.noise = 1;
  EXPECT_THAT(monthly_html(monthly, Language::kEnglish),
              AllOf(HasSubstr("Lab figures: they are not anonymous"), HasSubstr("Epsilon 1.")));
  monthly.needs.cards.clear();
  EXPECT_THAT(monthly_html(monthly, Language::kEnglish), HasSubstr("No need stands out"));
}

TEST(MonthlyHtml, NamesAreTextAndNotMarkup) {
  Monthly monthly = example();
  monthly.needs.head.organisation = "<b>A & \"B\"</b>";
  monthly.tools.cards.front().name = "<script>x</script>";
  const std::string html = monthly_html(monthly, Language::kEnglish);
  EXPECT_THAT(html, AllOf(HasSubstr("&lt;b&gt;A &amp; &quot;B&quot;"), Not(HasSubstr("<script"))));
}

TEST(BarChart, DrawsARangeAsFullAndLight) {
  const std::string svg = bar_chart("Devices", {{"One", {50, 100}}, {"Two", {0, 9}}});
  EXPECT_THAT(svg, AllOf(HasSubstr("class=\"high\" x=\"260\" y=\"4\" width=\"380.0\""),
                         HasSubstr("class=\"low\" x=\"260\" y=\"4\" width=\"190.0\""),
                         HasSubstr("class=\"low\" x=\"260\" y=\"30\" width=\"0.0\""),
                         HasSubstr(">0–9</text>")));
}

TEST(TrendChart, NeedsTwoWindows) {
  EXPECT_EQ("", trend_chart("Need", {{1, "W1", {10, 19}}}));
  EXPECT_THAT(trend_chart("Need", {{1, "W1", {10, 19}}, {2, "W2", {20, 29}}}),
              HasSubstr("aria-label=\"Need: W1 10–19, W2 20–29\""));
}

}  // namespace
}  // namespace desirepath::report
