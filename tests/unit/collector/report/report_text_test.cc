#include "collector/report/report_text.h"

#include <gmock/gmock.h>

#include "collector/needs/example.h"
#include "collector/report/side_text.h"

namespace desirepath::report {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string first_line_with(const std::string& text, const std::string& word) {
  const std::size_t at = text.find(word);
  if (at == std::string::npos) return "";
  const std::size_t start = text.rfind('\n', at) + 1;
  return text.substr(start, text.find('\n', at) - start);
}

TEST(ToolsCsv, HasAColumnForEachRiskSubject) {
  const std::string text = tools_csv(needs::example_tools());
  EXPECT_THAT(text.substr(0, text.find('\n')),
              HasSubstr("devices_high,hq_country,dpa_offered,soc2,iso27001,sso,mfa,"
                        "trains_on_customer_data,data_region,breach_history"));
  EXPECT_THAT(first_line_with(text, "Miro"),
              HasSubstr(",US,unknown,unknown,unknown,yes,no,unknown,unknown,unknown"));
}

TEST(ToolsTable, NamesWhatIsKnownAndCountsWhatIsNot) {
  EXPECT_THAT(first_line_with(tools_table(needs::example_tools()), "Miro"),
              HasSubstr("US, single sign-on yes, second factor no, 6 unknown"));
}

needs::SignalsReport two_signals() {
  needs::SignalsReport report;
  report.head = needs::example_tools().head;
  report.rows = {{"miro", "Miro", "Design", true, 31, 12.25},
                 {"trello", "Trello", "", false, 40, 61}};
  return report;
}

TEST(Signals, AreToldAsTableJsonAndCsv) {
  EXPECT_THAT(first_line_with(signals_table(two_signals()), "Miro"), HasSubstr("Design"));
  EXPECT_THAT(first_line_with(signals_table(two_signals()), "Trello"), HasSubstr("declining"));
  EXPECT_THAT(first_line_with(signals_csv(two_signals()), "Miro"),
              HasSubstr("miro,Miro,Design,growing,31,12.3"));
  EXPECT_THAT(signals_json(two_signals()), HasSubstr(R"("department":null,"change":"declining")"));
}

TEST(Noise, IsSaidOnEveryTableAndCsv) {
  needs::ToolsReport report = needs::example_tools();
  EXPECT_THAT(tools_table(report), Not(HasSubstr("Noise")));
  report.head.noise = 1;
  EXPECT_THAT(tools_table(report),
              HasSubstr("epsilon 1), once, and never below k; 95 % lie within 3 of it"));
  EXPECT_THAT(first_line_with(tools_csv(report), "Miro"), HasSubstr("2026-W37,1,miro"));
}

}  // namespace
}  // namespace desirepath::report
