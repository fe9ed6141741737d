#include "agent/wire/tunnel.h"

#include <gtest/gtest.h>

#include "tests/unit/agent/wire/octets.h"

namespace desirepath::wire {
namespace {

const Octets kIp = Octets{0x45} + text("inside");
const Octets kEthernet = Octets(12) + u16(0x0800);

struct Tunnel {
  const char* what;
  int number;  // of the IP protocol, or of the UDP port
  Octets header;
};

const Tunnel kInIp[] = {
    {"ip in ip", 4, {}},
    {"ip in ip, old number", 94, {}},
    {"gre", 47, Octets{0, 0} + u16(0x0800)},
    {"gre with all options", 47, Octets{0xb0, 0} + u16(0x0800) + Octets(12)},
    {"gre with routes", 47,
     Octets{0x40, 0} + u16(0x0800) + u32(0) + Octets{0, 1, 0, 2, 9, 9} + u32(0)},
    {"pptp", 47, Octets{0x30, 0x81} + u16(0x880b) + Octets(12) + Octets{0xff, 3, 0, 0x21}},
    {"bridged gre", 47, Octets{0, 0} + u16(0x6558) + kEthernet},
    {"erspan 1", 47, Octets{0, 0} + u16(0x88be) + kEthernet},
    {"erspan 2", 47, Octets{0x10, 0} + u16(0x88be) + u32(1) + Octets(8) + kEthernet},
    {"erspan 3", 47, Octets{0x10, 0} + u16(0x22eb) + u32(1) + Octets(12) + kEthernet},
    {"erspan 3 with subheader", 47,
     Octets{0x10, 0} + u16(0x22eb) + u32(1) + Octets(11) + Octets{1} + Octets(8) + kEthernet},
    {"etherip", 97, Octets{0x30, 0} + kEthernet},
    {"mpls", 137, u32(0x00010140)},
    {"l2tp 3", 115, u32(5) + kEthernet},
};

const Tunnel kInUdp[] = {
    {"vxlan", 4789, Octets{8, 0, 0, 0, 0, 0, 7, 0} + kEthernet},
    {"vxlan gpe", 4790, Octets{0x0c, 0, 0, 1, 0, 0, 7, 0}},
    {"geneve", 6081, Octets{1, 0} + u16(0x6558) + u32(7) + u32(9) + kEthernet},
    {"gtp", 2152, Octets{0x30, 255, 0, 7} + u32(1)},
    {"gtp with extensions", 2152,
     Octets{0x34, 255, 0, 7} + u32(1) + Octets{0, 0, 0, 0x85, 1, 0, 0, 0}},
    {"gtp 0", 2152, Octets{0x1e, 255} + Octets(18)},
    {"l2tp 2", 1701, Octets{0x40, 2} + u16(0) + u32(1) + Octets{0xff, 3, 0, 0x21}},
    {"gre in udp", 4754, Octets{0, 0} + u16(0x0800)},
    {"lisp", 4341, Octets(8)},
    {"tzsp", 37008, Octets{1, 0, 0, 1, 10, 2, 9, 9, 0, 1} + kEthernet},
    {"mpls in udp", 6635, u32(0x00010140)},
    {"capwap", 5247,
     Octets{0x00, 0x10, 0x03, 0x00, 0, 0, 0, 0} + Octets{0x08, 1} + Octets(22) +
         Octets{0xaa, 0xaa, 3, 0, 0, 0, 8, 0}},
    {"capwap, control swapped", 5247,
     Octets{0x00, 0x10, 0x03, 0x00, 0, 0, 0, 0} + Octets{0x01, 0x08} + Octets(22) +
         Octets{0xaa, 0xaa, 3, 0, 0, 0, 8, 0}},
    {"ayiya", 5072, Octets{0x41, 0x52, 0x11, 41} + u32(0) + Octets(16) + Octets(20)},
};

TEST(Tunnel, FindsTheIpPacketInside) {
  for (const Tunnel& tunnel : kInIp) {
    const Octets bytes = tunnel.header + kIp;
    const auto ip = ip_inside_ip(static_cast<std::uint8_t>(tunnel.number), bytes);
    ASSERT_TRUE(ip.has_value()) << tunnel.what;
    EXPECT_EQ(Octets(ip->begin(), ip->end()), kIp) << tunnel.what;
  }
  for (const Tunnel& tunnel : kInUdp) {
    const auto port = static_cast<std::uint16_t>(tunnel.number);
    const Octets bytes = tunnel.header + kIp;
    EXPECT_TRUE(is_tunnel_port(port)) << tunnel.what;
    const auto ip = ip_inside_udp(port, bytes);
    ASSERT_TRUE(ip.has_value()) << tunnel.what;
    EXPECT_EQ(Octets(ip->begin(), ip->end()), kIp) << tunnel.what;
  }
}

TEST(Tunnel, FindsTeredoBehindItsIndications) {
  const Octets ipv6 = Octets{0x60} + text("inside");
  const Octets authentication = Octets{0, 1, 1, 2} + Octets(3) + Octets(9);
  const Octets origin(8);
  for (const Octets& header : {Octets{}, origin, authentication, authentication + origin}) {
    const Octets bytes = header + ipv6;
    const auto ip = ip_inside_udp(3544, bytes);
    ASSERT_TRUE(ip.has_value()) << header.size();
    EXPECT_EQ(Octets(ip->begin(), ip->end()), ipv6);
  }
}

TEST(Tunnel, EveryPrefixOfAHeaderIsTruncated) {
  for (const Tunnel& tunnel : kInIp) {
    for_each_prefix(tunnel.header, [&](Bytes prefix) {
      const auto ip = ip_inside_ip(static_cast<std::uint8_t>(tunnel.number), prefix);
      if (ip.has_value()) return;  // the header of a shorter form
      EXPECT_EQ(ip.error(), ParseError::kTruncated) << tunnel.what << ' ' << prefix.size();
    });
  }
  for (const Tunnel& tunnel : kInUdp) {
    for_each_prefix(tunnel.header, [&](Bytes prefix) {
      EXPECT_FALSE(ip_inside_udp(static_cast<std::uint16_t>(tunnel.number), prefix).has_value() &&
                   prefix.size() < 8)
          << tunnel.what << ' ' << prefix.size();
    });
  }
}

TEST(Tunnel, ControlMessagesAreForeign) {
  EXPECT_EQ(ip_inside_ip(1, kIp).error(), ParseError::kForeign);
  EXPECT_EQ(ip_inside_ip(115, u32(0) + kIp).error(), ParseError::kForeign);
  EXPECT_EQ(ip_inside_udp(2152, Octets{0x32, 1, 0, 4} + Octets(8)).error(), ParseError::kForeign);
  EXPECT_EQ(ip_inside_udp(1701, Octets{0xc8, 2} + Octets(20)).error(), ParseError::kForeign);
  EXPECT_EQ(ip_inside_udp(4789, Octets(40)).error(), ParseError::kForeign);
  EXPECT_EQ(ip_inside_udp(5247, Octets{1, 0, 0, 0} + Octets(20)).error(), ParseError::kForeign);
  EXPECT_FALSE(is_tunnel_port(443));
  EXPECT_EQ(ip_inside_udp(443, kIp).error(), ParseError::kForeign);
}

TEST(Tunnel, LengthThatOverrunsIsNotBelieved) {
  EXPECT_FALSE(ip_inside_udp(6081, Octets{0x3f, 0} + u16(0x6558) + Octets(60)).has_value());
  const Octets empty_extension = Octets{0x34, 255, 0, 7} + u32(1) + Octets{0, 0, 0, 0x85, 0} + kIp;
  EXPECT_EQ(ip_inside_udp(2152, empty_extension).error(), ParseError::kMalformed);
  const Octets long_extension = Octets{0x34, 255, 0, 7} + u32(1) + Octets{0, 0, 0, 0x85, 99} + kIp;
  EXPECT_EQ(ip_inside_udp(2152, long_extension).error(), ParseError::kTruncated);
  EXPECT_FALSE(ip_inside_udp(5247, Octets{0, 0xf8, 3, 0} + Octets(60)).has_value());
}

}  // namespace
}  // namespace desirepath::wire
