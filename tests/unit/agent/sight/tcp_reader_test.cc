#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/agent/sight/recorder.h"

namespace desirepath::sight {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr Host kClient{1, 50000};
constexpr Host kServer{2, 8443};

const Octets kHello = wire::tls_record(wire::hello_for("files.example"));

Octets piece(const Octets& whole, std::size_t from, std::size_t to) {
  return {whole.begin() + static_cast<std::ptrdiff_t>(from),
          whole.begin() + static_cast<std::ptrdiff_t>(std::min(to, whole.size()))};
}

TEST(TcpReader, NamesAFlowOnAnyPort) {
  Scene scene;
  scene.open(kClient, kServer);
  scene.packet(tcp(kClient, kServer, 1, kHello));
  ASSERT_THAT(scene.recorder.names(), ElementsAre("files.example"));
  const Sighting& sighting = scene.recorder.sightings[0];
  EXPECT_EQ(sighting.source, Source::kTls);
  EXPECT_EQ(to_text(sighting.client), "10.0.0.1:50000");
  EXPECT_EQ(to_text(sighting.server), "10.0.0.2:8443");
}

TEST(TcpReader, PutsAnyOrderOfSegmentsTogether) {
  std::vector<std::size_t> order = {0, 1, 2, 3};
  const std::size_t size = (kHello.size() + 3) / 4;
  do {
    Scene scene;
    scene.open(kClient, kServer);
    for (const std::size_t i : order) {
      const auto at = static_cast<std::uint32_t>(1 + i * size);
      scene.packet(tcp(kClient, kServer, at, piece(kHello, i * size, (i + 1) * size)));
    }
    EXPECT_THAT(scene.recorder.names(), ElementsAre("files.example"));
  } while (std::next_permutation(order.begin(), order.end()));
}

TEST(TcpReader, OverlapsAndRetransmissionsChangeNothing) {
  Scene scene;
  scene.open(kClient, kServer);
  scene.packet(tcp(kClient, kServer, 1, piece(kHello, 0, 30)));
  scene.packet(tcp(kClient, kServer, 1, piece(kHello, 0, 30)));
  scene.packet(tcp(kClient, kServer, 41, piece(kHello, 40, 60)));
  scene.packet(tcp(kClient, kServer, 21, Octets(10, 0xff) + piece(kHello, 30, 50)));
  scene.packet(tcp(kClient, kServer, 1, kHello));
  scene.packet(tcp(kClient, kServer, 1, kHello));
  EXPECT_THAT(scene.recorder.names(), ElementsAre("files.example"));
}

TEST(TcpReader, SequenceNumbersWrap) {
  Scene scene;
  scene.packet(tcp(kClient, kServer, 0xffffffe0, {}, wire::kSyn));
  scene.packet(tcp(kClient, kServer, 0xffffffe1 + 50, piece(kHello, 50, 999)));
  scene.packet(tcp(kClient, kServer, 0xffffffe1, piece(kHello, 0, 50)));
  EXPECT_THAT(scene.recorder.names(), ElementsAre("files.example"));
}

TEST(TcpReader, GapIsGivenUpWhenEnoughLiesBehindIt) {
  Scene scene;
  scene.open(kClient, kServer);
  std::uint32_t at = 1001;  // the first thousand octets are lost
  for (int i = 0; i < 30; ++i, at += 1000) scene.packet(tcp(kClient, kServer, at, Octets(1000)));
  EXPECT_EQ(scene.observer().counts().assemblies_evicted, 1U);
  scene.packet(tcp(kClient, kServer, at, piece(kHello, 0, 30)));
  scene.packet(tcp(kClient, kServer, at + 30, piece(kHello, 30, 999)));
  EXPECT_THAT(scene.recorder.names(), ElementsAre("files.example"));
}

TEST(TcpReader, HelloBehindALostPreludeIsRead) {
  Scene scene;
  scene.open(kClient, kServer);
  scene.packet(tcp(kClient, kServer, 501, piece(kHello, 0, 30)));
  scene.packet(tcp(kClient, kServer, 531, piece(kHello, 30, 999)));
  EXPECT_THAT(scene.recorder.names(), ElementsAre("files.example"));
}

TEST(TcpReader, CaptureThatBeginsInTheMiddleIsRead) {
  Scene scene;
  scene.packet(tcp(kServer, kClient, 77, text("220 ready\r\n")));
  scene.packet(tcp(kClient, kServer, 5000, kHello));
  ASSERT_THAT(scene.recorder.names(), ElementsAre("files.example"));
  EXPECT_EQ(scene.recorder.sightings[0].client.port, kClient.port);
}

TEST(TcpReader, ReadsBehindPlainTextPreludes) {
  const Octets preludes[] = {
      text("CONNECT files.example:443 HTTP/1.1\r\nHost: files.example\r\n\r\n"),
      text("EHLO me\r\nSTARTTLS\r\n"),
      text("PROXY TCP4 10.0.0.1 10.0.0.2 1 2\r\n"),
      Octets{5, 1, 0} + Octets{5, 1, 0, 1, 192, 0, 2, 1, 1, 0xbb},
      {0, 0, 0, 8, 4, 0xd2, 0x16, 0x2f},
      {0x30, 5, 2, 1, 1, 0x77, 0},
      {3, 0, 0, 8, 3, 0xe0, 0, 0},
  };
  for (const Octets& prelude : preludes) {
    for (const std::size_t cut : {prelude.size(), prelude.size() + 3, std::size_t{2}}) {
      Scene scene;
      scene.open(kClient, kServer);
      const Octets all = prelude + kHello;
      scene.packet(tcp(kClient, kServer, 1, piece(all, 0, cut)));
      scene.packet(
          tcp(kClient, kServer, static_cast<std::uint32_t>(1 + cut), piece(all, cut, 9999)));
      ASSERT_FALSE(scene.recorder.sightings.empty()) << int{prelude[0]} << ' ' << cut;
      EXPECT_EQ(scene.recorder.sightings.back().source, Source::kTls) << int{prelude[0]};
    }
  }
}

TEST(TcpReader, GivesEveryHostOfAKeptAliveConnection) {
  Scene scene;
  scene.open(kClient, kServer);
  const Octets first = text("GET / HTTP/1.1\r\nHost: a.example:8080\r\n\r\n") +
                       text("POST / HTTP/1.1\r\nHost: b.example\r\nContent-Length: 4\r\n\r\nbody") +
                       text("GET / HTTP/1.1\r\nHost: b.ex");
  scene.packet(tcp(kClient, kServer, 1, first));
  const auto next = static_cast<std::uint32_t>(1 + first.size());
  scene.packet(tcp(kClient, kServer, next, text("ample\r\n\r\n")));
  scene.packet(tcp(kServer, kClient, 1, text("HTTP/1.1 200 OK\r\n\r\n")));
  scene.packet(tcp(kClient, kServer, next + 9, text("GET / HTTP/1.1\r\nHost: c.example\r\n\r\n")));
  EXPECT_THAT(scene.recorder.names(), ElementsAre("a.example", "b.example", "c.example"));
}

TEST(TcpReader, ProbeBeforeTheFirstRequestDoesNotHideIt) {
  Scene scene;
  scene.packet(tcp(kClient, kServer, 99, {0}));  // keeps the connection alive; no new octet
  scene.packet(tcp(kClient, kServer, 100, text("GET / HTTP/1.1\r\nHost: a.example\r\n\r\n")));
  EXPECT_THAT(scene.recorder.names(), ElementsAre("a.example"));
}

TEST(TcpReader, ReadsDnsMessagesOfTcp) {
  const auto question = [](char letter) {
    const Octets message = u16(1) + u16(0x100) + u16(1) + Octets(6) +
                           Octets{1, static_cast<std::uint8_t>(letter), 0} + u32(0x00010001);
    return u16(message.size()) + message;
  };
  Scene scene;
  constexpr Host kResolver{3, 53};
  scene.open(kClient, kResolver);
  const Octets stream = question('a') + question('b') + question('c');
  scene.packet(tcp(kClient, kResolver, 1, piece(stream, 0, 50)));
  scene.packet(tcp(kClient, kResolver, 51, piece(stream, 50, 999)));
  EXPECT_THAT(scene.recorder.names(), ElementsAre("a", "b", "c"));
}

TEST(TcpReader, NamesAFlowWithoutAServerNameByTheCertificate) {
  Scene scene;
  scene.open(kClient, kServer);
  scene.packet(tcp(kClient, kServer, 1, wire::tls_record(wire::hello_with({}))));
  // Only what the path to the subject needs: empty fields, and a common name of "host".
  const Octets name =
      Octets{0x30, 15, 0x31, 13, 0x30, 11, 6, 3, 0x55, 4, 3, 0x0c, 4} + text("host");
  const Octets fields = Octets{2, 1, 7, 0x30, 0, 0x30, 0, 0x30, 0} + name + Octets{0x30, 0};
  const Octets inner = Octets{0x30, static_cast<std::uint8_t>(fields.size())} + fields;
  const Octets certificate = Octets{0x30, static_cast<std::uint8_t>(inner.size())} + inner;
  const Octets list = wire::u24(certificate.size()) + certificate;
  const Octets message = Octets{11} + wire::u24(list.size() + 3) + wire::u24(list.size()) + list;
  const Octets flight = wire::tls_record({2, 0, 0, 1, 9}) + wire::tls_record(message);
  scene.packet(tcp(kServer, kClient, 1, piece(flight, 0, 20)));
  scene.packet(tcp(kServer, kClient, 21, piece(flight, 20, 999)));
  scene.observer().finish();
  EXPECT_THAT(scene.recorder.names(), IsEmpty());
  ASSERT_EQ(scene.recorder.flows.size(), 1U);
  EXPECT_EQ(scene.recorder.flows[0].name.view(), "host");
  EXPECT_EQ(scene.recorder.flows[0].name_source, NameSource::kCertificate);
  EXPECT_EQ(scene.observer().visibility().grade_c, 1U);
}

TEST(TcpReader, HelloInsideAnotherBinaryProtocolIsNoName) {
  Scene scene;
  scene.open(kClient, kServer);
  scene.packet(tcp(kClient, kServer, 1, Octets{0, 99, 0x20, 1, 2, 3} + kHello));
  EXPECT_THAT(scene.recorder.names(), IsEmpty());
}

TEST(TcpReader, HalfReadFlowsAreBounded) {
  Scene scene;
  for (std::uint16_t port = 1; port <= 2 * TcpReader::kMostReadings; ++port) {
    scene.packet(tcp({1, port}, kServer, 0, {}, wire::kSyn));
    scene.packet(tcp({1, port}, kServer, 1, piece(kHello, 0, 30)));
  }
  EXPECT_EQ(scene.observer().counts().assemblies_evicted, TcpReader::kMostReadings);
  scene.packet(tcp({1, 2 * TcpReader::kMostReadings}, kServer, 31, piece(kHello, 30, 999)));
  EXPECT_THAT(scene.recorder.names(), ElementsAre("files.example"));
}

}  // namespace
}  // namespace desirepath::sight
