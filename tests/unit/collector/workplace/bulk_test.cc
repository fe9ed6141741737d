// Decisions on many tools at once, kept filters, the next window and limits to departments, over a
// real lab.

#include "collector/curation/sessions.h"
#include "collector/policy/bundle_edit.h"
#include "collector/workplace/window_desk.h"
#include "tests/unit/collector/workplace/lab.h"

namespace desirepath::workplace {
namespace {

using boost::json::array;
using boost::json::object;
using curation::UserRole;
using ::testing::HasSubstr;

class BulkTest : public LabTest {
 protected:
  BulkTest() : LabTest("sales,Sales,,50\ndesign,Design,,49\n") {}

  absl::StatusOr<api::Outcome> ask(const std::string& operation, object body = {},
                                   const std::string& version = "",
                                   std::vector<std::string> names = {}) {
    api::Call asked = call(std::move(names), std::move(body), version);
    asked.person.sight = sight_;
    return operate(operation, asked);
  }
  static object change(const char* tool, const char* standing, const char* department = "") {
    object scope{{"department", nullptr}, {"standing", standing}};
    if (*department != 0) scope["department"] = department;
    return {{"tool", tool}, {"scopes", array{std::move(scope)}}};
  }
  static object change_of(array changes, bool preview = false) {
    return {{"changes", std::move(changes)}, {"reason", "it fits the work"}, {"preview", preview}};
  }
  std::vector<policy::ToolStanding> signed_standings() {
    return policy::load_own_bundle(paths_, now_)->standings;
  }
  std::uint32_t revision() { return policy::load_own_bundle(paths_, now_)->instructions_number; }
  std::vector<curation::AuditEntry> deeds() {
    return *curation::AuditChain(curation_->database()).newest(0, 50);
  }

