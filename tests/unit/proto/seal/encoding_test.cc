#include "proto/seal/encoding.h"

#include <gtest/gtest.h>

namespace desirepath::seal {
namespace {

TEST(Encoding, HexGoesBothWays) {
  EXPECT_EQ(to_hex(octets(std::string("\x00\xff\x1a", 3))), "00ff1a");
  EXPECT_EQ(*from_hex("00ff1A"), std::string("\x00\xff\x1a", 3));
  EXPECT_EQ(*from_hex(""), "");
  for (const char* bad : {"0", "0g", "00 ff", "00f"}) EXPECT_FALSE(from_hex(bad).ok()) << bad;
}

TEST(Encoding, Base64IsUrlSafeWithoutPadding) {
  EXPECT_EQ(to_base64(octets(std::string("\xfb\xff", 2))), "-_8");
  EXPECT_EQ(*from_base64("-_8"), std::string("\xfb\xff", 2));
  for (int length = 0; length < 40; ++length) {
    const std::string text(static_cast<std::size_t>(length), 'q');
    EXPECT_EQ(*from_base64(to_base64(octets(text))), text);
  }
  for (const char* bad : {"+/8", "-_8=", "-_ 8", "a"}) EXPECT_FALSE(from_base64(bad).ok()) << bad;
}

TEST(Encoding, KeyIsExactly64Digits) {
  EXPECT_TRUE(key_from_hex(std::string(64, 'a')).ok());
  EXPECT_FALSE(key_from_hex(std::string(62, 'a')).ok());
  EXPECT_FALSE(key_from_hex(std::string(66, 'a')).ok());
}

}  // namespace
}  // namespace desirepath::seal
