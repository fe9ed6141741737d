#include "proto/seal/frame.h"

#include <gtest/gtest.h>

#include <vector>

#include "desirepath/v1/fact.pb.h"
#include "proto/seal/encoding.h"

namespace desirepath::seal {
namespace {

// The contract's golden octets, worked out field by field from fact.proto and sealed with libsodium
// from another language: "a device of department 1 used tool 311 on 2-3 days in window 2957, under
// policy 7", nonce 00 to 0f.
constexpr char kFactHex[] = "08021007188d17200128b70238024210000102030405060708090a0b0c0d0e0f";
constexpr char kPublicHex[] = "8f40c5adb68f25624ae5b214ea767a6ec94d829d3d7b5e1ad1ba6f3e2138285f";
constexpr char kSealedHex[] =
    "5bccd484527714f28eb6b6fa9e43feabae73eab192aef1e7d59d2111343d7b70c885a441567b3e58fcc90d2d5cb373"
    "c67b4b22f369532e6d"
    "652aedae9a730049c3076de558c6831702be40ba080f31f0ff843a2610fa7dd65be65eb8003765ea3ca0071743b65e"
    "4db8bbdd26e6807ca1"
    "a0306b29bee36c89823a78fcf0c58d6d8f3d7844b9c92f9f0e9d3d7b204f3538fdad90521d060796c0ff7c1069cc01"
    "cf2e9588bf2b0581d6"
    "335ec734588642094e75e18f0f0e0c1d38be7d043e3d15c2c90fb881938654aeedc641c46f952333f09772eab340fc"
    "41c4cdf0994e6be31f"
    "5846da67dfdd477f1f8d310f60421ec7c9cd56b7f7a8c8669ae91bdffe4e2f3221f0bf4aedea6a981542d1e75cfbf9"
    "3e3b8df8c1b25a150f"
    "4fc5f7d6c4891e5dc1370f7692d972bc122f88777c0e09a9b60c40fd0cb04ebce6002e63edd7077ae957cc8daff2aa"
    "3bea052d447534a8be"
    "dc3f669c9827b83657b3280a2cf1d26eb440998e5266ad2eb1c8341df6582ada";
constexpr char kSealedHashHex[] =
    "14eea826d9aac586f62e261b6eab338158a53ad1fcd5e33a660247153e5a8f2d";

Key counting(std::uint8_t first) {
  Key key{};
  for (std::uint8_t& octet : key) octet = first++;
  return key;
}

v1::Fact golden_fact() {
  v1::Fact fact;
  fact.set_kind(v1::FACT_KIND_TOOL_WEEK);
  fact.set_policy_number(7);
  fact.set_window(2957);
  fact.set_department(1);
  fact.set_a(311);
  fact.set_value(2);
  fact.set_nonce(
      std::string("\x00\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b\x0c\x0d\x0e\x0f", 16));
  return fact;
}

TEST(Contract, FactHasItsGoldenOctets) {
  EXPECT_EQ(to_hex(octets(golden_fact().SerializeAsString())), kFactHex);
}

TEST(Contract, FrameHasItsGoldenOctets) {
  const SealingKeyPair pair = sealing_key_from_secret(counting(0));
  EXPECT_EQ(to_hex(pair.public_key), kPublicHex);
  const Plain plain = *pad(golden_fact().SerializeAsString());
  const Sealed sealed = *seal_frame(plain, pair.public_key, counting(100));
  EXPECT_EQ(to_hex(sealed), kSealedHex);
  EXPECT_EQ(to_hex(hash(Octets(sealed))), kSealedHashHex);
}

TEST(Contract, GoldenFrameOpensToTheFact) {
  const std::string sealed = *from_hex(kSealedHex);
  const auto plain = open_frame(octets(sealed), sealing_key_from_secret(counting(0)));
  ASSERT_TRUE(plain.ok());
  EXPECT_EQ(to_hex(octets(*unpad(*plain))), kFactHex);
}

TEST(Frame, OpensOnlyWithItsKeyAndUnchanged) {
  const SealingKeyPair pair = generate_sealing_key();
  Sealed sealed = *seal_frame(*pad("hello"), pair.public_key, counting(1));
  EXPECT_EQ(*unpad(*open_frame(sealed, pair)), "hello");
  EXPECT_FALSE(open_frame(sealed, generate_sealing_key()).ok());
  for (const std::size_t index : {std::size_t{0}, std::size_t{40}, kSealedBytes - 1}) {
    sealed[index] ^= 1;
    EXPECT_FALSE(open_frame(sealed, pair).ok()) << index;
    sealed[index] ^= 1;
  }
}

TEST(Frame, EveryOtherLengthIsRefused) {
  const SealingKeyPair pair = generate_sealing_key();
  const Sealed sealed = *seal_frame(*pad("hello"), pair.public_key, counting(1));
  for (std::size_t length = 0; length < kSealedBytes; ++length) {
    const std::vector<std::uint8_t> prefix(sealed.begin(),
                                           sealed.begin() + static_cast<std::ptrdiff_t>(length));
    EXPECT_FALSE(open_frame(prefix, pair).ok()) << length;
  }
  EXPECT_FALSE(open_frame(std::vector<std::uint8_t>(369), pair).ok());
}

TEST(Frame, HoldsAMessageOfUpTo318Octets) {
  EXPECT_EQ(*unpad(*pad("")), "");
  EXPECT_EQ(*unpad(*pad(std::string(318, 'x'))), std::string(318, 'x'));
  EXPECT_FALSE(pad(std::string(319, 'x')).ok());
}

TEST(Frame, LengthThatOverrunsTheFrameIsRefused) {
  for (const unsigned length : {319U, 320U, 0xffffU}) {
    Plain plain{};
    plain[0] = static_cast<std::uint8_t>(length & 0xff);
    plain[1] = static_cast<std::uint8_t>(length >> 8);
    EXPECT_FALSE(unpad(plain).ok()) << length;
  }
}

TEST(Frame, PaddingThatIsNotZeroIsRefused) {
  Plain plain = *pad("hello");
  plain[7] = 1;  // the first octet behind the message
  EXPECT_FALSE(unpad(plain).ok());
  plain = *pad("hello");
  plain[319] = 1;
  EXPECT_FALSE(unpad(plain).ok());
}

TEST(Frame, FreshSeedGivesOtherOctetsAllOver) {
  const SealingKeyPair pair = generate_sealing_key();
  const Sealed one = *seal_frame(*pad("hello"), pair.public_key, counting(1));
  const Sealed two = *seal_frame(*pad("hello"), pair.public_key, counting(2));
  int equal = 0;
  for (std::size_t index = 0; index < kSealedBytes; ++index)
    equal += one[index] == two[index] ? 1 : 0;
  EXPECT_LT(equal, 20);
}

TEST(Frame, KeyOfSmallOrderIsRefused) {
  EXPECT_FALSE(seal_frame(*pad("hello"), Key{}, counting(1)).ok());
}

}  // namespace
}  // namespace desirepath::seal
