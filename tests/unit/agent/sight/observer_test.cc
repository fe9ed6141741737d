#include "agent/sight/observer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/agent/sight/recorder.h"

namespace desirepath::sight {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

constexpr Host kClient{1, 50000};
constexpr Host kServer{2, 443};
constexpr Host kResolver{3, 53};

const Octets kHello = wire::tls_record(wire::hello_for("files.example"));
const Octets kQuestion =
    Octets{4} + text("docs") + Octets{7} + text("example") + Octets{0} + u16(1) + u16(1);

// The answer that docs.example is `server`, for a minute.
Octets answer(Host server) {
  return u16(9) + u16(0x8180) + u16(1) + u16(1) + u32(0) + kQuestion + Octets{0xc0, 12} + u16(1) +
         u16(1) + u32(60) + u16(4) + address_of(server);
}

TEST(Observer, AccountsAFlow) {
  Scene scene;
  scene.open(kClient, kServer);
  scene.packet(tcp(kClient, kServer, 1, kHello));
  scene.packet(tcp(kServer, kClient, 1, Octets(1000)));
  scene.close(kClient, kServer);
  scene.observer().finish();
  ASSERT_THAT(scene.recorder.flows, SizeIs(1));
  const FlowRecord& flow = scene.recorder.flows[0];
  EXPECT_EQ(to_text(flow.client), "10.0.0.1:50000");
  EXPECT_EQ(flow.bytes_up, kHello.size());
  EXPECT_EQ(flow.bytes_down, 1000U);
  EXPECT_EQ(flow.packets, 7U);
  EXPECT_EQ(flow.name.view(), "files.example");
  EXPECT_EQ(flow.name_source, NameSource::kTls);
  EXPECT_EQ(flow.end, FlowEnd::kClosed);
  EXPECT_EQ(flow.last - flow.first, std::chrono::milliseconds{6});
  EXPECT_EQ(scene.observer().visibility().grade_a, 1U);
}

TEST(Observer, LowerPortIsTheServerWhenNothingElseTells) {
  Scene scene;
  scene.packet(tcp(kServer, kClient, 1, Octets(10)));
  scene.packet(tcp(kClient, kServer, 1, Octets(5)));
  scene.observer().finish();
  ASSERT_THAT(scene.recorder.flows, SizeIs(1));
  EXPECT_EQ(scene.recorder.flows[0].client.port, kClient.port);
  EXPECT_EQ(scene.recorder.flows[0].bytes_up, 5U);
}

TEST(Observer, SynTellsTheClientWhateverThePorts) {
  Scene scene;
  scene.open({1, 80}, {2, 40000});
  scene.packet(tcp({2, 40000}, {1, 80}, 1, Octets(10)));
  scene.observer().finish();
  EXPECT_EQ(scene.recorder.flows[0].client.port, 80);
  EXPECT_EQ(scene.recorder.flows[0].bytes_down, 10U);
}

TEST(Observer, NewSynBetweenTheSameEndsIsANewFlow) {
  Scene scene;
  scene.open(kClient, kServer);
  scene.packet(tcp(kClient, kServer, 1, kHello));
  scene.packet(tcp(kClient, kServer, 0, {}, wire::kSyn));  // the first one again
  EXPECT_EQ(scene.observer().counts().flows, 1U);
  scene.packet(tcp(kClient, kServer, 777000, {}, wire::kSyn));
  scene.packet(tcp(kClient, kServer, 777001, wire::tls_record(wire::hello_for("b.example"))));
  scene.observer().finish();
  EXPECT_THAT(scene.recorder.names(), ElementsAre("files.example", "b.example"));
  ASSERT_THAT(scene.recorder.flows, SizeIs(2));
  EXPECT_EQ(scene.recorder.flows[0].end, FlowEnd::kReused);
}

TEST(Observer, TellsActivityAtTheEndOfSlotAndFlow) {
  ObserverOptions options;
  options.tcp_idle = hours{1};
  Scene scene{options};
  scene.open(kClient, kServer);
  scene.packet(tcp(kClient, kServer, 1, kHello));
  scene.packet(tcp(kServer, kClient, 1, Octets(1000)));
  scene.now += minutes{5};
  scene.packet(tcp(kServer, kClient, 1001, Octets(70)));
  scene.now += minutes{5};
  scene.observer().advance(scene.now);
  scene.now += minutes{5};
  scene.observer().advance(scene.now);  // no traffic: nothing to tell
  scene.packet(tcp(kClient, kServer, 999, Octets(3)));
  scene.observer().finish();
  ASSERT_THAT(scene.recorder.activities, SizeIs(3));
  const auto& told = scene.recorder.activities;
  EXPECT_EQ(told[0].name.view(), "files.example");
  EXPECT_EQ(told[0].bytes_up, kHello.size());
  EXPECT_EQ(told[0].bytes_down, 1000U);
  EXPECT_EQ(told[1].bytes_down, 70U);
  EXPECT_EQ(told[1].bytes_up, 0U);
  EXPECT_EQ(told[2].bytes_up, 3U);
  EXPECT_LT(told[0].time, told[1].time);
}

TEST(Observer, AClockThatIsSetBackDelaysNothing) {
  Scene scene;
  scene.now += hours{240};  // ten days ahead, as a laptop's after a flat battery
  scene.packet(udp(kResolver, {1, 40000}, answer({9, 443})));
  scene.open(kClient, kServer);
  scene.packet(tcp(kClient, kServer, 1, kHello));
  scene.observer().advance(scene.now);
  scene.now -= hours{240};
  scene.observer().advance(scene.now);
  ASSERT_THAT(scene.recorder.activities, SizeIs(1));
  EXPECT_LE(scene.recorder.activities[0].time, scene.now);
  scene.packet(tcp(kServer, kClient, 1, Octets(70)));
  scene.now += minutes{5};
  scene.observer().advance(scene.now);
  ASSERT_THAT(scene.recorder.activities, SizeIs(2));
  EXPECT_EQ(scene.recorder.activities[1].bytes_down, 70U);
  scene.now += minutes{15};
  scene.observer().advance(scene.now);  // idle by now, and the answer is as old as any
  EXPECT_THAT(scene.recorder.flows, SizeIs(2));
  scene.packet(tcp({1, 50009}, {9, 443}, 1, Octets(4)));
  scene.observer().finish();
  EXPECT_EQ(scene.recorder.flows.back().name_source, NameSource::kNone);
}

TEST(Observer, AClockALittleBackIsOnlyWaitedFor) {
  Scene scene;
  scene.open(kClient, kServer);
  scene.packet(tcp(kClient, kServer, 1, kHello));
  scene.now -= minutes{4};
  scene.observer().advance(scene.now);
  EXPECT_THAT(scene.recorder.activities, IsEmpty());
}

// Suspended for a night: the clock goes on, the packets do not.
TEST(Observer, AfterANightsSleepWhatWasOpenHasEndedAndNamesAreReadAnew) {
  Scene scene;
  scene.open(kClient, kServer);
  scene.packet(tcp(kClient, kServer, 1, kHello));
  scene.now += hours{9};
  scene.open(kClient, kServer);  // by chance from the same port
  scene.packet(tcp(kClient, kServer, 1, wire::tls_record(wire::hello_for("morning.example"))));
  scene.observer().finish();
  EXPECT_THAT(scene.recorder.names(), ElementsAre("files.example", "morning.example"));
  ASSERT_THAT(scene.recorder.flows, SizeIs(2));
  EXPECT_EQ(scene.recorder.flows[0].end, FlowEnd::kIdle);
  EXPECT_LT(scene.recorder.flows[0].last + hours{8}, scene.recorder.flows[1].first);
}

TEST(Observer, IdleAndClosedFlowsEnd) {
  Scene scene;
  scene.open(kClient, kServer);
  scene.close(kClient, kServer);
  scene.packet(udp({5, 9999}, {6, 8888}, Octets(3)));
  scene.packet(tcp({7, 50001}, kServer, 1, Octets(3)));
  scene.now += minutes{5};
  scene.observer().advance(scene.now);
  ASSERT_THAT(scene.recorder.flows, SizeIs(2));  // the closed one and the UDP one
  scene.now += minutes{10};
  scene.observer().advance(scene.now);
  EXPECT_THAT(scene.recorder.flows, SizeIs(3));
}

TEST(Observer, AnswerNamesLaterFlowsOfThatClientOnly) {
  Scene scene;
  scene.packet(udp(kResolver, {1, 40000}, answer(kServer)));
  scene.open(kClient, kServer);
  scene.packet(tcp(kClient, kServer, 1, Octets(4)));
  scene.open({9, 50000}, kServer);
  scene.packet(tcp({9, 50000}, kServer, 1, Octets(4)));
  scene.now += hours{1};
  scene.open({1, 50001}, kServer);  // too late
  scene.packet(tcp({1, 50001}, kServer, 1, Octets(4)));
  scene.observer().finish();
  int named = 0;
  for (const FlowRecord& flow : scene.recorder.flows) {
    if (flow.name_source != NameSource::kDnsAnswer) continue;
    ++named;
    EXPECT_EQ(flow.name.view(), "docs.example");
    EXPECT_EQ(to_text(flow.client), "10.0.0.1:50000");
  }
  EXPECT_EQ(named, 1);
  EXPECT_EQ(scene.observer().visibility().grade_b, 1U);
  EXPECT_EQ(scene.observer().visibility().grade_d, 2U);
}

TEST(Observer, GivesQuestionsOfQueriesAndAnswers) {
  Scene scene;
  const Octets query = u16(9) + u16(0x100) + u16(1) + Octets(6) + kQuestion;
  scene.packet(udp({1, 40000}, kResolver, query));
  scene.packet(udp(kResolver, {1, 40000}, answer(kServer)));
  ASSERT_THAT(scene.recorder.names(), ElementsAre("docs.example", "docs.example"));
  for (const Sighting& sighting : scene.recorder.sightings) {
    EXPECT_EQ(sighting.source, Source::kDns);
    EXPECT_EQ(sighting.client.port, 40000);
    EXPECT_EQ(sighting.server.port, 53);
  }
}

TEST(Observer, LooksInsideTunnelsAndFragments) {
  Scene scene;
  const Octets inner = tcp(kClient, kServer, 1, kHello);
  const Octets vxlan = Octets{8} + Octets(7) + Octets(12) + u16(0x0800) + inner;
  const Octets outer = udp({101, 7}, {102, 4789}, vxlan);
  const Octets payload(outer.begin() + 20, outer.end());
  const Octets head(payload.begin(), payload.begin() + 40);
  const Octets tail(payload.begin() + 40, payload.end());
  scene.packet(ipv4({101, 0}, {102, 0}, wire::kIpUdp, tail, 5));
  scene.packet(ipv4({101, 0}, {102, 0}, wire::kIpUdp, head, 0x2000));
  EXPECT_THAT(scene.recorder.names(), ElementsAre("files.example"));
  EXPECT_EQ(scene.observer().counts().flows, 1U);
}

TEST(Observer, TunnelsInsideEachOtherAreBounded) {
  Octets packet = tcp(kClient, kServer, 1, kHello);
  for (int i = 0; i < 7; ++i) packet = ipv4(kClient, kServer, 4, packet);
  Scene scene;
  scene.packet(packet);
  EXPECT_THAT(scene.recorder.names(), ElementsAre("files.example"));
  scene.packet(ipv4(kClient, kServer, 4, packet));
  EXPECT_EQ(scene.observer().counts().too_deep, 1U);
}

TEST(Observer, FlowsBeyondTheTableAreCountedAndAccounted) {
  ObserverOptions options;
  options.most_flows = 64;
  Scene scene{options};
  constexpr std::size_t kFlows = 1000;
  for (std::uint16_t i = 0; i < kFlows; ++i) {
    scene.packet(tcp({1, static_cast<std::uint16_t>(20000 + i)}, kServer, 1, Octets(10)));
  }
  scene.observer().finish();
  EXPECT_THAT(scene.recorder.flows, SizeIs(kFlows));
  EXPECT_GE(scene.observer().counts().flows_evicted, kFlows - 64);
  std::uint64_t bytes = 0;
  for (const FlowRecord& flow : scene.recorder.flows) bytes += flow.bytes_up;
  EXPECT_EQ(bytes, 10 * kFlows);
}

TEST(Observer, DtlsHelloNamesItsFlow) {
  const Octets message = wire::hello_for("meet.example");
  const Octets body = Octets(message.begin() + 4, message.begin() + 39) + Octets{0} +
                      Octets(message.begin() + 39, message.end());
  const Octets handshake =
      Octets{1} + wire::u24(body.size()) + u16(0) + wire::u24(0) + wire::u24(body.size()) + body;
  const Octets record = Octets{22, 0xfe, 0xfd} + Octets(8) + u16(handshake.size()) + handshake;
  Scene scene;
  scene.packet(udp(kClient, {2, 3478}, record));
  EXPECT_THAT(scene.recorder.names(), ElementsAre("meet.example"));
  EXPECT_EQ(scene.recorder.sightings[0].transport, Transport::kUdp);
}

}  // namespace
}  // namespace desirepath::sight
