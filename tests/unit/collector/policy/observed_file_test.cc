#include "collector/policy/observed_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "collector/policy/draft.h"

namespace desirepath::policy {
namespace {

using ::testing::HasSubstr;

const std::vector<Department> kDepartments = {
    {.number = 3, .id = "sales", .name = "Sales", .parent = 0, .devices = 400}};

constexpr char kTwo[] =
    "gateway,networks,devices,department,use,routed\n"
    "hq-router,10.20.0.0/16 2001:db8:20::/48,300,sales,staff,no\n"
    "branch,10.30.0.0/16,20,,staff,yes\n";

std::string refusal(const std::string& text) {
  const auto read = read_observed(text, kDepartments);
  return read.ok() ? "" : std::string(read.status().message());
}

TEST(ObservedFile, ReadsEachNetworkWithItsDepartmentsNumber) {
  const auto read = read_observed(kTwo, kDepartments);
  ASSERT_TRUE(read.ok()) << read.status();
  ASSERT_EQ(read->size(), 2U);
  EXPECT_EQ((*read)[0].gateway(), "hq-router");
  EXPECT_EQ((*read)[0].ranges_size(), 2);
  EXPECT_EQ((*read)[0].devices(), 300U);
  EXPECT_EQ((*read)[0].department(), 3U);
  EXPECT_FALSE((*read)[0].routed());
  EXPECT_EQ((*read)[1].department(), 0U);
  EXPECT_TRUE((*read)[1].routed());
  EXPECT_TRUE(read_observed("", kDepartments)->empty());
}

TEST(ObservedFile, SaysWhatIsWrongInWhichLine) {
  EXPECT_THAT(refusal("hq,10.20.0.0/16,300,sales,staff"), HasSubstr("line 1"));
  EXPECT_THAT(refusal("hq,10.20.0.0/16,many,sales,staff,no"), HasSubstr("\"many\""));
  EXPECT_THAT(refusal("hq,10.20.0.0/16,300,nowhere,staff,no"), HasSubstr("\"nowhere\""));
  EXPECT_THAT(refusal("hq,10.20.0.0/16,300,sales,everybody,no"), HasSubstr("write staff"));
  EXPECT_THAT(refusal("hq,10.20.0.0/16,300,sales,staff,perhaps"), HasSubstr("yes or no"));
}

TEST(ObservedFile, AGuestNetworkIsReadAndThePolicysCheckRefusesIt) {
  DraftChoices choices;
  choices.observed = "hq,10.20.0.0/16,300,sales,guest,no";
  const auto draft = make_draft(choices, kDepartments, absl::UnixEpoch());
  ASSERT_TRUE(draft.ok()) << draft.status();
  const auto checked = check_observed(*draft, 10);
  EXPECT_THAT(std::string(checked.status().message()), HasSubstr("never observed"));
}

TEST(ObservedFile, TheDraftTakesItsNetworksAndPrivateNeeds) {
  DraftChoices choices;
  choices.observed = kTwo;
  choices.sensitive_needs = {61};
  const auto draft = make_draft(choices, kDepartments, absl::UnixEpoch());
  ASSERT_TRUE(draft.ok()) << draft.status();
  EXPECT_EQ(draft->observed_without_agent_size(), 2);
  EXPECT_EQ(draft->sensitive_needs(0), 61U);
  EXPECT_TRUE(check_observed(*draft, 10).ok());
  EXPECT_FALSE(make_draft(choices, {}, absl::UnixEpoch()).ok());
}

}  // namespace
}  // namespace desirepath::policy
