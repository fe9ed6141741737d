#include "collector/proof/proof.h"

#include <gtest/gtest.h>

#include "collector/proof/batches.h"
#include "collector/proof/report.h"
#include "proto/catalog/shipped.h"
#include "tests/support/folder.h"

namespace desirepath::proof {
namespace {

constexpr std::uint32_t kSeed = 7;

publish::Dictionary organisation(std::uint32_t k) {
  policy::Policy policy;
  policy.number = 3;
  policy.organisation = "Example Oy";
  policy.k = k;
  policy.departments = {{1, "sales", "Sales", 0, 60},
                        {2, "legal", "Legal", 0, 12},
                        {3, "board", "Board", 0, 6},
                        {4, "research", "Research", 0, 400}};
  const catalog::Catalog catalog = *catalog::Catalog::unpack(catalog::shipped());
  policy::Bundle bundle;
  bundle.policy = policy;
  bundle.policies = {{policy, {}}};
  return publish::dictionary_of(bundle, catalog, "made up");
}

class AProof : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    const absl::StatusOr<Proof> made = prove(organisation(10), kSeed);
    ASSERT_TRUE(made.ok()) << made.status();
    proof_ = new Proof(*made);
  }
  static void TearDownTestSuite() { delete proof_; }
  static const Proof* proof_;
};
const Proof* AProof::proof_ = nullptr;

TEST_F(AProof, HoldsWithTheProtectionAndShowsThatTheAttacksWork) {
  EXPECT_EQ(proof_->devices, 478U);
  EXPECT_GT(proof_->followed.tried, 100U);
  // The gate's shuffle draws from the system: a run in hundreds lies beyond three deviations.
  EXPECT_LT(proof_->followed.rate, proof_->followed.chance + 5 * proof_->followed.sigma);
  EXPECT_GE(proof_->bundled.rate, 0.5);
  EXPECT_EQ(proof_->marks, 0U);
  EXPECT_GT(proof_->marks_control, 0U);
  EXPECT_GE(proof_->order.fewest_devices, 10U);
  EXPECT_GT(proof_->small_numbers.naive, 0U);
  EXPECT_GT(proof_->small_numbers.blocks, 20U);
  EXPECT_EQ(proof_->small_numbers.small, 0U);
  EXPECT_EQ(proof_->small_numbers.largest_step, 1U);
  EXPECT_TRUE(proof_->no_mark());
  EXPECT_TRUE(proof_->shuffled());
  EXPECT_TRUE(proof_->no_small_number());
}

TEST_F(AProof, WarnsOfDepartmentsThatAreTooSmall) {
  ASSERT_EQ(proof_->departments.size(), 4U);
  EXPECT_EQ(proof_->departments[0].size, Size::kSignals);
  EXPECT_EQ(proof_->departments[1].size, Size::kNeedsOnly);
  EXPECT_EQ(proof_->departments[2].size, Size::kInParent);
}

TEST_F(AProof, IsFourPagesInEachLanguageAndTheSameOctetsEachTime) {
  for (const Language language : {Language::kEnglish, Language::kFinnish, Language::kGerman}) {
    const absl::StatusOr<std::string> pdf = proof_pdf(*proof_, language);
    ASSERT_TRUE(pdf.ok()) << pdf.status();
    EXPECT_EQ(pdf->substr(0, 5), "%PDF-");
    EXPECT_NE(pdf->find("/Count 4"), std::string::npos);
    EXPECT_EQ(*pdf, *proof_pdf(*proof_, language));
    const std::string text = proof_text(*proof_, language);
    EXPECT_EQ(text.find('{'), std::string::npos) << text;
    EXPECT_NE(text.find("Research"), std::string::npos);
  }
}

TEST_F(AProof, SaysWhenAPromiseWasBroken) {
  Proof broken = *proof_;
  broken.small_numbers.small = 1;
  EXPECT_FALSE(broken.kept());
  EXPECT_NE(proof_text(broken, Language::kEnglish).find("NOT KEPT"), std::string::npos);
  broken = *proof_;
  broken.followed.rate = 1;
  EXPECT_FALSE(broken.kept());
}

// What the attacker would find in a gate that passed frames on as they came.
TEST(Linking, FindsDevicesWhereNothingIsShuffled) {
  const World world = made_up_world(organisation(10), kSeed);
  std::vector<Seen> seen;
  for (std::uint32_t i = 0; i < world.statements.size(); ++i) {
    seen.push_back({.statement = i, .arrival = i, .batch = world.statements[i].window, .place = i});
  }
  seen.resize(seen.size() / 2);
  for (std::uint32_t i = 0; i < world.statements.size() / 2; ++i) {
    const auto later = static_cast<std::uint32_t>(world.statements.size() / 2 + i);
    seen.push_back({.statement = later, .arrival = later, .batch = 1, .place = i});
  }
  EXPECT_GT(followed(world, seen).rate, 0.4);
  EXPECT_GT(order_of(world, seen).correlation, 0.99);
}

TEST(Batches, HoldBackWhatTooFewDevicesSent) {
  const support::Folder folder;
  const World world = made_up_world(organisation(10), kSeed);
  const absl::StatusOr<std::vector<Seen>> seen = delivered(world, 500, folder.path(), kSeed);
  ASSERT_TRUE(seen.ok()) << seen.status();
  EXPECT_TRUE(seen->empty());  // there are only 478 devices
}

TEST(SmallNumbersFound, AreFoundWhereTheGateIsOpen) {
  const World world = made_up_world(organisation(10), kSeed);
  publish::Dictionary open = organisation(10);
  open.policy.k = 1;
  open.policy.department_floor = 1;
  open.policy.lab_window_seconds = 60;
  publish::Dictionary judged = open;
  const SmallNumbers found = small_numbers(world, judged);
  EXPECT_EQ(found.naive, 0U);  // with k = 1 no number is small
  EXPECT_GT(found.shown_tools, small_numbers(world, organisation(10)).shown_tools);
}

TEST(Prove, RefusesAnOrganisationInWhichNothingCanBeTried) {
  publish::Dictionary few = organisation(10);
  few.policy.departments = {{1, "sales", "Sales", 0, 15}};
  const absl::StatusOr<Proof> proof = prove(few, kSeed);
  EXPECT_EQ(proof.status().code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_NE(proof.status().message().find("takes 20"), std::string::npos);
}

}  // namespace
}  // namespace desirepath::proof
