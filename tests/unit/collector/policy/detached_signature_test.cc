#include "collector/policy/detached_signature.h"

#include <gtest/gtest.h>

namespace desirepath::policy {
namespace {

seal::SigningKey key(std::uint8_t seed) {
  seal::Key octets{};
  octets.fill(seed);
  return seal::signing_key_from_seed(octets);
}

const std::string kOctets = "bounds and decisions";
const absl::Time kNow = absl::FromUnixSeconds(1'800'000'000);

TEST(DetachedSignature, IsOfThisFileByThisKeyAlone) {
  const std::string text = detached_signature("audit.pdf", kOctets, kNow, key(1));
  EXPECT_TRUE(check_detached_signature(text, kOctets, key(1).public_key).ok());
  EXPECT_FALSE(check_detached_signature(text, kOctets, key(2).public_key).ok());
  EXPECT_FALSE(check_detached_signature(text, kOctets + ".", key(1).public_key).ok());
  EXPECT_NE(text.find("file: audit.pdf\noctets: 20\nhash: "), std::string::npos);
}

TEST(DetachedSignature, EveryAlteredOctetIsFound) {
  const std::string text = detached_signature("audit.pdf", kOctets, kNow, key(1));
  for (std::size_t at = 0; at + 1 < text.size(); ++at) {
    std::string altered = text;
    altered[at] = altered[at] == 'x' ? 'y' : 'x';
    EXPECT_FALSE(check_detached_signature(altered, kOctets, key(1).public_key).ok()) << at;
  }
}

}  // namespace
}  // namespace desirepath::policy
