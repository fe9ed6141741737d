#include "collector/policy/deletion_certificate.h"

#include <gtest/gtest.h>

namespace desirepath::policy {
namespace {

seal::SigningKey signer(std::uint8_t seed) {
  seal::Key octets{};
  octets.fill(seed);
  return seal::signing_key_from_seed(octets);
}

const Deletion kDeletion{.organisation = "Example Oy",
                         .policy = 3,
                         .policy_hash = {},
                         .time = absl::FromUnixSeconds(1'800'000'000),
                         .destroyed = {"published figures"},
                         .kept = {"decisions"}};

TEST(DeletionCertificate, BothHandsMakeItSound) {
  const std::string text = certificate_of(kDeletion, {signer(1), signer(2)});
  EXPECT_TRUE(
      check_certificate(text, signer(1).public_key, {signer(3).public_key, signer(2).public_key})
          .ok());
  EXPECT_NE(text.find("policy: 3 "), std::string::npos);
  EXPECT_NE(text.find("destroyed: published figures\nkept: decisions\n"), std::string::npos);
}

TEST(DeletionCertificate, OneHandIsNotEnough) {
  for (const std::vector<seal::SigningKey>& keys : std::vector<std::vector<seal::SigningKey>>{
           {}, {signer(1)}, {signer(2)}, {signer(2), signer(2)}}) {
    EXPECT_FALSE(check_certificate(certificate_of(kDeletion, keys), signer(1).public_key,
                                   {signer(2).public_key})
                     .ok());
  }
}

TEST(DeletionCertificate, EveryAlteredOctetIsFound) {
  const std::string text = certificate_of(kDeletion, {signer(1), signer(2)});
  for (std::size_t at = 0; at + 1 < text.size(); ++at) {
    std::string altered = text;
    altered[at] = altered[at] == 'x' ? 'y' : 'x';
    EXPECT_FALSE(check_certificate(altered, signer(1).public_key, {signer(2).public_key}).ok())
        << at;
  }
}

TEST(DeletionCertificate, AnotherTextIsSaidToBeNone) {
  const absl::Status status =
      check_certificate("hello", signer(1).public_key, {signer(2).public_key});
  EXPECT_NE(status.message().find("not a certificate of deletion"), absl::string_view::npos);
}

}  // namespace
}  // namespace desirepath::policy
