#include "proto/policy/bundle.h"

#include <gmock/gmock.h>

#include "signed_bundle.h"

namespace desirepath::policy {
namespace {

using ::testing::HasSubstr;

TEST(Bundle, IsAcceptedWithBothSignatures) {
  SignedBundle given;
  given.publish(given.draft()).key(2960, 7).key(2961, 8);
  const absl::StatusOr<Bundle> bundle = given.verify();
  ASSERT_TRUE(bundle.ok()) << bundle.status();
  EXPECT_EQ(bundle->policy.number, 1U);
  EXPECT_EQ(bundle->policy.k, 10U);
  ASSERT_EQ(bundle->keys.size(), 2U);
  EXPECT_EQ(bundle->keys[1].window, 2961U);
  EXPECT_EQ(bundle->keys[1].key[0], 8);
}

TEST(Bundle, OneSignatureIsRefused) {
  SignedBundle given;
  given.publish(given.draft());
  given.message.mutable_policies(0)->mutable_signatures()->DeleteSubrange(1, 1);
  EXPECT_THAT(given.refusal(), HasSubstr("lacks a signature of the staff side"));

  SignedBundle other;
  other.publish(other.draft());
  other.message.mutable_policies(0)->mutable_signatures()->DeleteSubrange(0, 1);
  EXPECT_THAT(other.refusal(), HasSubstr("lacks the admin's signature"));
}

TEST(Bundle, AForeignSignerIsRefused) {
  SignedBundle foreign;
  foreign.admin = test_key(101);
  foreign.staff = test_key(102);
  foreign.publish(foreign.draft());
  const SignedBundle enrolled;
  const absl::StatusOr<Bundle> bundle =
      verify_bundle(foreign.message.SerializeAsString(), enrolled.trust(), nullptr, enrolled.now());
  ASSERT_FALSE(bundle.ok());
  EXPECT_THAT(std::string(bundle.status().message()), HasSubstr("no key this device trusts"));
}

TEST(Bundle, AChangedOctetOfASignedPolicyIsRefused) {
  SignedBundle given;
  given.publish(given.draft());
  v1::Policy changed;
  changed.ParseFromString(given.message.policies(0).payload());
  changed.set_organisation("Example Ab");
  given.message.mutable_policies(0)->set_payload(changed.SerializeAsString());
  EXPECT_THAT(given.refusal(), HasSubstr("no key this device trusts"));
}

TEST(Bundle, ASignatureOfAnotherDocumentDoesNotPass) {
  SignedBundle given;
  v1::SignedDocument document = draft_policy(given.message, given.draft());
  sign_document(document, Document::kInstructions, given.admin);
  sign_document(document, Document::kInstructions, given.staff);
  *given.message.add_policies() = document;
  EXPECT_THAT(given.refusal(), HasSubstr("no key this device trusts"));
}

TEST(Bundle, AnotherKeyForOneDeviceIsRefused) {
  SignedBundle given;
  given.publish(given.draft()).key(2960, 7).key(2961, 8);
  const absl::StatusOr<Bundle> held = given.verify();
  ASSERT_TRUE(held.ok()) << held.status();

  SignedBundle tagged;
  tagged.publish(tagged.draft()).key(2960, 7).key(2961, 99).key(2962, 9);
  EXPECT_THAT(tagged.refusal(&*held), HasSubstr("does not hold the key of window 2961"));
}

TEST(Bundle, AKeyOfAnotherSignerIsRefused) {
  SignedBundle given;
  given.publish(given.draft()).key(2960, 7);
  given.collector = test_key(55);
  given.key(2961, 8);
  EXPECT_THAT(given.refusal(), HasSubstr("key of window 2961 is not signed by the collector"));
}

// C19
TEST(Bundle, ARollbackIsRefused) {
  SignedBundle given;
  given.publish(given.draft());
  const SignedBundle older = given;
  given.publish(given.draft());
  const absl::StatusOr<Bundle> held = given.verify();
  ASSERT_TRUE(held.ok()) << held.status();
  EXPECT_EQ(held->policy.number, 2U);
  EXPECT_THAT(older.refusal(&*held), HasSubstr("goes back to no earlier one"));
}

TEST(Bundle, AnotherPolicyUnderAHeldNumberIsRefused) {
  SignedBundle given;
  given.publish(given.draft());
  const absl::StatusOr<Bundle> held = given.verify();
  ASSERT_TRUE(held.ok()) << held.status();
  SignedBundle forked;
  v1::Policy draft = forked.draft();
  draft.set_k(11);
  forked.publish(draft).publish(draft);
  EXPECT_THAT(forked.refusal(&*held), HasSubstr("not the one this device holds"));
}

TEST(Bundle, ALabIsRefusedUnlessTheAgentWasStartedForOne) {
  SignedBundle given;
  v1::Policy lab = given.draft();
  lab.set_profile(v1::PROFILE_LAB);
  lab.mutable_lab()->set_window_seconds(60);
  lab.set_k(1);
  lab.set_hold_hours(0);
  lab.set_department_floor(1);
  given.publish(lab);
  EXPECT_THAT(given.refusal(), HasSubstr("is a lab's"));
  Trust trust = given.trust();
  trust.allow_lab = true;
  const absl::StatusOr<Bundle> bundle =
      verify_bundle(given.message.SerializeAsString(), trust, nullptr, given.now());
  ASSERT_TRUE(bundle.ok()) << bundle.status();
  EXPECT_TRUE(bundle->policy.lab());
}

TEST(Bundle, NewSignersProveThatTheyHoldTheirKeys) {
  SignedBundle given;
  given.publish(given.draft());
  const seal::SigningKey old_staff = given.staff;
  given.staff = test_key(22);
  v1::SignedDocument next = draft_policy(given.message, given.draft());
  sign_document(next, Document::kPolicy, given.admin);
  sign_document(next, Document::kPolicy, old_staff);
  *given.message.add_policies() = next;
  Trust trust = given.trust();
  trust.signers[1] = old_staff.public_key;
  const auto verify = [&] {
    return verify_bundle(given.message.SerializeAsString(), trust, nullptr, given.now());
  };
  EXPECT_THAT(std::string(verify().status().message()), HasSubstr("names a new staff key"));
  sign_document(*given.message.mutable_policies(1), Document::kPolicy, given.staff);
  EXPECT_TRUE(verify().ok());
  // A device enrolled later knows only the new signers, and finds them on policy 2.
  trust.signers[1] = given.staff.public_key;
  EXPECT_TRUE(verify().ok()) << verify().status();
}

TEST(Bundle, ALostStaffKeyIsReplacedByTheOthers) {
  SignedBundle given;
  const seal::SigningKey second = test_key(32);
  v1::Policy first = given.draft();
  first.add_staff_keys(field_of(second.public_key));
  given.publish(first);
  const absl::StatusOr<Bundle> held = given.verify();
  ASSERT_TRUE(held.ok()) << held.status();
  given.staff = second;  // from here on the first one is lost
  given.publish(given.draft());
  EXPECT_EQ(given.verify(&*held).status().message(), "") << "a device of the first day";
}

TEST(Bundle, APolicyThatSkipsANumberIsRefused) {
  SignedBundle given;
  given.publish(given.draft()).publish(given.draft()).publish(given.draft());
  given.message.mutable_policies()->DeleteSubrange(1, 1);
  EXPECT_THAT(given.refusal(), HasSubstr("policy 3 does not follow the one before it"));
}

TEST(Bundle, APolicyThatBeginsBeforeItsPredecessorIsRefused) {
  SignedBundle given;
  given.publish(given.draft());
  v1::Policy earlier = given.draft();
  earlier.set_not_before(given.begins - 1);
  given.publish(earlier);
  EXPECT_THAT(given.refusal(), HasSubstr("policy 2 begins before the one it follows"));
}

TEST(Bundle, EveryProperPrefixIsRefusedOrHoldsFewerDocuments) {
  SignedBundle given;
  given.publish(given.draft()).key(2960, 7);
  const std::string whole = given.message.SerializeAsString();
  for (std::size_t length = 0; length < whole.size(); ++length) {
    const absl::StatusOr<Bundle> bundle =
        verify_bundle(whole.substr(0, length), given.trust(), nullptr, given.now());
    if (bundle.ok()) {
      EXPECT_LT(bundle->keys.size(), 1U) << length;
    }
  }
}

TEST(Bundle, NothingAndGarbageAreRefused) {
  const SignedBundle given;
  EXPECT_FALSE(verify_bundle("", given.trust(), nullptr, given.now()).ok());
  EXPECT_FALSE(verify_bundle("\xff\xff\xff", given.trust(), nullptr, given.now()).ok());
  EXPECT_FALSE(
      verify_bundle(std::string(kMaximumBundleBytes + 1, 'a'), given.trust(), nullptr, given.now())
          .ok());
}

TEST(Signers, AreTwoToFourKeys) {
  const std::string key(32, 'k');
  EXPECT_FALSE(parse_signers("").ok());
  EXPECT_FALSE(parse_signers(key).ok());
  EXPECT_FALSE(parse_signers(key + key + "x").ok());
  const absl::StatusOr<std::vector<PublicKey>> two = parse_signers(key + std::string(32, 's'));
  ASSERT_TRUE(two.ok());
  EXPECT_EQ((*two)[1][0], 's');
  EXPECT_FALSE(parse_signers(key + key + key + key + key).ok());
}

}  // namespace
}  // namespace desirepath::policy
