#include <gmock/gmock.h>

#include "collector/needs/example.h"
#include "collector/report/report_text.h"

namespace desirepath::report {
namespace {

using ::testing::HasSubstr;

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

}  // namespace
}  // namespace desirepath::report
