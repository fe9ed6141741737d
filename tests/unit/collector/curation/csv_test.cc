#include "collector/curation/csv.h"

#include <gmock/gmock.h>

namespace desirepath::curation {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

std::vector<std::string> cells(const std::string& line) {
  const auto rows = read_csv(line);
  return rows.ok() && rows->size() == 1 ? rows->front().cells : std::vector<std::string>{};
}

TEST(Csv, CellsLoseTheBlanksAroundThem) {
  EXPECT_THAT(cells(" a ,b\t,,"), ElementsAre("a", "b", "", ""));
}

TEST(Csv, QuotedCellsKeepCommasAndQuotes) {
  EXPECT_THAT(cells(R"("Sales, North",x)"), ElementsAre("Sales, North", "x"));
  EXPECT_THAT(cells(R"("the ""big"" one")"), ElementsAre("the \"big\" one"));
  EXPECT_THAT(cells(R"("""")"), ElementsAre("\""));
  EXPECT_THAT(cells("\"two\nlines\",b"), ElementsAre("two\nlines", "b"));
}

TEST(Csv, EmptyLinesCommentsAndTheByteOrderMarkAreSkipped) {
  const auto rows = read_csv("\xEF\xBB\xBFid,name\r\n\r\n# a remark\r\nx,y\r\n");
  ASSERT_TRUE(rows.ok());
  ASSERT_THAT(*rows, SizeIs(2));
  EXPECT_THAT((*rows)[0].cells, ElementsAre("id", "name"));
  EXPECT_EQ((*rows)[1].line, 4U);
}

TEST(Csv, AnOpenQuoteIsNamedByItsLine) {
  const auto rows = read_csv("a,b\nc,\"d\ne,f\n");
  ASSERT_FALSE(rows.ok());
  EXPECT_THAT(std::string(rows.status().message()), HasSubstr("line 2: a quote that never closes"));
}

TEST(Csv, TheSeparatorIsTheOneOfTheFirstLine) {
  EXPECT_THAT(cells("Sales; North;200"), ElementsAre("Sales", "North", "200"));
  EXPECT_THAT(cells("a\tb,c\t d "), ElementsAre("a", "b,c", "d"));
  EXPECT_THAT(cells("sep=;\na,b;c"), ElementsAre("a,b", "c"));
  const auto rows = read_csv("a;b;c", {.any_separator = false});
  EXPECT_THAT(rows->front().cells, ElementsAre("a;b;c"));
}

TEST(Csv, ARowIsNamedByTheLineItBeginsOn) {
  const auto rows = read_csv("\"two\nlines\",b\nc,d");
  ASSERT_THAT(*rows, SizeIs(2));
  EXPECT_EQ((*rows)[0].line, 1U);
  EXPECT_EQ((*rows)[1].line, 3U);
}

TEST(Csv, TextAfterAClosingQuoteAndWhatIsTooLargeAreRefused) {
  EXPECT_THAT(std::string(read_csv("a,\"b\"c\n").status().message()),
              HasSubstr("line 1: text after a closing quote"));
  EXPECT_TRUE(read_csv("a\nb\n", {.rows = 2}).ok());
  EXPECT_THAT(std::string(read_csv("a\nb\nc", {.rows = 2}).status().message()),
              HasSubstr("line 3: more than 2 rows"));
  EXPECT_THAT(std::string(read_csv("abc", {.bytes = 2, .place = "f.csv:"}).status().message()),
              HasSubstr("f.csv:1: larger than"));
}

}  // namespace
}  // namespace desirepath::curation
