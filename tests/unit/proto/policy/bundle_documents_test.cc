#include "proto/policy/bundle_documents.h"

#include <gmock/gmock.h>

#include "desirepath/v1/catalog.pb.h"
#include "proto/policy/bundle.h"
#include "signed_bundle.h"

namespace desirepath::policy {
namespace {

using ::testing::HasSubstr;

SignedBundle published() {
  SignedBundle given;
  given.publish(given.draft()).key(2960, 7).key(2961, 8);
  return given;
}

std::vector<ToolStanding> standings(std::uint32_t tool) {
  return {{tool, Standing::kSanctioned, {}, 2960}};
}

// --- the key log ---

TEST(KeyLog, AnEntryOutOfItsPlaceIsRefused) {
  SignedBundle given = published();
  given.message.mutable_key_log()->SwapElements(0, 1);
  EXPECT_THAT(given.refusal(), HasSubstr("does not follow the one before it"));
}

TEST(KeyLog, AMissingEntryBreaksTheChain) {
  SignedBundle given = published();
  given.key(2962, 9);
  given.message.mutable_key_log()->DeleteSubrange(1, 1);
  EXPECT_THAT(given.refusal(), HasSubstr("the key of window 2962 does not follow"));
}

TEST(KeyLog, AShorterLogThanHeldIsRefused) {
  SignedBundle given = published();
  const absl::StatusOr<Bundle> held = given.verify();
  ASSERT_TRUE(held.ok());
  given.message.mutable_key_log()->RemoveLast();
  EXPECT_THAT(given.refusal(&*held), HasSubstr("does not hold the key of window 2961"));
}

TEST(KeyLog, AHeldEntryIsNotVerifiedAgainButANewOneIs) {
  SignedBundle given = published();
  const absl::StatusOr<Bundle> held = given.verify();
  ASSERT_TRUE(held.ok());
  given.message.mutable_key_log(0)->clear_signatures();
  EXPECT_EQ(given.refusal(&*held), "");
  EXPECT_THAT(given.refusal(), HasSubstr("window 2960 is not signed"));
  given.key(2962, 9);
  given.message.mutable_key_log(2)->clear_signatures();
  EXPECT_THAT(given.refusal(&*held), HasSubstr("window 2962 is not signed"));
}

TEST(KeyLog, AReplacedCollectorKeyCountsUntilItsSuccessorHolds) {
  SignedBundle given = published();
  const seal::SigningKey old_key = given.collector;
  given.collector = test_key(44);
  v1::Policy next = given.draft();
  next.set_not_before(given.begins + 86400);
  next.set_ends(given.begins + 300LL * 86400);
  given.publish(next);
  EXPECT_EQ(given.refusal(), "") << "the newest entry is of the old key, whose policy still holds";
  const absl::Time later = given.now() + absl::Hours(48);
  const std::string octets = given.message.SerializeAsString();
  EXPECT_FALSE(verify_bundle(octets, given.trust(), nullptr, later).ok());
  given.key(2962, 9);
  EXPECT_TRUE(verify_bundle(given.message.SerializeAsString(), given.trust(), nullptr, later).ok());
}

// --- instructions ---

TEST(Instructions, AreTheCuratorsAlone) {
  SignedBundle given = published();
  write_instructions(given.message, standings(12), {}, given.curation);
  const absl::StatusOr<Bundle> bundle = given.verify();
  ASSERT_TRUE(bundle.ok()) << bundle.status();
  ASSERT_EQ(bundle->standings.size(), 1U);
  EXPECT_EQ(bundle->standings[0].tool, 12U);
  EXPECT_EQ(bundle->standings[0].standing, Standing::kSanctioned);

  write_instructions(given.message, standings(13), {}, given.admin);
  EXPECT_THAT(given.refusal(), HasSubstr("not signed by the curator"));
}

TEST(Instructions, PairsTakeASecondSignature) {
  SignedBundle given = published();
  write_instructions(given.message, standings(12), {{12, 13}}, given.curation);
  EXPECT_THAT(given.refusal(), HasSubstr("which takes a second signature"));
  sign_document(*given.message.mutable_instructions(0), Document::kInstructions, given.staff);
  EXPECT_EQ(given.refusal(), "");
}

TEST(Instructions, ContinueTheHeldOnes) {
  SignedBundle given = published();
  write_instructions(given.message, standings(12), {}, given.curation);
  const SignedBundle first = given;
  write_instructions(given.message, standings(13), {}, given.curation);
  const absl::StatusOr<Bundle> held = given.verify();
  ASSERT_TRUE(held.ok()) << held.status();
  EXPECT_EQ(held->instructions_number, 2U);
  EXPECT_THAT(first.refusal(&*held), HasSubstr("do not continue number 2")) << "older";

  SignedBundle forked = first;
  write_instructions(forked.message, standings(14), {}, given.curation);
  EXPECT_THAT(forked.refusal(&*held), HasSubstr("do not continue number 2")) << "another second";

  write_instructions(given.message, standings(15), {}, given.curation);
  write_instructions(given.message, standings(16), {}, given.curation);
  EXPECT_EQ(given.refusal(&*held), "");
}

TEST(Instructions, AnUnknownStandingIsRefused) {
  SignedBundle given = published();
  write_instructions(given.message, {{12, static_cast<Standing>(6), {}, 2960}}, {}, given.curation);
  EXPECT_THAT(given.refusal(), HasSubstr("standing 6 of tool 12 is unknown"));
}

TEST(Instructions, MoreThanThirtyTwoPairsAreRefused) {
  SignedBundle given = published();
  const std::vector<ToolPair> pairs(33, ToolPair{1, 2});
  write_instructions(given.message, {}, pairs, given.curation);
  sign_document(*given.message.mutable_instructions(0), Document::kInstructions, given.admin);
  EXPECT_THAT(given.refusal(), HasSubstr("at most 20000 standings and 32 pairs"));
}

// --- catalog ---

std::string catalog(std::uint32_t revision, const std::vector<std::string>& denied) {
  v1::Catalog message;
  message.set_revision(revision);
  for (const std::string& suffix : denied) message.add_denied()->set_suffix(suffix);
  return message.SerializeAsString();
}

TEST(SignedCatalog, MayAddToTheDenyListAndTakeNothingOff) {
  SignedBundle given = published();
  Trust trust = given.trust();
  trust.denied = {"union.example", "clinic.example"};
  write_catalog(given.message, catalog(2, {"clinic.example", "party.example", "union.example"}),
                given.curation);
  EXPECT_TRUE(verify_bundle(given.message.SerializeAsString(), trust, nullptr, given.now()).ok());
  write_catalog(given.message, catalog(3, {"clinic.example"}), given.curation);
  const absl::StatusOr<Bundle> bundle =
      verify_bundle(given.message.SerializeAsString(), trust, nullptr, given.now());
  ASSERT_FALSE(bundle.ok());
  EXPECT_THAT(std::string(bundle.status().message()), HasSubstr("takes union.example off"));
}

TEST(SignedCatalog, GoesBackToNoEarlierRevision) {
  SignedBundle given = published();
  write_catalog(given.message, catalog(3, {}), given.curation);
  const absl::StatusOr<Bundle> held = given.verify();
  ASSERT_TRUE(held.ok());
  EXPECT_EQ(held->catalog.revision, 3U);
  write_catalog(given.message, catalog(2, {}), given.curation);
  EXPECT_THAT(given.refusal(&*held), HasSubstr("revision 2 does not follow revision 3"));
  write_catalog(given.message, catalog(3, {"other.example"}), given.curation);
  EXPECT_THAT(given.refusal(&*held), HasSubstr("revision 3 does not follow revision 3"));
  write_catalog(given.message, catalog(4, {}), given.staff);
  EXPECT_THAT(given.refusal(), HasSubstr("not signed by the curator"));
}

// --- withdrawals ---

TEST(Withdrawal, TakesOneSignerOfEitherSide) {
  for (bool by_admin : {true, false}) {
    SignedBundle given = published();
    v1::SignedDocument document = draft_withdrawal(given.message, /*retire=*/false);
    sign_document(document, Document::kWithdrawal, by_admin ? given.admin : given.staff);
    *given.message.add_withdrawals() = document;
    const absl::StatusOr<Bundle> bundle = given.verify();
    ASSERT_TRUE(bundle.ok()) << bundle.status();
    EXPECT_TRUE(bundle->withdrawn);
    EXPECT_FALSE(bundle->retired);
  }
}

TEST(Withdrawal, ByNoSignerIsRefused) {
  SignedBundle given = published();
  v1::SignedDocument document = draft_withdrawal(given.message, false);
  sign_document(document, Document::kWithdrawal, given.curation);
  *given.message.add_withdrawals() = document;
  EXPECT_THAT(given.refusal(), HasSubstr("signed by neither of its signers"));
}

TEST(Withdrawal, ToRetireTakesBoth) {
  SignedBundle given = published();
  v1::SignedDocument document = draft_withdrawal(given.message, true);
  sign_document(document, Document::kWithdrawal, given.admin);
  *given.message.add_withdrawals() = document;
  EXPECT_THAT(given.refusal(), HasSubstr("takes both signatures"));
  sign_document(*given.message.mutable_withdrawals(0), Document::kWithdrawal, given.staff);
  const absl::StatusOr<Bundle> bundle = given.verify();
  ASSERT_TRUE(bundle.ok()) << bundle.status();
  EXPECT_TRUE(bundle->retired);
}

TEST(Withdrawal, DoesNotGoAwayAgain) {
  SignedBundle given = published();
  const SignedBundle before = given;
  v1::SignedDocument document = draft_withdrawal(given.message, false);
  sign_document(document, Document::kWithdrawal, given.staff);
  *given.message.add_withdrawals() = document;
  const absl::StatusOr<Bundle> held = given.verify();
  ASSERT_TRUE(held.ok());
  EXPECT_THAT(before.refusal(&*held), HasSubstr("was withdrawn and does not come back"));
  given.publish(given.draft());
  const absl::StatusOr<Bundle> next = given.verify(&*held);
  ASSERT_TRUE(next.ok()) << next.status();
  EXPECT_FALSE(next->withdrawn) << "a new policy of both hands is in force";
}

Answer answer(std::uint32_t need) {
  return {need, AnswerState::kNotYet, {"we try two boards", "kokeilemme", "wir probieren"}};
}

TEST(Answers, TheCuratorsKeyAloneGivesThem) {
  SignedBundle given;
  given.publish(given.draft());
  write_instructions(given.message, {}, {}, given.curation, {answer(3), answer(4)});
  const absl::StatusOr<Bundle> bundle = given.verify();
  ASSERT_TRUE(bundle.ok()) << bundle.status();
  ASSERT_EQ(bundle->answers.size(), 2U);
  EXPECT_EQ(bundle->answers[0].words[1], "kokeilemme");
}

TEST(Answers, EachIsHeldToItsLimits) {
  std::vector<std::vector<Answer>> wrong = {
      {answer(0)}, {answer(3), answer(3)}, {answer(3)}, {answer(3)}, {answer(3)}, {answer(3)}};
  wrong[2][0].words[2].clear();
  wrong[3][0].words[0] = std::string(601, 'a');
  wrong[4][0].words[0] = "two\nlines";
  wrong[5][0].state = static_cast<AnswerState>(3);
  for (const std::vector<Answer>& answers : wrong) {
    SignedBundle given;
    given.publish(given.draft());
    write_instructions(given.message, {}, {}, given.curation, answers);
    EXPECT_NE(given.refusal().find("the answer on need"), std::string::npos) << given.refusal();
  }
  SignedBundle given;
  given.publish(given.draft());
  std::vector<Answer> many;
  for (std::uint32_t need = 1; need <= 65; ++need) many.push_back(answer(need));
  write_instructions(given.message, {}, {}, given.curation, many);
  EXPECT_NE(given.refusal().find("more than 64 answers"), std::string::npos);
}

}  // namespace
}  // namespace desirepath::policy
