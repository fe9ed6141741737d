#include "collector/gate/segment_format.h"

#include <gtest/gtest.h>

namespace desirepath::gate {
namespace {

seal::Sealed filled(std::uint8_t octet) {
  seal::Sealed sealed;
  sealed.fill(octet);
  return sealed;
}

TEST(Crc32c, KnowsTheCheckValue) {
  const std::array<std::uint8_t, 9> digits = {'1', '2', '3', '4', '5', '6', '7', '8', '9'};
  EXPECT_EQ(crc32c(digits), 0xe3069283U);  // RFC 3720, appendix B.4's polynomial
}

TEST(SegmentFormat, ReadsBackWhatItWrote) {
  const auto header = decode_header(encode_header({2900, Mark::kReached}));
  ASSERT_TRUE(header.has_value());
  EXPECT_EQ(header->window, 2900U);
  EXPECT_EQ(header->mark, Mark::kReached);
  seal::Sealed out{};
  EXPECT_EQ(decode_slot(7, encode_slot(7, filled(9)), out), SlotState::kFull);
  EXPECT_EQ(out, filled(9));
}

TEST(SegmentFormat, AnUnknownMarkReleasesNothing) {
  HeaderOctets octets = encode_header({2900, Mark::kReleased});
  octets[kMarkOffset] ^= 1;
  EXPECT_EQ(decode_header(octets)->mark, Mark::kNone);
}

TEST(SegmentFormat, EveryProperPrefixOfAHeaderIsNone) {
  const HeaderOctets octets = encode_header({1, Mark::kNone});
  for (std::size_t size = 0; size < octets.size(); ++size) {
    EXPECT_FALSE(decode_header(std::span(octets).first(size)).has_value()) << size;
  }
}

TEST(SegmentFormat, ASlotCutOffAnywhereIsTornAndAnUntouchedOneIsEmpty) {
  const SlotOctets whole = encode_slot(7, filled(9));
  seal::Sealed out{};
  for (std::size_t written = 1; written < whole.size(); ++written) {
    SlotOctets cut{};
    std::copy_n(whole.begin(), written, cut.begin());
    EXPECT_EQ(decode_slot(7, cut, out), SlotState::kTorn) << written;
  }
  EXPECT_EQ(decode_slot(7, SlotOctets{}, out), SlotState::kEmpty);
}

TEST(SegmentFormat, ASlotOfAnotherWindowIsNotTaken) {
  seal::Sealed out{};
  EXPECT_EQ(decode_slot(8, encode_slot(7, filled(9)), out), SlotState::kTorn);
}

}  // namespace
}  // namespace desirepath::gate
