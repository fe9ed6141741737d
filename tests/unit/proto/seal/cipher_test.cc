#include "proto/seal/cipher.h"

#include <gtest/gtest.h>

namespace desirepath::seal {
namespace {

const Cipher kCipher(Key{1});

TEST(Cipher, ReadsBackWhatItWrote) {
  for (const std::string& value :
       {std::string(), std::string("diary"), std::string(10'000, '\0')}) {
    EXPECT_EQ(*kCipher.decrypt(kCipher.encrypt(value, "name"), "name"), value);
  }
}

TEST(Cipher, NeverGivesTheSameOctetsTwice) {
  EXPECT_NE(kCipher.encrypt("diary", "name"), kCipher.encrypt("diary", "name"));
}

TEST(Cipher, ChangedCutMovedOrForeignValuesAreRefused) {
  const std::string encrypted = kCipher.encrypt("diary", "name");
  for (std::size_t index = 0; index < encrypted.size(); ++index) {
    std::string changed = encrypted;
    changed[index] = static_cast<char>(changed[index] ^ 1);
    EXPECT_FALSE(kCipher.decrypt(changed, "name").ok()) << index;
    EXPECT_FALSE(kCipher.decrypt(encrypted.substr(0, index), "name").ok()) << index;
  }
  EXPECT_FALSE(kCipher.decrypt(encrypted, "other name").ok());
  EXPECT_FALSE(Cipher(Key{2}).decrypt(encrypted, "name").ok());
}

}  // namespace
}  // namespace desirepath::seal
