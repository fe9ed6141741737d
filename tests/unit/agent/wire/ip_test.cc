#include "agent/wire/ip.h"

#include <gtest/gtest.h>

#include "tests/unit/agent/wire/octets.h"

namespace desirepath::wire {
namespace {

const Octets kPayload = text("payload!");

Octets ipv4(std::size_t total, std::uint8_t version_and_length = 0x45) {
  return Octets{version_and_length, 0} + u16(total) + Octets{0x12, 0x34, 0x20, 0x02, 64, 17, 0, 0} +
         Octets{10, 0, 0, 1, 192, 0, 2, 7};
}

Octets ipv6(std::uint8_t next, std::size_t length) {
  return Octets{0x60, 0, 0, 0} + u16(length) + Octets{next, 64} + Octets(15) + Octets{1} +
         Octets(15) + Octets{2};
}

TEST(Ip, ReadsVersion4) {
  const Octets packet = ipv4(28) + kPayload + Octets(6);  // with the link layer's padding
  const auto ip = parse_ip(packet);
  ASSERT_TRUE(ip.has_value());
  EXPECT_EQ(ip->source[12], 10);
  EXPECT_EQ(ip->destination[15], 7);
  EXPECT_EQ(ip->protocol, 17);
  EXPECT_EQ(Octets(ip->payload.begin(), ip->payload.end()), kPayload);
  EXPECT_EQ(ip->payload_length, 8U);
  EXPECT_EQ(ip->identification, 0x1234U);
  EXPECT_TRUE(ip->more_fragments);
  EXPECT_EQ(ip->fragment_offset, 16);
}

TEST(Ip, LengthZeroIsLeftToTheCard) {
  const auto ip = parse_ip(ipv4(0) + kPayload);
  ASSERT_TRUE(ip.has_value());
  EXPECT_EQ(ip->payload_length, 8U);
}

TEST(Ip, CutPacketKeepsWhatTheHeaderClaims) {
  const auto ip = parse_ip(ipv4(1500) + kPayload);
  ASSERT_TRUE(ip.has_value());
  EXPECT_EQ(ip->payload.size(), 8U);
  EXPECT_EQ(ip->payload_length, 1480U);
}

TEST(Ip, SkipsExtensionHeadersOfVersion6) {
  const Octets hop_by_hop = Octets{43, 0} + Octets(6);
  const Octets routing = Octets{60, 1} + Octets(14);
  const Octets options = Octets{51, 0} + Octets(6);
  const Octets authentication = Octets{17, 4} + Octets(22);
  const Octets packet =
      ipv6(0, 56 + 8) + hop_by_hop + routing + options + authentication + kPayload;
  const auto ip = parse_ip(packet);
  ASSERT_TRUE(ip.has_value());
  EXPECT_EQ(ip->protocol, 17);
  EXPECT_EQ(Octets(ip->payload.begin(), ip->payload.end()), kPayload);
}

TEST(Ip, ReadsAFragmentOfVersion6) {
  const auto ip = parse_ip(ipv6(44, 16) + Octets{17, 0, 0x05, 0xa9, 1, 2, 3, 4} + kPayload);
  ASSERT_TRUE(ip.has_value());
  EXPECT_TRUE(ip->more_fragments);
  EXPECT_EQ(ip->fragment_offset, 0x5a8);
  EXPECT_EQ(ip->identification, 0x01020304U);
}

TEST(Ip, EveryPrefixOfTheHeadersIsTruncated) {
  const Octets headers[] = {ipv4(28), ipv6(0, 16) + Octets{17, 0} + Octets(6),
                            ipv6(44, 16) + Octets{17, 0} + Octets(6)};
  for (const Octets& header : headers) {
    for_each_prefix(header, [](Bytes prefix) {
      if (prefix.size() == 40) return;  // a packet without payload, as far as it goes
      EXPECT_EQ(parse_ip(prefix).error(), ParseError::kTruncated) << prefix.size();
    });
  }
}

TEST(Ip, ImpossibleLengthIsMalformed) {
  EXPECT_EQ(parse_ip(ipv4(28, 0x44) + kPayload).error(), ParseError::kMalformed);  // header of 16
  EXPECT_EQ(parse_ip(ipv4(19) + kPayload).error(), ParseError::kMalformed);
  EXPECT_EQ(parse_ip(ipv6(0, 8) + Octets{17, 9} + Octets(90)).error(), ParseError::kMalformed);
}

TEST(Ip, EndlessExtensionsAreMalformed) {
  Octets packet = ipv6(60, 8 * 20);
  for (int i = 0; i < 20; ++i) packet = packet + Octets{60, 0} + Octets(6);
  EXPECT_EQ(parse_ip(packet).error(), ParseError::kMalformed);
}

TEST(Ip, OtherVersionsAreForeign) {
  EXPECT_EQ(parse_ip(Octets(40, 0x55)).error(), ParseError::kForeign);
}

}  // namespace
}  // namespace desirepath::wire
