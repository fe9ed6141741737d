#include "agent/capture/kernel_filter.h"

#include <gtest/gtest.h>

#include <initializer_list>
#include <string>
#include <vector>

#include "agent/capture/filtered_view.h"
#include "agent/wire/tunnel.h"

namespace desirepath::capture {
namespace {

using Octets = std::vector<std::uint8_t>;

Octets operator+(Octets front, const Octets& back) {
  front.insert(front.end(), back.begin(), back.end());
  return front;
}

Octets half(std::size_t value) {
  return {static_cast<std::uint8_t>(value >> 8), static_cast<std::uint8_t>(value)};
}

Octets ethernet(std::uint16_t type) { return Octets(12, 0xee) + half(type); }

Octets ipv4(std::uint8_t protocol, const Octets& payload, std::uint16_t fragment = 0,
            std::size_t option_octets = 0) {
  Octets header = {static_cast<std::uint8_t>(0x45 + option_octets / 4), 0};
  header = header + half(20 + option_octets + payload.size()) + half(1) + half(fragment);
  header = header + Octets{64, protocol, 0, 0, 10, 0, 0, 1, 10, 0, 0, 2};
  return header + Octets(option_octets, 1) + payload;
}

Octets ipv6(std::uint8_t next_header, const Octets& payload) {
  return Octets{0x60, 0, 0, 0} + half(payload.size()) + Octets{next_header, 64} + Octets(32, 0x20) +
         payload;
}

struct Ports {
  std::uint16_t from;
  std::uint16_t to;
};

constexpr std::uint8_t kAck = 0x10;
constexpr std::uint8_t kSyn = 0x02;

Octets tcp(Ports ports, std::uint8_t flags, const Octets& payload) {
  return half(ports.from) + half(ports.to) + Octets(8, 0) + Octets{0x50, flags} + Octets(6, 0) +
         payload;
}

Octets udp(Ports ports, const Octets& payload) {
  return half(ports.from) + half(ports.to) + half(8 + payload.size()) + half(0) + payload;
}

Octets hello() { return Octets{0x16, 3, 1, 0, 80, 1} + Octets(79, 0); }
Octets bulk(std::size_t size) { return Octets{0x17, 3, 3, 4, 0} + Octets(size - 5, 0x5a); }
Octets text(const std::string& words) { return {words.begin(), words.end()}; }

std::uint32_t kept(const Octets& frame, Bulk bulk = Bulk::kNone, std::uint16_t link_type = 1) {
  Packet packet;
  packet.link_type = link_type;
  packet.bytes = frame;
  packet.wire_length = static_cast<std::uint32_t>(frame.size());
  const auto program = kernel_filter(link_type, {bulk, 0, 0});
  const std::uint32_t octets = kept_octets(program, packet);
  EXPECT_LE(octets, frame.size());
  return octets;
}

bool whole(const Octets& frame, Bulk bulk = Bulk::kNone, std::uint16_t link_type = 1) {
  return kept(frame, bulk, link_type) == frame.size();
}

const Ports kUp = {51234, 443};
const Ports kDown = {443, 51234};

TEST(KernelFilter, TheHelloIsKeptWholeUnderEveryLinkHeader) {
  const Octets v4 = ipv4(6, tcp(kUp, kAck, hello()));
  const Octets v6 = ipv6(6, tcp(kUp, kAck, hello()));
  EXPECT_TRUE(whole(ethernet(0x0800) + v4));
  EXPECT_TRUE(whole(ethernet(0x86dd) + v6));
  EXPECT_TRUE(whole(ethernet(0x8100) + half(5) + half(0x0800) + v4));
  EXPECT_TRUE(whole(ethernet(0x88a8) + half(5) + half(0x8100) + half(6) + half(0x86dd) + v6));
  EXPECT_TRUE(whole(ethernet(0x8864) + Octets(6, 0) + half(0x0021) + v4));
  EXPECT_TRUE(whole(ethernet(0x8864) + Octets(6, 0) + half(0x0057) + v6));
  EXPECT_TRUE(whole(v4, Bulk::kNone, 101));
  EXPECT_TRUE(whole(v6, Bulk::kNone, 101));
  EXPECT_TRUE(whole(ethernet(0x0800) + ipv4(6, tcp(kUp, kAck, hello()), 0, 8)));
  EXPECT_TRUE(whole(ethernet(0x0800) + ipv4(6, tcp({51234, 8443}, kAck, hello()))));
}

TEST(KernelFilter, ControlSegmentsAreKept) {
  for (const std::uint8_t flags : Octets{0x01, kSyn, 0x04, 0x12, 0x11}) {
    EXPECT_TRUE(whole(ethernet(0x0800) + ipv4(6, tcp(kUp, flags, {})))) << int{flags};
    EXPECT_TRUE(whole(ethernet(0x86dd) + ipv6(6, tcp(kDown, flags, {})))) << int{flags};
  }
}

TEST(KernelFilter, RequestsDnsAndQuicAreKept) {
  const Octets initial = Octets{0xc3, 0, 0, 0, 1} + Octets(1195, 7);
  EXPECT_TRUE(whole(ethernet(0x0800) + ipv4(6, tcp({51234, 80}, kAck, text("GET / HTTP/1.1")))));
  EXPECT_TRUE(whole(ethernet(0x0800) + ipv4(6, tcp({51234, 3129}, kAck, text("CONNECT a:443")))));
  EXPECT_TRUE(whole(ethernet(0x0800) + ipv4(17, udp({51234, 53}, Octets(30, 1)))));
  EXPECT_TRUE(whole(ethernet(0x86dd) + ipv6(17, udp({53, 51234}, Octets(900, 1)))));
  EXPECT_TRUE(whole(ethernet(0x0800) + ipv4(6, tcp({53, 51234}, kAck, Octets(900, 1)))));
  EXPECT_TRUE(whole(ethernet(0x0800) + ipv4(17, udp(kUp, initial))));
  EXPECT_TRUE(whole(ethernet(0x86dd) + ipv6(17, udp({51234, 8443}, initial))));
  EXPECT_TRUE(whole(ethernet(0x0800) + ipv4(6, tcp({51234, 587}, kAck, text("EHLO me\r\n")))));
}

TEST(KernelFilter, FragmentsExtensionHeadersAndTunnelsAreKept) {
  EXPECT_TRUE(whole(ethernet(0x0800) + ipv4(6, Octets(1400, 9), 0x2000)));
  EXPECT_TRUE(whole(ethernet(0x0800) + ipv4(17, Octets(100, 9), 0x00b9)));
  for (const std::uint8_t header : Octets{0, 43, 44, 60, 135, 41, 47}) {
    EXPECT_TRUE(whole(ethernet(0x86dd) + ipv6(header, Octets(100, 9)))) << int{header};
  }
  EXPECT_TRUE(whole(ethernet(0x0800) + ipv4(47, Octets(100, 9))));
  EXPECT_TRUE(whole(ethernet(0x0800) + ipv4(17, udp({40000, 4789}, Octets(100, 9)))));
}

TEST(KernelFilter, KeepsTheTunnelPortsThatAreLookedInto) {
  for (int port = 1; port < 65536; ++port) {
    if (port == 53) continue;
    const auto number = static_cast<std::uint16_t>(port);
    const bool is_kept = whole(ethernet(0x0800) + ipv4(17, udp({number, 40001}, Octets(40, 9)))) &&
                         whole(ethernet(0x0800) + ipv4(17, udp({40001, number}, Octets(40, 9))));
    ASSERT_EQ(is_kept, wire::is_tunnel_port(number)) << port;
  }
}

TEST(KernelFilter, CarriersAreKept) {
  const Octets inside(60, 9);
  for (const std::size_t value : {0x8847, 0x8848, 0x8909, 0x88e7, 0x6558, 0x894f}) {
    const auto type = static_cast<std::uint16_t>(value);
    EXPECT_TRUE(whole(ethernet(type) + inside)) << type;
    EXPECT_TRUE(whole(ethernet(0x8100) + half(5) + half(type) + inside)) << type;
  }
  EXPECT_EQ(kept(ethernet(0x8100) + half(5) + half(0x0806) + inside), 0U);
}

TEST(KernelFilter, RequestsAreToldByTheirMethod) {
  const Ports to_web = {51234, 8080};
  for (const char* words :
       {"GET / HTTP/1.1", "NOTIFY /x HTTP/1.1", "PRI * HTTP/2.0", "ACL /x HTTP"}) {
    EXPECT_TRUE(whole(ethernet(0x0800) + ipv4(6, tcp(to_web, kAck, text(words))))) << words;
  }
  for (const char* words :
       {"HTTP/1.1 200 OK", "Get / HTTP/1.1", "GE\x01 / HTTP", "\x17\x03\x03 abc"}) {
    EXPECT_EQ(kept(ethernet(0x0800) + ipv4(6, tcp(to_web, kAck, text(words)))), 0U) << words;
  }
}

TEST(KernelFilter, DontFragmentIsNoFragment) {
  EXPECT_EQ(kept(ethernet(0x0800) + ipv4(6, tcp(kDown, kAck, bulk(1400)), 0x4000)), 0U);
}

TEST(KernelFilter, BulkIsDroppedOrCutAsAsked) {
  const Octets up = ethernet(0x0800) + ipv4(6, tcp(kUp, kAck, bulk(4000)));
  const Octets part = ethernet(0x0800) + ipv4(6, tcp(kUp, kAck, bulk(1400)));
  const Octets down = ethernet(0x86dd) + ipv6(6, tcp(kDown, kAck, bulk(1400)));
  const Octets acknowledgement = ethernet(0x0800) + ipv4(6, tcp(kUp, kAck, {})) + Octets(6, 0);
  const Octets quic_down = ethernet(0x0800) + ipv4(17, udp(kDown, Octets(1000, 0x41)));
  const Octets quic_up = ethernet(0x86dd) + ipv6(17, udp(kUp, Octets(1250, 0x41)));
  const auto header = kHeaderOctets;
  for (const Octets& frame : {up, part, down, acknowledgement, quic_down, quic_up}) {
    EXPECT_EQ(kept(frame, Bulk::kNone), 0U);
  }
  EXPECT_EQ(kept(part, Bulk::kClient), part.size());  // may be the rest of a split hello
  for (const Octets& frame : {up, down, acknowledgement, quic_down, quic_up}) {
    EXPECT_EQ(kept(frame, Bulk::kClient), 0U);
  }
  for (const Octets& frame : {up, part, down, quic_down, quic_up}) {
    EXPECT_EQ(kept(frame, Bulk::kAll), header);
  }
  EXPECT_EQ(kept(acknowledgement, Bulk::kAll), acknowledgement.size());
}

// Whatever the random word: one packet in `one_in` words is kept, and never whole. What it stands
// for is told by its cut, whatever the rate is by now; a tag that the card had taken off is put
// back.
TEST(KernelFilter, TheRestIsSampledAndTheSampleTold) {
  const Octets segment = ethernet(0x0800) + ipv4(6, tcp(kDown, kAck, bulk(1400)));
  std::vector<Octets> frames = {segment, ethernet(0x86dd) + ipv6(17, udp(kUp, Octets(24, 0x41)))};
  for (std::size_t over = 0; over < 70; ++over) {
    frames.push_back(ethernet(0x0800) + ipv4(17, udp(kUp, Octets(kHeaderOctets - 60 + over))));
  }
  for (const Bulk bulk : {Bulk::kNone, Bulk::kClient}) {
    for (const std::uint32_t one_in : {4U, 8U, 16U, 32U}) {
      const auto program = kernel_filter(1, {bulk, 8, one_in});
      for (const Octets& frame : frames) {
        const bool is_tcp = frame == segment;
        Packet packet;
        packet.bytes = frame;
        packet.wire_length = static_cast<std::uint32_t>(frame.size());
        int shown = 0;
        for (std::uint32_t random = 0; random < 64; ++random) {
          const std::uint32_t octets = kept_octets(program, packet, random << 24 | random);
          if (octets == 0) continue;
          ++shown;
          for (const std::uint32_t tag : {0U, 4U}) {
            const auto told = stands_for(octets + tag, packet.wire_length + tag, {bulk});
            ASSERT_EQ(told, is_tcp ? 4U : one_in) << frame.size() << " octets, tag " << tag;
          }
        }
        EXPECT_EQ(shown, 64 / (is_tcp ? 8 : one_in));
      }
    }
  }
}

TEST(KernelFilter, WhatIsAlwaysShownIsNoSample) {
  const Showing showing;
  EXPECT_EQ(stands_for(66, 66, showing), 1U);      // a SYN
  EXPECT_EQ(stands_for(4096, 9000, showing), 1U);  // cut, but for its length
  EXPECT_EQ(stands_for(128, 1514, showing), 4U);   // a sample
  EXPECT_EQ(stands_for(128, 1514, {Bulk::kAll, 32, 4}), 1U);
  EXPECT_EQ(stands_for(59, 60, {Bulk::kNone, 0, 0}), 1U);
}

TEST(KernelFilter, HellosOfDtlsAreKeptAndOtherDatagramsNot) {
  const Octets record = Octets{0x16, 0xfe, 0xff, 0, 0, 0, 0, 0, 0, 0, 0, 0, 50};
  EXPECT_TRUE(whole(ethernet(0x0800) + ipv4(17, udp({50000, 4433}, record + Octets(50, 1)))));
  EXPECT_EQ(kept(ethernet(0x0800) + ipv4(17, udp({50000, 4433}, record + Octets(50, 2)))), 0U);
  EXPECT_EQ(kept(ethernet(0x0800) + ipv4(17, udp({50000, 4433}, record))), 0U);
}

TEST(FilteredView, ShowsAsManyAsItsSeedSaysAndCutsThem) {
  const Octets frame = ethernet(0x0800) + ipv4(17, udp(kDown, Octets(1000, 0x41)));
  FilteredView view(Bulk::kNone, 7);
  FilteredView again(Bulk::kNone, 7);
  int shown = 0;
  for (int i = 0; i < 4000; ++i) {
    Packet packet;
    packet.time = Time(std::chrono::milliseconds{i});
    packet.bytes = frame;
    packet.wire_length = static_cast<std::uint32_t>(frame.size());
    Packet same = packet;
    const bool is_shown = view.show(packet);
    EXPECT_EQ(again.show(same), is_shown);
    if (!is_shown) continue;
    ++shown;
    EXPECT_EQ(packet.bytes.size(), kHeaderOctets);
    EXPECT_EQ(packet.stands_for, 4U);
  }
  EXPECT_NEAR(shown, 1000, 82);  // three deviations of 27
}

// 40,000 datagrams a second for ten seconds, then 500 a second for five minutes.
TEST(FilteredView, SamplesFewOfManyAndTheSumHolds) {
  const Octets frame = ethernet(0x0800) + ipv4(17, udp(kDown, Octets(1000, 0x41)));
  FilteredView view(Bulk::kNone, 11);
  double scaled = 0;
  int shown = 0;
  std::uint32_t most = 0;
  Packet packet;
  const auto pass = [&](int count, std::chrono::microseconds step) {
    for (int i = 0; i < count; ++i) {
      const Time time = packet.time + step;
      packet = Packet();
      packet.time = time;
      packet.bytes = frame;
      packet.wire_length = static_cast<std::uint32_t>(frame.size());
      if (!view.show(packet)) continue;
      ++shown;
      scaled += packet.stands_for;
      most = std::max(most, packet.stands_for);
    }
  };
  pass(400'000, std::chrono::microseconds{25});
  EXPECT_EQ(most, 16U);  // 2,500 a second
  EXPECT_LT(shown, 10 * SampleRate::kMostInASecond);
  EXPECT_NEAR(scaled, 400'000, 0.03 * 400'000);
  pass(150'000, std::chrono::milliseconds{2});
  EXPECT_LE(packet.stands_for, SampleRate::kQuietest);  // or was not shown
  EXPECT_NEAR(scaled, 550'000, 0.03 * 550'000);
}

TEST(KernelFilter, WhatIsNotIpIsDropped) {
  EXPECT_EQ(kept(ethernet(0x0806) + Octets(28, 1), Bulk::kAll), 0U);
  EXPECT_EQ(kept(ethernet(0x0800) + ipv4(1, Octets(60, 8)), Bulk::kAll), 0U);
}

TEST(KernelFilter, NoProperPrefixReadsBeyondItself) {
  const Octets frame = ethernet(0x8100) + half(5) + half(0x86dd) + ipv6(6, tcp(kUp, kAck, hello()));
  for (std::size_t size = 0; size < frame.size(); ++size) {
    const Octets prefix(frame.begin(), frame.begin() + static_cast<std::ptrdiff_t>(size));
    EXPECT_LE(kept(prefix), size);
  }
}

TEST(KernelFilter, ForeignLinkTypesAreNotFiltered) {
  EXPECT_TRUE(kernel_filter(127, {}).empty());  // 802.11 with radiotap
  EXPECT_TRUE(whole(Octets(60, 1), Bulk::kNone, 127));
}

}  // namespace
}  // namespace desirepath::capture
