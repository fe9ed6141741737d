// Gate and collector as roles of their own, joined by Deliver over mutual TLS.

#include <absl/strings/str_cat.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "agent/uplink/session.h"
#include "collector/gate/remote_intake.h"
#include "collector/intake/intake_server.h"
#include "tests/integration/delivery/installation.h"
#include "tests/integration/delivery/tls_peer.h"

namespace desirepath::delivery {
namespace {

constexpr auto kNothing = [](std::uint32_t /*count*/, std::int64_t /*hour*/) {};

// The collector's side of a divided installation.
struct CollectorSide {
  std::unique_ptr<intake::Intake> intake;
  std::unique_ptr<intake::IntakeServer> server;

  CollectorSide(const Installation& installation, const std::string& listen) {
    auto opened = intake::Intake::open(installation.intake_options(), Installation::rules());
    EXPECT_TRUE(opened.ok()) << opened.status();
    intake = *std::move(opened);
    auto started = intake::IntakeServer::start(
        {listen, installation.path("collector.pem"), installation.path("collector.key"),
         installation.path("ca.pem")},
        *intake);
    EXPECT_TRUE(started.ok()) << started.status();
    server = *std::move(started);
  }
  [[nodiscard]] std::string address() const { return absl::StrCat("127.0.0.1:", server->port()); }
};

gate::RemoteIntake::Options way_to(const Installation& installation, const std::string& address,
                                   const std::string& stem = "gate") {
  return {address, installation.path(stem + ".pem"), installation.path(stem + ".key"),
          installation.path("ca.pem")};
}

TEST(Roles, FramesCrossFromTheGatesProcessToTheCollectors) {
  const Installation installation;
  const CollectorSide collector(installation, "127.0.0.1:0");
  gate::RemoteIntake remote(way_to(installation, collector.address()));
  const auto gate = gate::Server::start(installation.gate_options(), remote);
  ASSERT_TRUE(gate.ok()) << gate.status();
  const std::string address = absl::StrCat("127.0.0.1:", (*gate)->port());
  auto session = uplink::Session::open(enrolled(installation, address), absl::Now());
  ASSERT_TRUE((*session)->submit(installation.frames(0, 100), kNothing).ok());
  EXPECT_TRUE(eventually([&] { return installation.counted() == 100; }));
}

TEST(Roles, WhatIsAcceptedWhileTheCollectorIsAwayIsDeliveredLater) {
  const Installation installation;
  auto collector = std::make_unique<CollectorSide>(installation, "127.0.0.1:0");
  const std::string collector_address = collector->address();
  collector.reset();
  gate::RemoteIntake remote(way_to(installation, collector_address));
  const auto gate = gate::Server::start(installation.gate_options(), remote);
  ASSERT_TRUE(gate.ok()) << gate.status();
  const std::string address = absl::StrCat("127.0.0.1:", (*gate)->port());
  auto session = uplink::Session::open(enrolled(installation, address), absl::Now());
  ASSERT_TRUE((*session)->submit(installation.frames(0, 60), kNothing).ok());
  EXPECT_TRUE(eventually([&] { return (*gate)->counts().forwarder.failed_deliveries > 0; }));
  collector = std::make_unique<CollectorSide>(installation, collector_address);
  EXPECT_TRUE(eventually([&] { return installation.counted() == 60; }));
}

TEST(Roles, OnlyTheGateMayDeliver) {
  const Installation installation;
  const CollectorSide collector(installation, "127.0.0.1:0");
  const Running running(installation);
  const uplink::Credentials device = enrolled(installation, running.address());
  installation.write("device.pem", device.certificate_pem);
  installation.write("device.key", device.key_pem);
  gate::RemoteIntake as_device(way_to(installation, collector.address(), "device"));
  EXPECT_FALSE(as_device.deliver({}, {}).ok());
  gate::RemoteIntake as_gate(way_to(installation, collector.address()));
  EXPECT_TRUE(as_gate.deliver({}, {}).ok());
  EXPECT_FALSE(look_at_tls(collector.server->port(), "-tls1_2").connected);
}

}  // namespace
}  // namespace desirepath::delivery
