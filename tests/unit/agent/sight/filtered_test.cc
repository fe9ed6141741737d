#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/agent/sight/recorder.h"

namespace desirepath::sight {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;
using testing::ElementsAre;
using testing::SizeIs;

constexpr Host kClient{1, 50000};
constexpr Host kServer{2, 443};

const Octets kHello = wire::tls_record(wire::hello_for("files.example"));

ObserverOptions filtered() {
  ObserverOptions options;
  options.shows_all = false;
  return options;
}

Endpoint endpoint(Host host) {
  Endpoint end;
  end.address.octets = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 10, 0, 0, host.last};
  end.port = host.port;
  return end;
}

struct Filtered : Scene {
  Filtered() : Scene(filtered()) {}

  // A packet that stands for as many of its kind, cut behind its headers.
  void sample(const Octets& ip, std::uint32_t stands_for, std::size_t kept) {
    const Octets exact(ip.begin(), ip.begin() + static_cast<std::ptrdiff_t>(kept));
    capture::Packet packet = raw_packet(exact, now);
    packet.wire_length = static_cast<std::uint32_t>(ip.size());
    packet.stands_for = stands_for;
    observer().observe(packet);
    now += std::chrono::milliseconds{1};
  }
};

TEST(FilteredObserver, CountsWhatIsNotShown) {
  Filtered scene;
  scene.open(kClient, kServer);
  scene.packet(tcp(kClient, kServer, 1, kHello));
  scene.now += seconds{5};
  scene.close(kClient, kServer);  // both at 900,000
  scene.observer().finish();
  ASSERT_THAT(scene.recorder.flows, SizeIs(1));
  EXPECT_EQ(scene.recorder.flows[0].bytes_up, 899'999U);
  EXPECT_EQ(scene.recorder.flows[0].bytes_down, 899'999U);
  EXPECT_EQ(scene.recorder.flows[0].name.view(), "files.example");
}

TEST(FilteredObserver, ForgedResetEndsNothing) {
  Filtered scene;
  scene.open(kClient, kServer);
  scene.packet(tcp(kClient, kServer, 1, kHello));
  scene.packet(tcp(kServer, kClient, 2'000'000'000, {}, wire::kRst));
  scene.now += minutes{1};
  scene.sample(tcp(kServer, kClient, 50'001, Octets(1000)), 32, 64);
  scene.observer().finish();
  ASSERT_THAT(scene.recorder.flows, SizeIs(1));
  EXPECT_EQ(scene.recorder.flows[0].bytes_down, 51'000U);
  EXPECT_EQ(scene.recorder.flows[0].end, FlowEnd::kInputEnded);
}

TEST(FilteredObserver, DatagramsAreScaledUp) {
  Filtered scene;
  for (int i = 0; i < 10; ++i) {
    scene.sample(udp(kServer, kClient, Octets(1200, 0x41)), 32, 60);
  }
  scene.packet(udp(kClient, kServer, Octets(50, 0x41)));  // shown for itself
  scene.observer().finish();
  ASSERT_THAT(scene.recorder.flows, SizeIs(1));
  EXPECT_EQ(scene.recorder.flows[0].bytes_down, 10U * 32 * 1200);
  EXPECT_EQ(scene.recorder.flows[0].bytes_up, 50U);
  EXPECT_EQ(scene.recorder.flows[0].accuracy, Accuracy::kEstimated);
}

TEST(FilteredObserver, SamplesAreNotReadForNames) {
  Filtered scene;
  scene.open(kClient, kServer);
  scene.sample(tcp(kServer, kClient, 1, Octets(1000, 0x16)), 32, 64);
  scene.packet(tcp(kClient, kServer, 1, kHello));
  EXPECT_THAT(scene.recorder.names(), ElementsAre("files.example"));
  EXPECT_EQ(scene.observer().counts().assemblies_evicted, 0U);
}

TEST(FilteredObserver, RequestsBehindWhatWasLeftOutAreRead) {
  Filtered scene;
  scene.open(kClient, {2, 80});
  scene.packet(tcp(kClient, {2, 80}, 1, text("GET / HTTP/1.1\r\nHost: a.example\r\n\r\n")));
  scene.packet(tcp(kClient, {2, 80}, 5000, text("PUT / HTTP/1.1\r\nHost: b.example\r\n\r\n")));
  EXPECT_THAT(scene.recorder.names(), ElementsAre("a.example", "b.example"));
}

// Slots are five minutes: what the kernel counts is told as activity of the slot that ends.
TEST(FilteredObserver, TheKernelsCountBecomesActivity) {
  Filtered scene;
  EXPECT_FALSE(scene.observer().has_open_connections());
  scene.open(kClient, kServer);
  scene.packet(tcp(kClient, kServer, 1, kHello));
  EXPECT_TRUE(scene.observer().has_open_connections());
  scene.now += minutes{6};
  const SocketBytes socket{endpoint(kClient), endpoint(kServer), 1 + kHello.size() + 40'000,
                           6'000'000'000U, scene.now - seconds{90}};
  scene.observer().note_socket(socket, scene.now);
  scene.observer().advance(scene.now);
  ASSERT_FALSE(scene.recorder.activities.empty());
  const Activity& activity = scene.recorder.activities.back();
  EXPECT_EQ(activity.bytes_up, kHello.size() + 40'000);
  EXPECT_EQ(activity.bytes_down, 6'000'000'000U);
  EXPECT_EQ(activity.time, scene.now - seconds{90});
  scene.observer().finish();
  EXPECT_EQ(scene.recorder.flows[0].accuracy, Accuracy::kKernel);
}

TEST(FilteredObserver, WhatWasMovedBeforeItWasSeenIsNoActivity) {
  Filtered scene;
  scene.packet(tcp(kClient, kServer, 7001, kHello));  // in the middle of a connection
  scene.observer().note_socket(
      {endpoint(kClient), endpoint(kServer), 7001 + kHello.size(), 9000, scene.now}, scene.now);
  scene.observer().finish();
  ASSERT_THAT(scene.recorder.activities, SizeIs(1));
  EXPECT_EQ(scene.recorder.activities[0].bytes_up, kHello.size());
  EXPECT_EQ(scene.recorder.activities[0].bytes_down, 0U);
  EXPECT_EQ(scene.recorder.flows[0].bytes_up, 7000 + kHello.size());
}

TEST(FilteredObserver, ConnectionsTheKernelHoldsDoNotIdleAway) {
  Filtered scene;
  scene.open(kClient, kServer);
  scene.packet(tcp(kClient, kServer, 1, kHello));
  const SocketBytes socket{endpoint(kClient), endpoint(kServer), 1 + kHello.size(), 0, scene.now};
  for (int i = 0; i < 12; ++i) {
    scene.now += minutes{5};
    scene.observer().note_socket(socket, scene.now);
    scene.observer().advance(scene.now);
  }
  EXPECT_THAT(scene.recorder.flows, SizeIs(0));
  scene.now += minutes{30};
  scene.observer().advance(scene.now);
  EXPECT_THAT(scene.recorder.flows, SizeIs(1));
}

TEST(FilteredObserver, StrangersSocketsMakeNoFlows) {
  Filtered scene;
  scene.observer().note_socket({endpoint(kClient), endpoint(kServer), 5, 6, scene.now}, scene.now);
  scene.observer().finish();
  EXPECT_THAT(scene.recorder.flows, SizeIs(0));
}

}  // namespace
}  // namespace desirepath::sight
