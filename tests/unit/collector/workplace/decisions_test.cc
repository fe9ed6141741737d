// Standings, cards, notes and promises over a real lab: what is decided is signed and recorded.

#include "collector/policy/bundle_edit.h"
#include "collector/workplace/check_up.h"
#include "tests/unit/collector/workplace/lab.h"

namespace desirepath::workplace {
namespace {

using boost::json::array;
using boost::json::object;
using curation::UserRole;
using ::testing::HasSubstr;

class DecisionsTest : public LabTest {
 protected:
  void set_reports(api::Provider& provider) override {
    provider.needs = [this](const api::ReportQuery&) { return report_; };
  }

  // The published path of one need: counts of consecutive windows, the last `newest`.
  void publish(std::uint32_t newest, const std::vector<int>& counts) {
    array trend;
    std::uint32_t window = newest + 1 - static_cast<std::uint32_t>(counts.size());
    for (const int count : counts) {
      trend.push_back(object{{"window", window},
                             {"name", "lab-" + std::to_string(window)},
                             {"low", count},
                             {"high", count + 9}});
      ++window;
    }
    report_ = boost::json::serialize(
        object{{"needs", array{object{{"need", "whiteboard"}, {"trend", std::move(trend)}}}}});
  }

  absl::StatusOr<api::Outcome> ask(const std::string& operation, const std::string& name,
                                   object body = {}, const std::string& version = "") {
    return operate(operation, call({name}, std::move(body), version));
  }
  static object said(const char* standing, const char* department = "") {
    object scope{{"department", nullptr}, {"standing", standing}};
    if (*department != 0) scope["department"] = department;
    return {{"scopes", array{std::move(scope)}}, {"reason", "it fits the work"}};
  }

