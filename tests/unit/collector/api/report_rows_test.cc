#include "collector/api/report_rows.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace desirepath::api {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::string_view kReport =
    R"({"k":10,"line":{"needs":[9]},"said":"\"needs\":[ }","needs":[{"a":"]\\\"","b":[{}]}, 7 ,"x"],"next":null})";

TEST(ReportRows, RowsAreThoseOfTheReportItself) {
  const absl::StatusOr<ReportRows> found = rows_of(kReport, "needs");
  ASSERT_TRUE(found.ok()) << found.status();
  EXPECT_THAT(found->rows, ElementsAre(R"({"a":"]\\\"","b":[{}]})", "7", R"("x")"));
  EXPECT_TRUE(found->before.ends_with(R"("needs":[)"));
  EXPECT_EQ(found->behind, R"(],"next":null})");
}

TEST(ReportRows, NoRowsAreRowsToo) {
  EXPECT_THAT(rows_of(R"({"tools": [ ]})", "tools")->rows, IsEmpty());
}

TEST(ReportRows, TheHeadIsTheReportWithoutItsRows) {
  const absl::StatusOr<boost::json::value> head = head_of(*rows_of(kReport, "needs"));
  ASSERT_TRUE(head.ok()) << head.status();
  EXPECT_EQ(head->at("k").as_int64(), 10);
  EXPECT_TRUE(head->at("needs").as_array().empty());
  EXPECT_FALSE(head_of(*rows_of(R"({"k":?,"needs":[1]})", "needs")).ok());
}

TEST(ReportRows, WhatIsNoReportIsAnErrorWhereverItEnds) {
  const std::size_t list = kReport.find("],\"next\"");
  for (std::size_t size = 0; size <= list; ++size) {
    const std::string cut(kReport.substr(0, size));
    EXPECT_FALSE(rows_of(cut, "needs").ok()) << cut;
  }
  for (const char* text : {"[]", "{}", R"({"needs":7})", R"({"needs":[1 2]})", R"({"needs":[,]})",
                           R"({"needs":[}]})", R"({"tools":[]})"}) {
    EXPECT_FALSE(rows_of(text, "needs").ok()) << text;
  }
}

}  // namespace
}  // namespace desirepath::api
