#include "proto/policy/notice_documents.h"

#include <functional>

#include "tests/unit/proto/policy/signed_bundle.h"

namespace desirepath::policy {
namespace {

Notice sound(const SignedBundle& given) {
  Notice notice;
  notice.number = 3;
  notice.tools = {7};
  notice.within_days = 90;
  notice.issued = given.begins;
  notice.ends = given.begins + 30LL * 86400;
  notice.words = {"Change your password.", "Vaihda salasanasi.", "Ändern Sie Ihr Passwort."};
  return notice;
}

v1::SignedDocument signed_by(const Notice& notice, const std::vector<seal::SigningKey>& keys) {
  v1::SignedDocument document;
  document.set_payload(message_of(notice).SerializeAsString());
  for (const seal::SigningKey& key : keys) sign_document(document, Document::kNotice, key);
  return document;
}

struct WithPolicy : SignedBundle {
  WithPolicy() { publish(draft()); }
  WithPolicy& send(const v1::SignedDocument& document) {
    *message.add_notices() = document;
    return *this;
  }
};

TEST(Notices, OneThatBothHandsSignedIsInForce) {
  WithPolicy given;
  given.send(signed_by(sound(given), {given.curation, given.staff}));
  const absl::StatusOr<Bundle> bundle = given.verify();
  ASSERT_TRUE(bundle.ok()) << bundle.status();
  ASSERT_EQ(bundle->notices.size(), 1U);
  EXPECT_EQ(bundle->notices.front().number, 3U);
  EXPECT_EQ(bundle->notices.front().words[1], "Vaihda salasanasi.");
}

TEST(Notices, NeitherHandAloneIsEnoughNorTheAdmins) {
  const WithPolicy given;
  const std::vector<std::vector<seal::SigningKey>> hands = {{},
                                                            {given.curation},
                                                            {given.staff},
                                                            {given.admin, given.curation},
                                                            {given.admin, given.staff}};
  for (const std::vector<seal::SigningKey>& keys : hands) {
    WithPolicy tried;
    tried.send(signed_by(sound(given), keys));
    EXPECT_NE(tried.refusal().find("takes the signatures"), std::string::npos) << keys.size();
  }
}

TEST(Notices, ASignatureOfAnotherDocumentDoesNotPass) {
  WithPolicy given;
  v1::SignedDocument document = signed_by(sound(given), {given.curation});
  sign_document(document, Document::kInstructions, given.staff);
  given.send(document);
  EXPECT_NE(given.refusal().find("takes the signatures"), std::string::npos);
}

TEST(Notices, OneThatEndedIsLeftOut) {
  WithPolicy given;
  Notice notice = sound(given);
  notice.issued = given.begins - 100;
  notice.ends = given.begins;
  given.send(signed_by(notice, {given.curation, given.staff}));
  const absl::StatusOr<Bundle> bundle = given.verify();
  ASSERT_TRUE(bundle.ok()) << bundle.status();
  EXPECT_TRUE(bundle->notices.empty());
}

TEST(Notices, OneOfAReplacedStaffKeyIsLeftOutAndBreaksNothing) {
  WithPolicy given;
  given.send(signed_by(sound(given), {given.curation, given.staff}));
  const seal::SigningKey fresh = test_key(9);
  v1::Policy next = given.draft();
  next.clear_staff_keys();
  next.add_staff_keys(field_of(fresh.public_key));
  v1::SignedDocument document = draft_policy(given.message, next);
  for (const seal::SigningKey& key : {given.admin, given.staff, fresh}) {
    sign_document(document, Document::kPolicy, key);
  }
  *given.message.add_policies() = document;
  const absl::StatusOr<Bundle> bundle = given.verify();
  ASSERT_TRUE(bundle.ok()) << bundle.status();
  EXPECT_TRUE(bundle->notices.empty());
}

TEST(Notices, WithdrawingOneTakesNoSignature) {
  WithPolicy given;
  given.send(signed_by(sound(given), {given.curation, given.staff}));
  const absl::StatusOr<Bundle> held = given.verify();
  given.message.clear_notices();
  const absl::StatusOr<Bundle> after = given.verify(&*held);
  ASSERT_TRUE(after.ok()) << after.status();
  EXPECT_TRUE(after->notices.empty());
}

TEST(Notices, EachLimitIsRefusedWithItsMend) {
  struct Case {
    std::string text;
    std::function<void(Notice&)> change;
  };
  const std::vector<Case> cases = {
      {"no number", [](Notice& n) { n.number = 0; }},
      {"neither care nor rule", [](Notice& n) { n.kind = static_cast<NoticeKind>(7); }},
      {"must name 1 to 32 tools", [](Notice& n) { n.tools.clear(); }},
      {"must name 1 to 32 tools", [](Notice& n) { n.tools.assign(33, 1); }},
      {"look back 1 to 128 days", [](Notice& n) { n.within_days = 129; }},
      {"look back 1 to 128 days", [](Notice& n) { n.within_days = 0; }},
      {"within twelve months", [](Notice& n) { n.ends = n.issued; }},
      {"within twelve months", [](Notice& n) { n.ends = n.issued + 367LL * 86400; }},
      {"missing in a language", [](Notice& n) { n.words[2].clear(); }},
      {"one line", [](Notice& n) { n.words[0] = std::string(601, 'a'); }},
      {"one line", [](Notice& n) { n.words[0] = "a\x1b[2Jb"; }},
      {"one line", [](Notice& n) { n.words[0] = "a\nb"; }},
      {"needs its legal basis", [](Notice& n) { n.kind = NoticeKind::kRule; }},
      {"only a rule", [](Notice& n) { n.legal_basis = "a law"; }},
      {"only a rule", [](Notice& n) { n.use_instead = 4; }},
  };
  for (const Case& one : cases) {
    WithPolicy given;
    Notice notice = sound(given);
    one.change(notice);
    given.send(signed_by(notice, {given.curation, given.staff}));
    EXPECT_NE(given.refusal().find(one.text), std::string::npos)
        << one.text << ": " << given.refusal();
  }
}

TEST(Notices, ANumberComesOnceAndTheyAreFew) {
  WithPolicy given;
  const v1::SignedDocument document = signed_by(sound(given), {given.curation, given.staff});
  given.send(document).send(document);
  EXPECT_NE(given.refusal().find("comes twice"), std::string::npos);
  while (given.message.notices_size() <= kMaximumNotices) given.send(document);
  EXPECT_NE(given.refusal().find("more than 32 notices"), std::string::npos);
}

TEST(Notices, WhatIsNoNoticeIsRefused) {
  WithPolicy given;
  v1::SignedDocument document;
  document.set_payload("\xff\xff");
  given.send(document);
  EXPECT_NE(given.refusal().find("not readable"), std::string::npos);
}

}  // namespace
}  // namespace desirepath::policy