  std::string report_ = R"({"needs":[]})";
};

TEST_F(DecisionsTest, AStandingIsSignedForTheDevicesAndCountsFromTheNextWindow) {
  const auto decided = ask("decideStanding", "miro", said("sanctioned", "sales"), "0");
  ASSERT_TRUE(decided.ok()) << decided.status();
  const boost::json::value& newest = decided->body.at("history").at(0);
  EXPECT_EQ(newest.at("window").as_string(), "lab-30000001");
  EXPECT_EQ(newest.at("reason").as_string(), "it fits the work");
  EXPECT_EQ(newest.at("scopes").at(0).at("department").as_string(), "sales");
  const auto bundle = policy::load_own_bundle(paths_, now_);
  ASSERT_TRUE(bundle.ok()) << bundle.status();
  ASSERT_EQ(bundle->standings.size(), 1U);
  EXPECT_EQ(bundle->standings.front().standing, policy::Standing::kSanctioned);
  EXPECT_EQ(bundle->standings.front().effective_window, kWindow + 1);
  EXPECT_THAT(newest_deed(), HasSubstr(R"("action":"standing-decided","subject":"miro")"));
  EXPECT_THAT(newest_deed(), HasSubstr("sanctioned for sales"));
}

TEST_F(DecisionsTest, WhoDecidesOnAnOldViewIsToldAndNothingIsDone) {
  ASSERT_TRUE(ask("decideStanding", "miro", said("blocked"), "0").ok());
  const std::string deed = newest_deed();
  EXPECT_TRUE(absl::IsAborted(ask("decideStanding", "miro", said("tolerated"), "0").status()));
  EXPECT_EQ(newest_deed(), deed);
  const auto now = ask("getStanding", "miro");
  EXPECT_EQ(now->body.at("history").as_array().size(), 1U);
  EXPECT_TRUE(ask("decideStanding", "miro", said("tolerated"), now->version).ok());
  EXPECT_EQ(ask("getStanding", "miro")->body.at("history").as_array().size(), 2U);
}

TEST_F(DecisionsTest, OfEachSideTheNewestPositionCountsAndEarlierOnesStayInTheAudit) {
  api::Call call;
  call.person = {.name = "carl", .role = UserRole::kCurator, .csrf = "", .session = ""};
  const auto take = [&](const char* side, const char* stance, const char* text) {
    call.names = {"whiteboard", side};
    call.body = {{"stance", stance}, {"text", text}};
    return provider_.operations.at("takePosition")(call);
  };
  ASSERT_TRUE(take("security", "object", "no single sign-on").ok());
  EXPECT_THAT(newest_deed(), HasSubstr("no single sign-on"));
  ASSERT_TRUE(take("curator", "agree", "").ok());
  const auto now = take("security", "agree-if", "single sign-on first");
  ASSERT_TRUE(now.ok()) << now.status();
  const array& positions = now->body.at("positions").as_array();
  ASSERT_EQ(positions.size(), 2U);
  EXPECT_EQ(positions[0].at("side").as_string(), "curator");
  EXPECT_EQ(positions[1].at("stance").as_string(), "agree-if");
  EXPECT_EQ(positions[1].at("text").as_string(), "single sign-on first");
  EXPECT_TRUE(absl::IsNotFound(take("finance", "agree", "").status()));
  EXPECT_TRUE(absl::IsInvalidArgument(take("business", "maybe", "").status()));
  EXPECT_THAT(std::string(take("business", "object", " ").status().message()), HasSubstr("text:"));
}

TEST_F(DecisionsTest, FaultsOfADecisionAreNamed) {
  EXPECT_TRUE(absl::IsNotFound(ask("decideStanding", "nowhere", said("blocked"), "0").status()));
  for (const object& body :
       {said("rogue"), said("blocked", "nobody"),
        object{{"scopes", array{}}, {"reason", "because"}},
        object{{"scopes", array{7}}, {"reason", "because"}}, object{{"reason", "because"}}}) {
    EXPECT_TRUE(absl::IsInvalidArgument(ask("decideStanding", "miro", body, "0").status()));
  }
  object without_reason = said("blocked");
  without_reason["reason"] = " ";
  EXPECT_THAT(std::string(ask("decideStanding", "miro", without_reason, "0").status().message()),
              HasSubstr("reason: give 3 to 500"));
  EXPECT_EQ(ask("getStanding", "miro")->version, "0");
}

TEST_F(DecisionsTest, ACardKeepsWhatIsNotNamedAndRefusesAnOldView) {
  const auto first = ask("changeCard", "whiteboard",
                         {{"state", "listening"}, {"owner", "carl"}, {"due", "2027-03-01"}}, "0");
  ASSERT_TRUE(first.ok()) << first.status();
  const auto second = ask("changeCard", "whiteboard", {{"state", "deciding"}}, first->version);
  ASSERT_TRUE(second.ok()) << second.status();
  EXPECT_EQ(second->body.at("owner").as_string(), "carl");
  EXPECT_EQ(second->body.at("due").as_string(), "2027-03-01");
  EXPECT_TRUE(absl::IsAborted(
      ask("changeCard", "whiteboard", {{"state", "parked"}}, first->version).status()));
  EXPECT_EQ(ask("getCard", "whiteboard")->body.at("state").as_string(), "deciding");
  for (const object& body : {object{{"state", "done"}}, object{{"owner", "admin"}},
                             object{{"due", "tomorrow"}}, object{{"note", "x"}}}) {
    EXPECT_TRUE(
        absl::IsInvalidArgument(ask("changeCard", "whiteboard", body, second->version).status()));
  }
  EXPECT_TRUE(absl::IsNotFound(ask("getCard", "nowhere").status()));
  now_ = absl::FromUnixSeconds(1'900'000'000);
  EXPECT_TRUE(ask("getCard", "whiteboard")->body.at("overdue").as_bool());
}

TEST_F(DecisionsTest, NotesStayAndAreRecorded) {
  ASSERT_TRUE(ask("addNote", "whiteboard", {{"text", "they share it\nwith customers"}}).ok());
  EXPECT_TRUE(absl::IsInvalidArgument(ask("addNote", "whiteboard", {{"text", ""}}).status()));
  const auto card = ask("getCard", "whiteboard");
  EXPECT_EQ(card->body.at("notes").at(0).at("by").as_string(), "carl");
  EXPECT_THAT(newest_deed(), HasSubstr("note-added"));
}

TEST_F(DecisionsTest, APromiseIsMeasuredByThePublishedTables) {
  const object promise{
      {"hypothesis", "nobody knows ours"}, {"promise", "we tell everybody"}, {"percent", 30}};
  EXPECT_TRUE(absl::IsFailedPrecondition(ask("makePromise", "whiteboard", promise).status()));
  publish(kWindow - 1, {100, 100, 100});
  ASSERT_TRUE(ask("makePromise", "whiteboard", promise).ok());
  const auto check_up = [&](std::size_t n) {
    return std::string(ask("getCard", "whiteboard")
                           ->body.at("promises")
                           .at(0)
                           .at("check_ups")
                           .at(n)
                           .at("verdict")
                           .as_string());
  };
  EXPECT_EQ(check_up(0), "to_come");
  // It counts from kWindow + 1; the second window that counts is kWindow + 2.
  publish(kWindow + 1, {100, 100, 20});
  EXPECT_EQ(check_up(0), "to_come");
  publish(kWindow + 2, {100, 100, 20, 60});
  EXPECT_EQ(check_up(0), "kept");
  publish(kWindow + 6, {60, 60, 60, 60, 60, 120});
  EXPECT_EQ(check_up(0), "kept");
  EXPECT_EQ(check_up(1), "not");
  EXPECT_EQ(check_up(2), "to_come");
}

TEST_F(DecisionsTest, AGrowingNeedThatNobodyTouchesWaitsForAnAnswer) {
  publish(kWindow - 1, {20, 20, 20, 20, 60});
  const auto waiting = [&] { return ask("getCard", "whiteboard")->body.at("waiting").as_bool(); };
  EXPECT_TRUE(waiting());
  EXPECT_EQ(ask("getCards", "")->body.at("cards").as_array().size(), 1U);
  ASSERT_TRUE(ask("addNote", "whiteboard", {{"text", "asked around"}}).ok());
  EXPECT_FALSE(waiting());
  now_ += absl::Minutes(3);
  EXPECT_TRUE(waiting()) << "again, when nothing follows";
  const auto card = ask("getCard", "whiteboard");
  ASSERT_TRUE(ask("changeCard", "whiteboard", {{"state", "parked"}}, card->version).ok());
  now_ += absl::Minutes(10);
  EXPECT_FALSE(waiting()) << "parked";
}

TEST(CheckUp, SaysOnlyWhatBothEndsAllow) {
  const Moment before{0, "", 100, 109};
  EXPECT_EQ(verdict_of(before, {0, "", 60, 69}, 30), Verdict::kKept);
  EXPECT_EQ(verdict_of(before, {0, "", 70, 79}, 30), Verdict::kCannotSay);
  EXPECT_EQ(verdict_of(before, {0, "", 80, 89}, 30), Verdict::kPartly);
  EXPECT_EQ(verdict_of(before, {0, "", 100, 109}, 30), Verdict::kNot);
  EXPECT_EQ(verdict_of(before, {0, "", 150, 159}, 30), Verdict::kNot);
  EXPECT_EQ(verdict_of({0, "", 0, 9}, {0, "", 0, 9}, 30), Verdict::kCannotSay);
}

TEST(CheckUp, GrowsOnlyWhenTheBandsSaySo) {
  const auto path = [](std::vector<int> lows) {
    std::vector<Moment> moments;
    for (int low : lows) moments.push_back({0, "", low, low + 9});
    return moments;
  };
  EXPECT_TRUE(is_growing(path({20, 20, 20, 20, 30})));
  EXPECT_FALSE(is_growing(path({20, 20, 20, 20, 29})));
  EXPECT_FALSE(is_growing(path({20, 90})));
  EXPECT_FALSE(is_growing({}));
}

}  // namespace
}  // namespace desirepath::workplace
