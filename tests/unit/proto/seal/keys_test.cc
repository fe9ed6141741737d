#include "proto/seal/keys.h"

#include <gtest/gtest.h>

#include "proto/seal/encoding.h"
#include "proto/seal/password.h"

namespace desirepath::seal {
namespace {

// RFC 8032, 7.1, TEST 2.
TEST(Keys, SignsAsTheRfcDoes) {
  const SigningKey key = signing_key_from_seed(
      *key_from_hex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"));
  EXPECT_EQ(to_hex(key.public_key),
            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
  EXPECT_EQ(to_hex(sign(octets("\x72"), key)),
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
            "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
  EXPECT_EQ(key.seed(),
            *key_from_hex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"));
}

TEST(Keys, VerifiesOnlyTheMessageTheKeyAndTheWholeSignature) {
  const SigningKey key = make_signing_key();
  const Signature signature = sign(octets("policy"), key);
  EXPECT_TRUE(verify(octets("policy"), signature, key.public_key));
  EXPECT_FALSE(verify(octets("Policy"), signature, key.public_key));
  EXPECT_FALSE(verify(octets("policy"), signature, make_signing_key().public_key));
  EXPECT_FALSE(verify(octets("policy"), Octets(signature).first(63), key.public_key));
  EXPECT_FALSE(verify(octets("policy"), {}, key.public_key));
}

// RFC 7748, 6.1: Alice's keys.
TEST(Keys, SealingKeyComesFromItsSecret) {
  const SealingKeyPair pair = sealing_key_from_secret(
      *key_from_hex("5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb"));
  EXPECT_EQ(to_hex(pair.public_key),
            "de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f");
}

TEST(Hash, IsBlake2b256OfThePartsTogether) {
  // RFC 7693 gives BLAKE2b-512 only; this is BLAKE2b-256 of "abc", as b2sum -l 256 prints it.
  EXPECT_EQ(to_hex(hash("abc")),
            "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");
  EXPECT_EQ(hash({octets("a"), octets(""), octets("bc")}), hash("abc"));
}

TEST(Password, IsCheckedAgainstWhatWasStored) {
  const std::string stored = *hash_password("desire path");
  EXPECT_EQ(stored.substr(0, 10), "$argon2id$");
  EXPECT_TRUE(check_password("desire path", stored));
  EXPECT_FALSE(check_password("desire  path", stored));
  EXPECT_FALSE(check_password("desire path", "damaged"));
}

}  // namespace
}  // namespace desirepath::seal
