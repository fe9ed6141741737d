#include "agent/wire/transport.h"

#include <gtest/gtest.h>

#include "tests/unit/agent/wire/octets.h"

namespace desirepath::wire {
namespace {

Octets tcp(std::uint8_t header_words) {
  return u16(51000) + u16(443) + u32(7) + u32(9) +
         Octets{static_cast<std::uint8_t>(header_words << 4), 0x12, 0, 0, 0, 0, 0, 0};
}

TEST(Tcp, ReadsHeaderAndPayload) {
  const auto segment = parse_tcp(tcp(6) + Octets(4) + text("hi"), 26);
  ASSERT_TRUE(segment.has_value());
  EXPECT_EQ(segment->source_port, 51000);
  EXPECT_EQ(segment->destination_port, 443);
  EXPECT_EQ(segment->sequence, 7U);
  EXPECT_EQ(segment->acknowledgement, 9U);
  EXPECT_EQ(segment->flags, kSyn | kAck);
  EXPECT_EQ(segment->payload.size(), 2U);
  EXPECT_EQ(segment->payload_length, 2U);
}

TEST(Tcp, EveryPrefixOfTheHeaderIsTruncated) {
  for_each_prefix(tcp(5), [](Bytes prefix) {
    EXPECT_EQ(parse_tcp(prefix, 40).error(), ParseError::kTruncated);
  });
}

TEST(Tcp, CutInTheOptionsHasNoPayload) {
  const auto segment = parse_tcp(tcp(8), 132);
  ASSERT_TRUE(segment.has_value());
  EXPECT_TRUE(segment->payload.empty());
  EXPECT_EQ(segment->payload_length, 100U);
}

TEST(Tcp, ImpossibleHeaderLengthIsMalformed) {
  EXPECT_EQ(parse_tcp(tcp(4), 20).error(), ParseError::kMalformed);
  EXPECT_EQ(parse_tcp(tcp(6) + Octets(4), 20).error(), ParseError::kMalformed);
}

Octets udp(std::size_t length) { return u16(53) + u16(40000) + u16(length) + u16(0); }

TEST(Udp, ReadsHeaderAndPayload) {
  const auto datagram = parse_udp(udp(10) + text("hi") + Octets(3), 13);
  ASSERT_TRUE(datagram.has_value());
  EXPECT_EQ(datagram->source_port, 53);
  EXPECT_EQ(datagram->payload.size(), 2U);
}

TEST(Udp, LengthZeroIsTheRest) {
  EXPECT_EQ(parse_udp(udp(0) + text("hi"), 10)->payload.size(), 2U);
}

TEST(Udp, EveryPrefixOfTheHeaderIsTruncated) {
  for_each_prefix(udp(8), [](Bytes prefix) {
    EXPECT_EQ(parse_udp(prefix, 8).error(), ParseError::kTruncated);
  });
}

TEST(Udp, ImpossibleLengthIsMalformed) {
  EXPECT_EQ(parse_udp(udp(7), 8).error(), ParseError::kMalformed);
  EXPECT_EQ(parse_udp(udp(20) + text("hi"), 10).error(), ParseError::kMalformed);
}

}  // namespace
}  // namespace desirepath::wire
