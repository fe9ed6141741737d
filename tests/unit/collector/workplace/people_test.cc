#include "collector/curation/sessions.h"
#include "collector/workplace/people_desk.h"
#include "tests/unit/collector/workplace/desk_test.h"

namespace desirepath::workplace {
namespace {

using curation::UserRole;
using ::testing::HasSubstr;

class PeopleTest : public DeskTest {
 protected:
  void prepare() override {
    add("root", UserRole::kAdmin);
    add("anna", UserRole::kCurator);
  }
  absl::StatusOr<api::Outcome> admin(const std::string& operation,
                                     std::vector<std::string> names = {},
                                     boost::json::object body = {}) {
    return operate(operation, call("root", UserRole::kAdmin, std::move(names), std::move(body)));
  }
};

TEST_F(PeopleTest, ANewPersonSignsInWithTheOneTimePassword) {
  const auto added = admin("addUser", {}, {{"name", "vera"}, {"role", "auditor"}});
  ASSERT_TRUE(added.ok()) << added.status();
  EXPECT_EQ(added->status, 201U);
  const std::string password(added->body.at("one_time_password").as_string());
  const auto signed_in = provider_.access.sign_in({"vera", password, "", ""}, "");
  ASSERT_TRUE(signed_in.ok()) << signed_in.status();
  EXPECT_TRUE(signed_in->person.must_change_password);
  EXPECT_EQ(admin("getUsers")->body.at("users").as_array().size(), 3U);
}

TEST_F(PeopleTest, FaultsAreNamedAndNothingIsDone) {
  for (const boost::json::object& body :
       {boost::json::object{{"name", "a b"}, {"role", "viewer"}},
        boost::json::object{{"name", "vera"}, {"role", "boss"}},
        boost::json::object{{"name", "vera"}}, boost::json::object{{"name", 7}, {"role", "viewer"}},
        boost::json::object{{"name", "vera"}, {"role", "viewer"}, {"admin", true}}}) {
    EXPECT_TRUE(absl::IsInvalidArgument(admin("addUser", {}, body).status()));
  }
  EXPECT_TRUE(absl::IsFailedPrecondition(
      admin("addUser", {}, {{"name", "anna"}, {"role", "viewer"}}).status()));
  EXPECT_EQ(curation_->users()->size(), 2U);
}

TEST_F(PeopleTest, NobodyTakesTheRoleFromHimselfAndThereIsAlwaysAnAdmin) {
  EXPECT_TRUE(
      absl::IsFailedPrecondition(admin("changeUser", {"root"}, {{"role", "viewer"}}).status()));
  EXPECT_TRUE(absl::IsFailedPrecondition(admin("removeUser", {"root"}).status()));
  EXPECT_TRUE(absl::IsFailedPrecondition(admin("renewPassword", {"root"}).status()));
  // Whoever was an admin a moment ago cannot remove the last one either.
  const auto late = operate("removeUser", call("gone", UserRole::kAdmin, {"root"}));
  EXPECT_THAT(std::string(late.status().message()), HasSubstr("last admin"));
  EXPECT_EQ((*curation_->find_user("root"))->role, UserRole::kAdmin);
}

TEST_F(PeopleTest, ANewPasswordEndsTheSessions) {
  curation::Sessions sessions(curation_->database());
  const std::string secret = *sessions.begin("anna", false, now_);
  EXPECT_TRUE(provider_.access.identify({secret, "", true}).ok());
  ASSERT_TRUE(admin("renewPassword", {"anna"}).ok());
  EXPECT_FALSE(provider_.access.identify({secret, "", true}).ok());
  EXPECT_TRUE(absl::IsNotFound(admin("renewPassword", {"nobody"}).status()));
}

TEST_F(PeopleTest, AnotherRoleIsGivenAndAPersonRemoved) {
  EXPECT_TRUE(admin("changeUser", {"anna"}, {{"role", "auditor"}}).ok());
  EXPECT_EQ((*curation_->find_user("anna"))->role, UserRole::kAuditor);
  EXPECT_TRUE(admin("removeUser", {"anna"}).ok());
  EXPECT_FALSE(curation_->find_user("anna")->has_value());
}

}  // namespace
}  // namespace desirepath::workplace
