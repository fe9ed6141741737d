// Rules, answers and handovers over a real lab: two people, what devices get, what is recorded.

#include "collector/policy/bundle_edit.h"
#include "tests/unit/collector/workplace/lab.h"

namespace desirepath::workplace {
namespace {

using boost::json::array;
using boost::json::object;
using curation::UserRole;
using ::testing::HasSubstr;
using ::testing::Not;

class RulesTest : public LabTest {
 protected:
  RulesTest() : LabTest("sales,Sales,,50\n") {}

  absl::StatusOr<api::Outcome> ask(const char* operation, const char* who, UserRole role,
                                   std::vector<std::string> names = {}, object body = {}) {
    api::Call asked = call(std::move(names), std::move(body));
    asked.person.name = who;
    asked.person.role = role;
    return operate(operation, asked);
  }
  absl::StatusOr<api::Outcome> draft(object changes = {}) {
    object body{{"kind", "rule"},
                {"tools", array{"wetransfer"}},
                {"words", object{{"en", "Use ours."}, {"fi", "Meidän."}, {"de", "Unseres."}}},
                {"legal_basis", "Works agreement 7"},
                {"use_instead", "dropbox"},
                {"owner", "legal@example.test"},
                {"blocks", true},
                {"days", 30}};
    for (const auto& member : changes) body[member.key()] = member.value();
    return ask("draftRule", "aino", UserRole::kAuditor, {}, std::move(body));
  }
  std::string zone() {
    api::Call call;
    call.parameters["format"] = "rpz";
    const auto outcome = provider_.operations.at("exportRules")(call);
    EXPECT_TRUE(outcome.ok()) << outcome.status();
    return outcome->file;
  }
  std::size_t notices() { return policy::load_own_bundle(paths_, now_)->notices.size(); }
};

TEST_F(RulesTest, ARuleBlocksFromTheSecondPersonOnAndEndsByItself) {
  ASSERT_TRUE(draft().ok()) << draft().status();
  EXPECT_THAT(newest_deed(), HasSubstr(R"("action":"rule-drafted")"));
  EXPECT_THAT(zone(), Not(HasSubstr("wetransfer.com CNAME")));
  EXPECT_TRUE(
      absl::IsPermissionDenied(ask("approveRule", "aino", UserRole::kAuditor, {"1"}).status()));
  EXPECT_TRUE(
      absl::IsPermissionDenied(ask("approveRule", "sofia", UserRole::kStaffRep, {"1"}).status()));
  const auto approved = ask("approveRule", "adam", UserRole::kAdmin, {"1"});
  ASSERT_TRUE(approved.ok()) << approved.status();
  EXPECT_THAT(newest_deed(), HasSubstr(R"("drafted_by":"aino")"));
  EXPECT_THAT(zone(), HasSubstr("\nwetransfer.com CNAME .\n"));
  now_ += absl::Hours(24 * 30);
  EXPECT_THAT(zone(), Not(HasSubstr("wetransfer.com CNAME")));
  EXPECT_EQ(ask("getRules", "aino", UserRole::kAuditor)->body.at("rules").at(0).at("state"),
            "expired");
}

TEST_F(RulesTest, ItsNoticeGoesOutApprovedAndSignedAndNotOtherwise) {
  ASSERT_TRUE(draft().ok());
  EXPECT_TRUE(
      absl::IsFailedPrecondition(ask("handOutNotice", "aino", UserRole::kAuditor, {"1"}).status()));
  ASSERT_TRUE(ask("approveRule", "berta", UserRole::kAuditor, {"1"}).ok());
  ASSERT_EQ(notices(), 0U);
  const std::filesystem::path key = paths_.staff_key();
  std::filesystem::rename(key, folder_ / "elsewhere.key");
  EXPECT_TRUE(
      absl::IsFailedPrecondition(ask("handOutNotice", "aino", UserRole::kAuditor, {"1"}).status()));
  std::filesystem::rename(folder_ / "elsewhere.key", key);
  const auto out = ask("handOutNotice", "aino", UserRole::kAuditor, {"1"});
  ASSERT_TRUE(out.ok()) << out.status();
  EXPECT_TRUE(out->body.at("rules").at(0).at("with_devices").as_bool());
  ASSERT_EQ(notices(), 1U);
  const auto ended =
      ask("withdrawRule", "sofia", UserRole::kStaffRep, {"1"}, {{"reason", "the contract came"}});
  ASSERT_TRUE(ended.ok()) << ended.status();
  EXPECT_EQ(notices(), 0U);
  EXPECT_THAT(zone(), Not(HasSubstr("wetransfer.com CNAME")));
  EXPECT_THAT(newest_deed(), HasSubstr("the contract came"));
}

TEST_F(RulesTest, AWordOfCareIsTheStaffSidesToApprove) {
  const auto drafted =
      draft({{"kind", "care"}, {"legal_basis", ""}, {"use_instead", nullptr}, {"blocks", false}});
  ASSERT_TRUE(drafted.ok()) << drafted.status();
  EXPECT_TRUE(
      absl::IsPermissionDenied(ask("approveRule", "berta", UserRole::kAuditor, {"1"}).status()));
  EXPECT_TRUE(ask("approveRule", "sofia", UserRole::kStaffRep, {"1"}).ok());
}

TEST_F(RulesTest, ADraftSaysWhatIsWrongWithIt) {
  for (const auto& [changes, words] : std::vector<std::pair<object, const char*>>{
           {{{"days", 185}}, "days:"},
           {{{"days", 15}, {"use_instead", nullptr}}, "name a tool to use instead"},
           {{{"legal_basis", ""}}, "legal basis"},
           {{{"tools", array{"no-such-tool"}}}, "tools:"},
           {{{"tools", array{}}}, "tools:"},
           {{{"words", object{{"en", "x"}}}}, "fi:"},
           {{{"words", object{{"en", "two\nlines"}, {"fi", "x"}, {"de", "x"}}}}, "control"},
           {{{"owner", ""}}, "owner:"},
           {{{"kind", "law"}}, "kind:"},
           {{{"surprise", 1}}, "not known here"}}) {
    const absl::Status refused = draft(changes).status();
    EXPECT_TRUE(absl::IsInvalidArgument(refused)) << words << refused;
    EXPECT_THAT(std::string(refused.message()), HasSubstr(words));
  }
  EXPECT_TRUE(ask("getRules", "aino", UserRole::kAuditor)->body.at("rules").as_array().empty());
}

TEST_F(RulesTest, AnAnswerIsSignedForAllDevicesAndTakenBack) {
  const object words{{"en", "Miro is here."}, {"fi", "Miro on täällä."}, {"de", "Miro ist da."}};
  const auto given = ask("giveAnswer", "carl", UserRole::kCurator, {"whiteboard"},
                         {{"state", "done"}, {"words", words}});
  ASSERT_TRUE(given.ok()) << given.status();
  EXPECT_EQ(given->body.at("answers").at(0).at("words").at("fi"), "Miro on täällä.");
  EXPECT_EQ(policy::load_own_bundle(paths_, now_)->answers.size(), 1U);
  EXPECT_THAT(newest_deed(), HasSubstr(R"("action":"answer-given","subject":"whiteboard")"));
  ASSERT_TRUE(ask("giveAnswer", "carl", UserRole::kCurator, {"whiteboard"},
                  {{"state", "not-yet"}, {"words", words}})
                  .ok());
  ASSERT_EQ(ask("getAnswers", "carl", UserRole::kCurator)->body.at("answers").as_array().size(),
            1U);
  ASSERT_TRUE(ask("takeAnswerBack", "carl", UserRole::kCurator, {"whiteboard"}).ok());
  EXPECT_TRUE(policy::load_own_bundle(paths_, now_)->answers.empty());
  EXPECT_TRUE(
      absl::IsNotFound(ask("takeAnswerBack", "carl", UserRole::kCurator, {"whiteboard"}).status()));
  EXPECT_TRUE(absl::IsNotFound(ask("giveAnswer", "carl", UserRole::kCurator, {"no-such-need"},
                                   {{"state", "done"}, {"words", words}})
                                   .status()));
}

TEST_F(RulesTest, HostNamesAreHandedOverWhenBothSidesConfirmedTheSameCase) {
  const object asked{{"tool", "wetransfer"}, {"case", "2027/14"}, {"basis", "§ 98 GDPR 6(1)c"}};
  const auto hand_over = [&](const char* who, UserRole role, object body) {
    return ask("handOver", who, role, {}, std::move(body));
  };
  const auto first = hand_over("aino", UserRole::kAuditor, asked);
  ASSERT_TRUE(first.ok()) << first.status();
  EXPECT_TRUE(first->body.at("hosts").is_null());
  EXPECT_TRUE(hand_over("aino", UserRole::kAuditor, asked)->body.at("hosts").is_null());
  EXPECT_TRUE(absl::IsPermissionDenied(hand_over("aino", UserRole::kStaffRep, asked).status()));
  object other = asked;
  other["case"] = "2027/15";
  EXPECT_TRUE(hand_over("sofia", UserRole::kStaffRep, other)->body.at("hosts").is_null());
  const auto second = hand_over("sofia", UserRole::kStaffRep, asked);
  ASSERT_TRUE(second.ok()) << second.status();
  EXPECT_THAT(boost::json::serialize(second->body.at("hosts")), HasSubstr("\"*.wetransfer.com\""));
  EXPECT_THAT(newest_deed(), HasSubstr(R"("action":"handover-confirmed","subject":"wetransfer")"));
  // Whoever confirmed and asks again changes nothing, but reads: the chain says which it was.
  const auto again = hand_over("aino", UserRole::kAuditor, asked);
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(again->body.at("hosts"), second->body.at("hosts"));
  EXPECT_THAT(newest_deed(), HasSubstr(R"("action":"read-handovers","subject":"wetransfer")"));
  now_ += absl::Hours(24 * 14);
  const auto later = ask("getHandovers", "aino", UserRole::kAuditor);
  EXPECT_THAT(boost::json::serialize(later->body), Not(HasSubstr("wetransfer.com")));
  EXPECT_TRUE(hand_over("sofia", UserRole::kStaffRep, asked)->body.at("hosts").is_null());
  object name = asked;
  name["case"] = "about Maija Meikäläinen";
  EXPECT_TRUE(absl::IsInvalidArgument(hand_over("aino", UserRole::kAuditor, name).status()));
}

}  // namespace
}  // namespace desirepath::workplace
