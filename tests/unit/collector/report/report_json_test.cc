#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <cstdint>
#include <vector>

#include "collector/needs/example.h"
#include "collector/report/report_text.h"

namespace desirepath::report {
namespace {

boost::json::object parsed(const std::string& text) { return boost::json::parse(text).as_object(); }

TEST(NeedsJson, HoldsTheFieldsThatThePageReads) {
  const boost::json::object document = parsed(needs_json(needs::example_needs()));
  EXPECT_EQ("Example Ltd", document.at("organisation").as_string());
  EXPECT_EQ(10, document.at("k").as_int64());
  EXPECT_EQ("2026-W37", document.at("window").at("name").as_string());
  EXPECT_EQ(1140, document.at("line").at("reporting").at("low").as_int64());
  const boost::json::value& card = document.at("needs").at(0);
  for (const char* field :
       {"need", "name", "group", "rank", "index", "devices", "reach", "gap", "persistence",
        "reason", "trend", "grade", "offered", "tools", "evidence", "suppressed"}) {
    EXPECT_TRUE(card.as_object().contains(field)) << field;
  }
  EXPECT_EQ("unknown", card.at("reason").at("code").as_string());
  EXPECT_TRUE(card.at("suppressed").is_null());
}

TEST(NeedsJson, ShowsFewerThanKAsARangeFromZero) {
  const boost::json::object document = parsed(needs_json(needs::example_needs()));
  const boost::json::value& mural = document.at("needs").at(0).at("tools").at(1);
  EXPECT_EQ(0, mural.at("devices").at("low").as_int64());
  EXPECT_EQ(9, mural.at("devices").at("high").as_int64());
}

TEST(ToolsJson, SaysUnknownWhereNothingIsKnownAndTheSourceWhereItIs) {
  needs::ToolsReport report = needs::example_tools();
  boost::json::value miro = parsed(tools_json(report)).at("tools").at(0);
  EXPECT_EQ("US", miro.at("hq_country").as_string());
  EXPECT_EQ("unknown", miro.at("risk").at("soc2").as_string());
  EXPECT_EQ("yes", miro.at("risk").at("sso").as_string());
  EXPECT_EQ(9U, miro.at("risk").as_object().size());  // eight subjects and their sources
  const boost::json::array& sources = miro.at("risk").at("sources").as_array();
  ASSERT_EQ(2U, sources.size());
  EXPECT_EQ("mfa", sources.at(1).at("of").as_string());
  EXPECT_EQ("2026-08-04", sources.at(1).at("date").as_string());
  report.cards.front().hq_country.clear();
  miro = parsed(tools_json(report)).at("tools").at(0);
  EXPECT_EQ("unknown", miro.at("hq_country").as_string());
}

TEST(ToolsJson, HoldsDepartmentsAndDays) {
  const boost::json::object document = parsed(tools_json(needs::example_tools()));
  const boost::json::value& miro = document.at("tools").at(0);
  EXPECT_EQ(31, miro.at("departments").at(0).at("low").as_int64());
  EXPECT_EQ("other departments", miro.at("departments").at(2).at("name").as_string());
  EXPECT_EQ(25, miro.at("days").at("2-3").at("high").as_int64());
}

}  // namespace
}  // namespace desirepath::report
