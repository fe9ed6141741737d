#include <set>

#include "collector/curation/audit_chain.h"
#include "collector/curation/seat_book.h"
#include "collector/workplace/decision_desk.h"
#include "collector/workplace/frequent_tools.h"
#include "tests/unit/collector/workplace/desk_test.h"

namespace desirepath::workplace {
namespace {

using boost::json::object;
using curation::UserRole;
using ::testing::HasSubstr;
using ::testing::SizeIs;

class StartTest : public DeskTest {
 protected:
  object ask(const std::string& operation, object body = {}) {
    const auto done = operate(operation, call("carl", UserRole::kCurator, {}, body));
    EXPECT_TRUE(done.ok()) << done.status();
    return done.ok() ? done->body.as_object() : object{};
  }
  absl::Status refused(const std::string& operation, object body) {
    return operate(operation, call("carl", UserRole::kCurator, {}, body)).status();
  }
  object import(const std::string& what, const std::string& csv, bool preview) {
    return ask(what, {{"csv", csv}, {"preview", preview}});
  }
  std::size_t decisions() { return curation_->history()->size(); }
  std::string last_deed() {
    const auto entries = curation::AuditChain(curation_->database()).newest(0, 1);
    return entries->empty() ? "" : entries->front().action;
  }
};

TEST_F(StartTest, EachOfTheFrequentToolsIsInTheCatalogOnce) {
  const Clock clock = [this] { return now_; };
  const Office office{*curation_, paths_, clock};
  const auto catalog = catalog_now(office);
  ASSERT_TRUE(catalog.ok()) << catalog.status();
  for (const std::string_view id : kFrequentTools)
    EXPECT_NE(catalog->tool_by_id(id), nullptr) << id;
  EXPECT_THAT(std::set<std::string_view>(kFrequentTools.begin(), kFrequentTools.end()), SizeIs(60));
}

TEST_F(StartTest, NothingIsDoneAtFirst) {
  const object start = ask("getStart");
  EXPECT_EQ(start.at("offered"), 0);
  EXPECT_EQ(start.at("departments").at("count"), 0);
  EXPECT_TRUE(start.at("policy").at("number").is_null());
  EXPECT_TRUE(start.at("staff_told").is_null());
  EXPECT_THAT(start.at("candidates").as_array(), SizeIs(60));
}

TEST_F(StartTest, WhatIsTickedIsSanctionedBeforeTheFirstPolicyToo) {
  const object start = ask("offerTools", {{"tools", {"slack", "zoom", "slack"}}});
  EXPECT_EQ(start.at("offered"), 2);
  const auto history = curation_->history();
  ASSERT_THAT(*history, SizeIs(2));
  EXPECT_EQ(history->front().by, "carl");
  EXPECT_EQ(history->front().effective_window, 0U) << "counts from the first one";
  EXPECT_EQ(last_deed(), "tools-offered");
  EXPECT_TRUE(absl::IsInvalidArgument(refused("offerTools", {{"tools", {"slakc"}}})));
  EXPECT_TRUE(absl::IsInvalidArgument(refused("offerTools", {{"tools", boost::json::array{}}})));
  EXPECT_EQ(decisions(), 2U);
}

TEST_F(StartTest, TellingStaffIsNotedWithItsDay) {
  EXPECT_EQ(ask("markStaffTold").at("staff_told"), absl::ToUnixSeconds(now_));
  EXPECT_EQ(last_deed(), "staff-told");
}

TEST_F(StartTest, APreviewSaysWhatWouldChangeAndChangesNothing) {
  const std::string csv = "id;name;parent;devices\nsales;Sales;;40\nnorth;North;sales;12\n";
  const object seen = import("importDepartments", csv, true);
  EXPECT_EQ(seen.at("done"), false);
  EXPECT_THAT(seen.at("rows").as_array(), SizeIs(2));
  EXPECT_TRUE(seen.at("rows").at(0).at("before").is_null());
  EXPECT_EQ(seen.at("rows").at(0).at("after"), "40");
  EXPECT_THAT(*curation_->departments(), SizeIs(0));
  EXPECT_EQ(import("importDepartments", csv, false).at("done"), true);
  EXPECT_THAT(*curation_->departments(), SizeIs(2));
  EXPECT_EQ(last_deed(), "departments-imported");
  const object gone = import("importDepartments", "sales,Sales,,50", true);
  EXPECT_EQ(gone.at("rows").at(0).at("before"), "40");
  EXPECT_TRUE(gone.at("rows").at(1).at("after").is_null());
}

TEST_F(StartTest, AListWithAFaultIsNotTakenAtAll) {
  const std::string csv = "sales,Sales,,40\nNorth,North,,12\nwest,West,nowhere,x\n";
  const object refused = import("importDepartments", csv, false);
  EXPECT_EQ(refused.at("done"), false);
  ASSERT_THAT(refused.at("wrong").as_array(), SizeIs(2));
  EXPECT_EQ(refused.at("wrong").at(0).at("line"), 2);
  EXPECT_THAT(std::string(refused.at("wrong").at(0).at("text").as_string()),
              HasSubstr("\"north\""));
  EXPECT_THAT(*curation_->departments(), SizeIs(0));
  EXPECT_EQ(import("importStandings", "\"open", false).at("done"), false);
  EXPECT_EQ(decisions(), 0U);
}

TEST_F(StartTest, AListOfSeatsOffersTheToolsAndKeepsTheNumber) {
  import("importDepartments", "sales,Sales,,40", false);
  const std::string csv = "Tool;Seats;Departments\nMiro;25;sales\nslack;400;\n";
  const object seen = import("importStandings", csv, true);
  EXPECT_EQ(seen.at("rows").at(0).at("id"), "miro");
  EXPECT_EQ(decisions(), 0U);
  EXPECT_EQ(import("importStandings", csv, false).at("done"), true);
  EXPECT_EQ(ask("getStart").at("offered"), 2);
  const Clock clock = [this] { return now_; };
  const Office office{*curation_, paths_, clock};
  const auto catalog = catalog_now(office);
  curation::SeatBook seats(curation_->database());
  EXPECT_EQ(*seats.of(catalog->tool_by_id("miro")->number), 25U);
  EXPECT_EQ(*seats.of(catalog->tool_by_id("zoom")->number), std::nullopt);
  const object wrong = import("importStandings", "tool,seats\nmiro,many", false);
  EXPECT_THAT(std::string(wrong.at("wrong").at(0).at("text").as_string()),
              HasSubstr("seats \"many\" is not a number"));
}

}  // namespace
}  // namespace desirepath::workplace
