#include <gmock/gmock.h>

#include "collector/report/frame.h"

namespace desirepath::report {
namespace {

// What a spreadsheet would run when somebody opens the file, by the first sign of a cell.
TEST(CsvCell, NoCellBeginsAFormula) {
  for (const char* text : {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1",
                           "=cmd|'/C calc'!A0", "=HYPERLINK(\"x\",\"y\")"}) {
    const std::string cell = csv_cell(text);
    const std::string inner = cell.front() == '"' ? cell.substr(1) : cell;
    EXPECT_EQ(inner.front(), '\'') << text;
  }
}

TEST(CsvCell, OtherTextStaysAsItIsAndNoneEndsItsCell) {
  EXPECT_EQ(csv_cell("Sales"), "Sales");
  EXPECT_EQ(csv_cell("a=b-c"), "a=b-c");
  EXPECT_EQ(csv_cell(""), "");
  EXPECT_EQ(csv_cell("a,\"b\"\r\nc"), "\"a,\"\"b\"\"\r\nc\"");
}

}  // namespace
}  // namespace desirepath::report
