#include "collector/report/monthly_pdf.h"

#include <gmock/gmock.h>

#include "collector/needs/example.h"

namespace desirepath::report {
namespace {

using fields::Language;
using ::testing::HasSubstr;
using ::testing::StartsWith;

Monthly pdf_example() {
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

TEST(MonthlyPdf, IsThereInThreeLanguagesAndTheSameFiguresAreTheSameOctets) {
  std::string before;
  for (const Language language : {Language::kEnglish, Language::kFinnish, Language::kGerman}) {
    const auto pdf = monthly_pdf(pdf_example(), language);
    ASSERT_TRUE(pdf.ok()) << pdf.status();
    EXPECT_THAT(*pdf, StartsWith("%PDF-"));
    EXPECT_EQ(*pdf, *monthly_pdf(pdf_example(), language));
    EXPECT_NE(*pdf, before);
    before = *pdf;
  }
}

TEST(MonthlyPdf, AMonthWithoutANeedIsAReportToo) {
  Monthly monthly = pdf_example();
  monthly.needs.cards.clear();
  monthly.wins.wins.clear();
  monthly.tools.cards.clear();
  EXPECT_TRUE(monthly_pdf(monthly, Language::kEnglish).ok());
}

TEST(MonthlyPdf, NamesOfAnyLengthAndLetterDoNoHarm) {
  Monthly monthly = pdf_example();
  monthly.needs.head.organisation = std::string(3000, 'W') + "Łódź 漢字";
  monthly.tools.cards.front().name = std::string(500, 'x');
  for (needs::NeedCard& card : monthly.needs.cards) card.trend.resize(200);
  EXPECT_TRUE(monthly_pdf(monthly, Language::kGerman).ok());
}

TEST(MonthlyContent, SaysTheSameOnPaperAsOnThePage) {
  const Monthly monthly = pdf_example();
  const MonthlyContent content = monthly_content(monthly, Language::kFinnish);
  EXPECT_THAT(content.title, HasSubstr("Mitä työ tarvitsee"));
  ASSERT_FALSE(content.needs.empty());
  EXPECT_EQ("Valkotaulut ja kaaviot", content.needs.front().name);
  EXPECT_LE(content.needs.front().trend.size(), 26U);
  EXPECT_EQ(content.words->fixes.at(static_cast<std::size_t>(monthly.needs.cards.front().reason)),
            content.wins.front().fix);
}

}  // namespace
}  // namespace desirepath::report
