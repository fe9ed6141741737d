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
  EXPECT_THAT(std::string(rows.status().message()), HasSubstr("line 2: a quote is opened"));
}

}  // namespace
}  // namespace desirepath::curation
