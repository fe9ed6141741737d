#include "proto/pki/join_token.h"

#include <absl/time/clock.h>
#include <gtest/gtest.h>

#include "proto/pki/authority.h"
#include "proto/pki/certificate.h"
#include "proto/pki/request.h"

namespace desirepath::pki {
namespace {

TEST(JoinToken, ReadsBackWhatItWrote) {
  const JoinToken token = make_join_token(Digest{1, 2, 3});
  const auto read = parse_join_token(token.text());
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_EQ(read->secret, token.secret);
  EXPECT_EQ(read->pin, token.pin);
  EXPECT_EQ(read->lookup(), token.lookup());
  EXPECT_NE(make_join_token({}).secret, make_join_token({}).secret);
}

TEST(JoinToken, RefusesWhatIsNotOne) {
  const std::string whole = make_join_token({}).text();
  for (std::size_t size = 0; size < whole.size(); ++size) {
    EXPECT_FALSE(parse_join_token(whole.substr(0, size)).ok()) << size;
  }
  EXPECT_FALSE(parse_join_token("dp2" + whole.substr(3)).ok());
  EXPECT_FALSE(parse_join_token(whole + ".x").ok());
  EXPECT_FALSE(parse_join_token(whole + " ").ok());
}

TEST(TrustPin, DependsOnAuthorityAndSigners) {
  const auto one = Authority::create(absl::Now());
  const auto two = Authority::create(absl::Now());
  const Digest pin = *trust_pin(one->certificate_pem(), "signers");
  EXPECT_EQ(pin, *trust_pin(one->certificate_pem(), "signers"));
  EXPECT_NE(pin, *trust_pin(two->certificate_pem(), "signers"));
  EXPECT_NE(pin, *trust_pin(one->certificate_pem(), "others"));
  EXPECT_FALSE(trust_pin("no certificate", "").ok());
}

TEST(Authority, CertifiesADeviceForItsLifetime) {
  const absl::Time now = absl::FromUnixSeconds(1'790'000'000);
  const auto authority = Authority::create(now);
  const auto fresh = make_key_and_request();
  const auto pem =
      authority->certify_device(fresh->request_der, "00112233445566778899aabbccddeeff", now);
  ASSERT_TRUE(pem.ok()) << pem.status();
  const auto certificate = parse_certificate(*pem);
  EXPECT_EQ(certificate->subject, "00112233445566778899aabbccddeeff");
  EXPECT_EQ(certificate->not_after, now + absl::Hours(720));
  EXPECT_FALSE(certificate->due_for_renewal(now + absl::Hours(19 * 24)));
  EXPECT_TRUE(certificate->due_for_renewal(now + absl::Hours(21 * 24)));
  EXPECT_TRUE(belongs(fresh->key_pem, *pem));
  EXPECT_FALSE(belongs(make_key_and_request()->key_pem, *pem));
  EXPECT_TRUE(verify_issued(*pem, authority->certificate_pem(), now).ok());
  EXPECT_FALSE(verify_issued(*pem, authority->certificate_pem(), now + absl::Hours(721)).ok());
  EXPECT_FALSE(verify_issued(*pem, Authority::create(now)->certificate_pem(), now).ok());
}

TEST(Authority, TheSameSubjectIsTheSameDevice) {
  const auto authority = Authority::create(absl::Now());
  const auto device = [&](const std::string& subject) {
    return parse_certificate(*authority->certify_device(make_key_and_request()->request_der,
                                                        subject, absl::Now()))
        ->device;
  };
  EXPECT_EQ(device("aa"), device("aa"));
  EXPECT_NE(device("aa"), device("ab"));
}

TEST(Authority, RefusesARequestThatIsCutChangedOrTooLong) {
  const auto authority = Authority::create(absl::Now());
  const std::string whole = make_key_and_request()->request_der;
  const auto certify = [&](const std::string& request) {
    return authority->certify_device(request, "aa", absl::Now()).ok();
  };
  EXPECT_TRUE(certify(whole));
  for (std::size_t size = 0; size < whole.size(); ++size) {
    EXPECT_FALSE(certify(whole.substr(0, size))) << size;
  }
  std::string changed = whole;
  changed.back() = static_cast<char>(changed.back() ^ 1);  // of the signature
  EXPECT_FALSE(certify(changed));
  EXPECT_FALSE(certify(std::string(kMaxRequestBytes + 1, '0')));
}

TEST(Authority, RefusesAKeyThatIsNotItsOwn) {
  const auto one = Authority::create(absl::Now());
  const auto two = Authority::create(absl::Now());
  EXPECT_TRUE(Authority::from_pem(one->certificate_pem(), one->key_pem()).ok());
  EXPECT_FALSE(Authority::from_pem(one->certificate_pem(), two->key_pem()).ok());
  EXPECT_FALSE(Authority::from_pem("", "").ok());
}

TEST(SplitPem, GivesEachCertificateOfAFile) {
  const std::string one = Authority::create(absl::Now())->certificate_pem();
  EXPECT_EQ(split_pem(one + "words between\n" + one).size(), 2U);
  EXPECT_EQ(split_pem("words").size(), 0U);
  EXPECT_EQ(split_pem("-----END CERTIFICATE-----").size(), 0U);
}

}  // namespace
}  // namespace desirepath::pki
