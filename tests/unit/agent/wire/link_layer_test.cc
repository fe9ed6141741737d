#include "agent/wire/link_layer.h"

#include <gtest/gtest.h>

#include "agent/wire/ether_payload.h"
#include "agent/wire/wireless.h"
#include "tests/unit/agent/wire/octets.h"

namespace desirepath::wire {
namespace {

const Octets kIp = Octets{0x45} + text("an IP packet");
const Octets kAddresses(12);
const Octets kSnap = {0xaa, 0xaa, 3, 0, 0, 0, 8, 0};

struct Frame {
  const char* what;
  std::uint16_t link_type;
  Octets header;
};

const Octets kWifiData = Octets{0x08, 0x01} + Octets(22) + kSnap;

const Frame kFrames[] = {
    {"ethernet", 1, kAddresses + u16(0x0800)},
    {"vlan", 1, kAddresses + u16(0x8100) + u16(7) + u16(0x0800)},
    {"qinq", 1, kAddresses + u16(0x88a8) + u16(7) + u16(0x8100) + u16(8) + u16(0x0800)},
    {"mpls", 1, kAddresses + u16(0x8847) + u32(0x00010040) + u32(0x00010140)},
    {"pseudowire", 1,
     kAddresses + u16(0x8847) + u32(0x00010140) + u32(0) + kAddresses + u16(0x0800)},
    {"pppoe", 1, kAddresses + u16(0x8864) + Octets{0x11, 0, 0, 1, 0, 15} + u16(0x0021)},
    {"llc", 1, kAddresses + u16(21) + kSnap},
    {"802.1ah", 1, kAddresses + u16(0x88e7) + u32(1) + kAddresses + u16(0x0800)},
    {"cisco meta", 1, kAddresses + u16(0x8909) + Octets{1, 1, 0, 1, 0, 9} + u16(0x0800)},
    {"hsr", 1, kAddresses + u16(0x892f) + u32(1) + u16(0x0800)},
    {"vn-tag", 1, kAddresses + u16(0x8926) + u32(1) + u16(0x0800)},
    {"port extension", 1, kAddresses + u16(0x893f) + Octets(6) + u16(0x0800)},
    {"service header", 1, kAddresses + u16(0x894f) + Octets{0, 2, 2, 1} + u32(1)},
    {"macsec in clear", 1, kAddresses + u16(0x88e5) + Octets{0x20, 0} + Octets(12) + u16(0x0800)},
    {"null, little-endian", 0, {2, 0, 0, 0}},
    {"loop, big-endian", 108, {0, 0, 0, 24}},
    {"cooked", 113, Octets(14) + u16(0x0800)},
    {"cooked 2", 276, u16(0x0800) + Octets(18)},
    {"cooked with a tag", 113, Octets(14) + u16(0x8100) + u16(1) + u16(0x0800)},
    {"raw", 101, {}},
    {"ppp", 9, {0xff, 0x03, 0x00, 0x21}},
    {"ppp, compressed", 9, {0x21}},
    {"ppp, mpls", 9, Octets{0x02, 0x81} + u32(0x00010140)},
    {"cisco hdlc", 104, {0x0f, 0, 0x08, 0x00}},
    {"frame relay", 107, {0x18, 0x41, 0x03, 0xcc}},
    {"frame relay, snap", 107, {0x18, 0x41, 0x03, 0x00, 0x80, 0, 0, 0, 8, 0}},
    {"wifi", 105, kWifiData},
    {"wifi with quality of service", 105, Octets{0x88, 0x01} + Octets(24) + kSnap},
    {"radiotap", 127, Octets{0, 0, 8, 0} + Octets(4) + kWifiData},
    {"radiotap, padded", 127,
     Octets{0, 0, 9, 0, 2, 0, 0, 0, 0x20} + Octets{0x88, 0x01} + Octets(24) + Octets(2) + kSnap},
    {"prism", 119, Octets(144) + kWifiData},
    {"ppi", 192, Octets{0, 0, 8, 0, 105, 0, 0, 0} + kWifiData},
    {"slip", 8, Octets(16)},
    {"token ring", 6, Octets(14) + kSnap},
    {"fddi", 10, Octets(13) + kSnap},
    {"arcnet", 129, {0, 0, 0, 0, 212, 0, 0, 1}},
    {"pktap", 258, Octets{14, 0, 0, 0, 1, 0, 0, 0, 101, 0, 0, 0, 9, 9}},
    {"nflog", 239, Octets{2, 0, 0, 0} + Octets{5, 0, 1, 0, 9, 0, 0, 0} + Octets{17, 0, 9, 0}},
    {"netlink queue", 253,
     Octets(16) + Octets{0, 0, 0, 0, 0, 3} + Octets(10) + Octets(4) + Octets{17, 0, 10, 0}},
};

TEST(LinkLayer, FindsTheIpPacketOfEveryLinkType) {
  for (const Frame& frame : kFrames) {
    const Octets bytes = frame.header + kIp;
    const auto ip = ip_under_link(frame.link_type, bytes);
    ASSERT_TRUE(ip.has_value()) << frame.what;
    EXPECT_EQ(Octets(ip->begin(), ip->end()), kIp) << frame.what;
  }
}

TEST(LinkLayer, NoPrefixOfAHeaderGivesAPacket) {
  for (const Frame& frame : kFrames) {
    for_each_prefix(frame.header, [&](Bytes prefix) {
      const auto ip = ip_under_link(frame.link_type, prefix);
      // Where a shorter header is a header too, nothing may be left behind it but its own octets.
      EXPECT_LE(ip.has_value() ? ip->size() : 0U, prefix.size()) << frame.what;
    });
  }
}

TEST(LinkLayer, EveryPrefixOfAnEthernetHeaderIsTruncated) {
  const Octets header = kAddresses + u16(0x8100) + u16(7) + u16(0x8864) + Octets(6) + u16(0x0021);
  for_each_prefix(header, [](Bytes prefix) {
    EXPECT_EQ(ip_under_link(1, prefix).error(), ParseError::kTruncated) << prefix.size();
  });
}

TEST(LinkLayer, WhatCarriesNoIpIsForeign) {
  const Frame frames[] = {
      {"arp", 1, kAddresses + u16(0x0806)},
      {"encrypted macsec", 1, kAddresses + u16(0x88e5) + Octets{0x0c, 0} + Octets(20)},
      {"lcp", 9, {0xc0, 0x21}},
      {"spanning tree", 1, kAddresses + u16(38) + Octets{0x42, 0x42, 3}},
      {"management frame", 105, Octets{0x80, 0x00} + Octets(22)},
      {"protected data", 105, Octets{0x08, 0x41} + Octets(22) + kSnap},
      {"no data", 105, Octets{0x48, 0x01} + Octets(22)},
      {"bluetooth", 201, {}},
      {"netlink of routes", 253, Octets(16) + Octets{0, 0, 0, 0, 24, 0} + Octets(14)},
  };
  for (const Frame& frame : frames) {
    EXPECT_EQ(ip_under_link(frame.link_type, frame.header + kIp).error(), ParseError::kForeign)
        << frame.what;
  }
}

TEST(LinkLayer, LengthThatOverrunsIsNotBelieved) {
  EXPECT_FALSE(ip_under_link(127, Octets{0, 0, 200, 0} + Octets(60)).has_value());
  EXPECT_EQ(ip_under_link(127, Octets{0, 0, 7, 0} + Octets(60)).error(), ParseError::kMalformed);
  EXPECT_EQ(ip_under_link(239, Octets{2, 0, 0, 0, 3, 0, 1, 0}).error(), ParseError::kMalformed);
  const auto log = ip_under_link(239, Octets{2, 0, 0, 0, 90, 0, 9, 0} + kIp);
  EXPECT_EQ(log->size(), kIp.size());
}

TEST(LinkLayer, EndlessTagsAreMalformed) {
  Octets frame = kAddresses;
  for (int i = 0; i < 40; ++i) frame = frame + u16(0x8100) + u16(1);
  EXPECT_EQ(ip_under_link(1, frame).error(), ParseError::kMalformed);
}

}  // namespace
}  // namespace desirepath::wire
