// Devices, gate and intake over real sockets and real TLS: what is handed in is counted, once.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "agent/uplink/session.h"
#include "proto/seal/hash.h"
#include "tests/integration/delivery/installation.h"

namespace desirepath::delivery {
namespace {

using testing::HasSubstr;

constexpr auto kNothing = [](std::uint32_t /*count*/, std::int64_t /*hour*/) {};

std::unique_ptr<uplink::Session> session(uplink::Credentials credentials) {
  uplink::SessionOptions options;
  options.patience = absl::Seconds(10);
  options.first_pause = absl::Milliseconds(10);
  options.longest_pause = absl::Milliseconds(200);
  auto opened = uplink::Session::open(std::move(credentials), absl::Now(), options);
  EXPECT_TRUE(opened.ok()) << opened.status();
  return *std::move(opened);
}

TEST(WholePath, WhatADeviceHandsInIsCounted) {
  const Installation installation;
  const Running running(installation);
  const auto visit = session(enrolled(installation, running.address()));
  std::uint32_t accepted = 0;
  std::int64_t hour = 0;
  ASSERT_TRUE(visit
                  ->submit(installation.frames(0, 128),
                           [&](std::uint32_t count, std::int64_t at) {
                             accepted = count;
                             hour = at;
                           })
                  .ok());
  EXPECT_EQ(accepted, 128U);
  EXPECT_EQ(hour, absl::ToUnixSeconds(absl::Now()) / 3600);
  EXPECT_TRUE(eventually([&] { return installation.counted() == 128; }));
}

TEST(WholePath, AReplayIsAcceptedAndCountedOnce) {
  const Installation installation;
  const Running running(installation);
  const auto visit = session(enrolled(installation, running.address()));
  const auto first = installation.frames(0, 10);
  const auto sealed_afresh = installation.frames(0, 10);  // the same nonces
  ASSERT_TRUE(visit->submit(first, kNothing).ok());
  ASSERT_TRUE(visit->submit(first, kNothing).ok());
  ASSERT_TRUE(visit->submit(sealed_afresh, kNothing).ok());
  EXPECT_TRUE(
      eventually([&] { return installation.number("SELECT sum(repeats) FROM arrived") == 20; }));
  EXPECT_EQ(installation.counted(), 10);
}

TEST(WholePath, FramesWaitForKCertificates) {
  const Installation installation(/*k=*/3);
  const Running running(installation);
  for (std::uint64_t device = 0; device < 3; ++device) {
    EXPECT_EQ(installation.counted(), 0);
    const auto visit = session(enrolled(installation, running.address()));
    ASSERT_TRUE(visit->submit(installation.frames(device * 100, 4), kNothing).ok());
  }
  // A tick between the third device's frames leaves the rest of them to the next batch.
  EXPECT_TRUE(eventually([&] { return installation.counted() >= 9; }));
}

TEST(WholePath, TheQuotaEndsAtItsNumberAndIsKeptOverARestart) {
  const Installation installation;
  gate::Options options = installation.gate_options();
  options.quota = 5;
  auto running = std::make_unique<Running>(installation, options);
  uplink::Credentials credentials = enrolled(installation, running->address());
  std::uint32_t accepted = 0;
  const auto count = [&](std::uint32_t so_far, std::int64_t /*hour*/) { accepted = so_far; };
  const absl::Status over = session(credentials)->submit(installation.frames(0, 6), count);
  EXPECT_EQ(over.code(), absl::StatusCode::kFailedPrecondition) << over;
  EXPECT_EQ(accepted, 5U);
  running.reset();
  running = std::make_unique<Running>(installation, options);
  credentials.gate = running->address();
  const absl::Status still = session(credentials)->submit(installation.frames(9, 1), count);
  EXPECT_THAT(std::string(still.message()), HasSubstr("quota"));
}

TEST(WholePath, AGatewayMayBringAsManyQuotasAsThePolicyLetsItCountDevices) {
  const Installation installation;
  installation.observe("hq", 3);
  gate::Options options = installation.gate_options();
  options.quota = 5;
  const Running running(installation, options);
  const struct {
    const char* label;
    std::uint32_t most;
  } cases[] = {{"hq", 20}, {"branch", 5}, {"", 5}};
  std::uint64_t first = 0;
  for (const auto& each : cases) {
    std::uint32_t accepted = 0;
    const auto count = [&](std::uint32_t so_far, std::int64_t /*hour*/) { accepted = so_far; };
    const absl::Status over = session(enrolled(installation, running.address(), each.label))
                                  ->submit(installation.frames(first += 100, 21), count);
    EXPECT_EQ(over.code(), absl::StatusCode::kFailedPrecondition) << each.label << over;
    EXPECT_EQ(accepted, each.most) << each.label;
  }
}

TEST(WholePath, ThePolicyIsTheSameOctetsForAllAndReadAgainWhenItChanges) {
  const Installation installation;
  const Running running(installation);
  const auto visit = session(enrolled(installation, running.address()));
  const auto first = visit->fetch_policy("");
  ASSERT_TRUE(first.ok()) << first.status();
  const seal::Key hash = seal::hash(first->bundle);
  const auto known = visit->fetch_policy(std::string(hash.begin(), hash.end()));
  ASSERT_TRUE(known.ok());
  EXPECT_EQ(known->bundle, "");
  EXPECT_EQ(session(enrolled(installation, running.address()))->fetch_policy("")->bundle,
            first->bundle);
}

TEST(WholePath, AFrozenWindowIsWipedAtTheGateAndCounted) {
  const Installation installation(/*k=*/2);
  const Running running(installation);
  const auto visit = session(enrolled(installation, running.address()));
  ASSERT_TRUE(visit->submit(installation.frames(0, 7), kNothing).ok());
  EXPECT_EQ(installation.number("INSERT INTO window VALUES (2900, 'frozen') RETURNING 1"), 1);
  EXPECT_TRUE(eventually([&] { return running.gate->counts().admission.wiped == 7; }));
  EXPECT_EQ(running.gate->counts().admission.held_back, 0U);
  ASSERT_TRUE(visit->submit(installation.frames(50, 1), kNothing).ok());
  EXPECT_TRUE(eventually([&] { return running.gate->counts().admission.late == 1; }));
}

}  // namespace
}  // namespace desirepath::delivery