  curation::Sight sight_;
};

TEST_F(BulkTest, APreviewOfManySaysWhatWouldChangeAndChangesNothing) {
  const std::uint32_t before = revision();
  const std::size_t known = deeds().size();
  const auto seen =
      ask("decideStandings",
          change_of({change("miro", "tolerated"), change("trello", "blocked")}, true), "0");
  ASSERT_TRUE(seen.ok()) << seen.status();
  EXPECT_FALSE(seen->body.at("done").as_bool());
  const array& tools = seen->body.at("tools").as_array();
  ASSERT_EQ(tools.size(), 2U);
  EXPECT_EQ(tools[0].at("before").at(0).at("standing").as_string(), "unreviewed");
  EXPECT_EQ(tools[1].at("after").at(0).at("standing").as_string(), "blocked");
  EXPECT_EQ(revision(), before);
  EXPECT_EQ(deeds().size(), known);
  EXPECT_EQ(ask("getStandings")->version, "0");
}

TEST_F(BulkTest, ManyToolsAreOneSignedRevisionWithAnEntryForEach) {
  const std::uint32_t before = revision();
  const std::size_t known = deeds().size();
  const auto done = ask("decideStandings",
                        change_of({change("miro", "tolerated"), change("trello", "blocked")}), "0");
  ASSERT_TRUE(done.ok()) << done.status();
  EXPECT_TRUE(done->body.at("done").as_bool());
  EXPECT_EQ(revision(), before + 1);
  EXPECT_EQ(signed_standings().size(), 2U);
  const auto entries = deeds();
  ASSERT_EQ(entries.size(), known + 2);
  EXPECT_EQ(entries[0].subject, "trello");
  EXPECT_EQ(entries[1].subject, "miro");
  EXPECT_EQ(entries[1].action, "standing-decided");
  EXPECT_TRUE(curation::AuditChain(curation_->database()).verify().ok());
}

TEST_F(BulkTest, ItIsUndoneByDecidingAsBefore) {
  ASSERT_TRUE(ask("decideStandings", change_of({change("miro", "sanctioned", "sales")}), "0").ok());
  now_ += absl::Seconds(1);
  ASSERT_TRUE(ask("decideStandings",
                  change_of({change("miro", "blocked"), change("trello", "blocked")}),
                  ask("getStandings")->version)
                  .ok());
  const auto told = ask("getStandings");
  const array& changes = told->body.at("changes").as_array();
  ASSERT_EQ(changes.size(), 1U);  // of several tools
  array undo;
  for (const boost::json::value& tool : changes[0].at("tools").as_array()) {
    EXPECT_FALSE(tool.at("overtaken").as_bool());
    undo.push_back(object{{"tool", tool.at("tool")}, {"scopes", tool.at("before")}});
  }
  now_ += absl::Seconds(1);
  ASSERT_TRUE(ask("decideStandings", change_of(std::move(undo)), told->version).ok());
  const auto miro = ask("getStanding", {}, "", {"miro"});
  EXPECT_EQ(miro->body.at("history").at(0).at("scopes").at(0).at("department").as_string(),
            "sales");
  const auto after = ask("getStandings");
  EXPECT_TRUE(after->body.at("changes").at(1).at("tools").at(0).at("overtaken").as_bool());
}

TEST_F(BulkTest, AnOldViewIsToldAndOneFaultSpoilsAll) {
  const object both = change_of({change("miro", "tolerated"), change("trello", "blocked")});
  ASSERT_TRUE(ask("decideStandings", both, "0").ok());
  EXPECT_TRUE(absl::IsAborted(ask("decideStandings", both, "0").status()));
  EXPECT_TRUE(absl::IsAborted(
      ask("decideStandings", change_of({change("miro", "blocked")}, true), "0").status()));
  const std::string now = ask("getStandings")->version;
  for (array changes :
       {array{}, array{change("miro", "blocked"), change("nowhere", "blocked")},
        array{change("miro", "blocked"), change("miro", "tolerated")},
        array{change("miro", "rogue")}, array{7}, array(301, change("miro", "blocked"))}) {
    EXPECT_TRUE(absl::IsInvalidArgument(
        ask("decideStandings", change_of(std::move(changes)), now).status()));
  }
  EXPECT_EQ(ask("getStandings")->version, now);
}

TEST_F(BulkTest, WhoIsLimitedToADepartmentDecidesForItAlone) {
  ASSERT_TRUE(ask("decideStandings", change_of({change("miro", "restricted")}), "0").ok());
  sight_ = {false, {"sales"}};
  const std::string version = ask("getStanding", {}, "", {"miro"})->version;
  for (const char* department : {"", "design"}) {
    object body = change("miro", "sanctioned", department);
    body.erase("tool");
    body["reason"] = "we need it";
    EXPECT_TRUE(absl::IsPermissionDenied(ask("decideStanding", body, version, {"miro"}).status()));
    EXPECT_TRUE(absl::IsPermissionDenied(
        ask("decideStandings", change_of({change("miro", "sanctioned", department)}), version)
            .status()));
  }
  const auto done =
      ask("decideStandings", change_of({change("miro", "sanctioned", "sales")}), version);
  ASSERT_TRUE(done.ok()) << done.status();
  const array& after = done->body.at("tools").at(0).at("after").as_array();
  ASSERT_EQ(after.size(), 2U);  // what holds for everybody else stays
  EXPECT_TRUE(after[0].at("department").is_null());
  EXPECT_EQ(after[0].at("standing").as_string(), "restricted");
  const auto told = ask("getStandings");
  const array& named = told->body.at("departments").as_array();
  ASSERT_EQ(named.size(), 1U);
  EXPECT_EQ(named[0].at("id").as_string(), "sales");
}

TEST_F(BulkTest, FiltersAreKeptForOnePerson) {
  const auto keep = [&](const char* name, const char* query) {
    return ask("keepFilter", {{"page", "tools"}, {"name", name}, {"query", query}});
  };
  ASSERT_TRUE(keep("ours", "standing=sanctioned&q=a%20b").ok());
  ASSERT_TRUE(keep("ours", "standing=blocked").ok());
  const auto kept = ask("getFilters");
  const array& filters = kept->body.at("filters").as_array();
  ASSERT_EQ(filters.size(), 1U);
  EXPECT_EQ(filters[0].at("query").as_string(), "standing=blocked");
  for (const char* bad : {"", "q=<script>", "q=a\"b", "#q", "q=a/../b", "http://x"}) {
    EXPECT_TRUE(absl::IsInvalidArgument(keep("bad", bad).status())) << bad;
  }
  EXPECT_TRUE(absl::IsInvalidArgument(
      ask("keepFilter", {{"page", "audit"}, {"name", "x"}, {"query", "a"}}).status()));
  for (int n = 0; n < 39; ++n) ASSERT_TRUE(keep(std::to_string(n).c_str(), "q=a").ok());
  EXPECT_TRUE(absl::IsResourceExhausted(keep("one more", "q=a").status()));
  api::Call other;
  other.person.name = "vera";
  EXPECT_TRUE(provider_.operations.at("getFilters")(other)->body.at("filters").as_array().empty());
  const std::string number = std::to_string(filters[0].at("number").as_int64());
  other.names = {number};
  EXPECT_TRUE(absl::IsNotFound(provider_.operations.at("dropFilter")(other).status()));
  EXPECT_EQ(ask("dropFilter", {}, "", {number})->body.at("filters").as_array().size(), 39U);
  ASSERT_TRUE(curation_->remove_user("carl").ok());
  EXPECT_TRUE(ask("getFilters")->body.at("filters").as_array().empty());
}

TEST_F(BulkTest, APersonIsLimitedByAnAdminToDepartmentsOfFiftyDevices) {
  const auto limit = [&](object body) { return ask("changeUser", std::move(body), "", {"carl"}); };
  EXPECT_THAT(
      std::string(
          limit({{"sees", "departments"}, {"departments", array{"design"}}}).status().message()),
      HasSubstr("fewer than 50 devices"));
  EXPECT_TRUE(absl::IsInvalidArgument(limit({{"sees", "departments"}}).status()));
  EXPECT_TRUE(absl::IsInvalidArgument(limit({{"departments", array{"sales"}}}).status()));
  EXPECT_TRUE(absl::IsInvalidArgument(
      ask("addUser", {{"name", "root"}, {"role", "admin"}, {"sees", "organisation"}}).status()));
  curation::Sessions sessions(curation_->database());
  const std::string secret = *sessions.begin("carl", false, now_);
  const auto seen = [&] { return provider_.access.identify({secret, "", true})->sight; };
  EXPECT_FALSE(seen().limited());
  // carl does it to carl here: the desk refuses only an admin's own.
  ASSERT_TRUE(
      ask("addUser", {{"name", "vera"}, {"role", "viewer"}, {"sees", "organisation"}}).ok());
  EXPECT_TRUE((*curation_->find_user("vera"))->sight.organisation_only);
  ASSERT_TRUE(curation_->set_sight("carl", {false, {"sales"}}).ok());
  EXPECT_EQ(seen(), (curation::Sight{false, {"sales"}}));
  // The list changes: Sales is too small now, and what is left is the organisation.
  ASSERT_TRUE(curation_->replace_departments({{1, "sales", "Sales", 0, 49}}).ok());
  EXPECT_EQ(seen(), (curation::Sight{true, {}}));
}

TEST_F(BulkTest, TheNextFiguresAreThoseOfTheWindowWhoseFactsAreSent) {
  now_ += absl::Seconds(30 + 5 * 60);
  const auto told = ask("getWindows");
  ASSERT_TRUE(told.ok()) << told.status();
  EXPECT_EQ(told->body.at("current").at("name").as_string(), "lab-30000005");
  EXPECT_EQ(told->body.at("next").at("name").as_string(), "lab-30000004");
  EXPECT_EQ(told->body.at("next").at("visible").as_int64(), (std::int64_t{kWindow} + 6) * 60 + 3);
  const auto calendar = *window::Calendar::make(policy::Profile::kWeekly, "Europe/Helsinki");
  const std::uint32_t week = calendar.window_at(now_);
  EXPECT_EQ(next_published(calendar, 0, calendar.begin(week) + absl::Hours(5)), week - 2);
  EXPECT_EQ(next_published(calendar, 0, calendar.begin(week) + absl::Hours(6)), week - 1);
  EXPECT_EQ(next_published(calendar, week, calendar.begin(week) + absl::Hours(6)), week);
}

}  // namespace
}  // namespace desirepath::workplace
