// What the gate's TLS shows and refuses, seen from outside and by devices with the wrong papers.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "agent/uplink/enrol.h"
#include "agent/uplink/session.h"
#include "collector/gate/gate_database.h"
#include "collector/gate/served_bundle.h"
#include "proto/pki/authority.h"
#include "proto/pki/certificate.h"
#include "proto/pki/installation.h"
#include "proto/pki/request.h"
#include "tests/integration/delivery/installation.h"
#include "tests/integration/delivery/tls_peer.h"

namespace desirepath::delivery {
namespace {

using testing::HasSubstr;

constexpr auto kNothing = [](std::uint32_t /*count*/, std::int64_t /*hour*/) {};

absl::Status hand_in(const Installation& installation, const uplink::Credentials& credentials,
                     absl::Time now = absl::Now()) {
  uplink::SessionOptions options;
  options.patience = absl::Seconds(1);
  options.first_pause = absl::Milliseconds(10);
  auto session = uplink::Session::open(credentials, now, options);
  if (!session.ok()) return session.status();
  return (*session)->submit(installation.frames(0, 3), kNothing);
}

// C22
TEST(Tls, SpeaksVersion13OnlyAndOffersNoTicket) {
  const Installation installation;
  const Running running(installation);
  const TlsView modern = look_at_tls(running.gate->port(), "");
  EXPECT_TRUE(modern.connected) << modern.text;
  EXPECT_EQ(modern.protocol, "TLSv1.3");
  EXPECT_EQ(modern.tickets, 0) << modern.text;
  EXPECT_FALSE(look_at_tls(running.gate->port(), "-tls1_2").connected);
}

TEST(Tls, TheSubjectOfADeviceIsRandomAndSaysNothing) {
  const Installation installation;
  const Running running(installation);
  const auto one =
      pki::parse_certificate(enrolled(installation, running.address()).certificate_pem);
  const auto two =
      pki::parse_certificate(enrolled(installation, running.address()).certificate_pem);
  EXPECT_EQ(one->subject.size(), 32U);
  EXPECT_NE(one->subject, two->subject);
  EXPECT_TRUE(one->dns_names.empty());
}

TEST(Tls, ADeviceOfAForeignAuthorityIsRefused) {
  const Installation installation;
  const Installation foreign;
  const Running running(installation);
  const Running elsewhere(foreign);
  uplink::Credentials credentials = enrolled(foreign, elsewhere.address());
  credentials.gate = running.address();
  // It does not trust this gate either; told to, it is still refused.
  EXPECT_EQ(hand_in(installation, credentials).code(), absl::StatusCode::kFailedPrecondition);
  credentials.authorities_pem = enrolled(installation, running.address()).authorities_pem;
  EXPECT_FALSE(hand_in(installation, credentials).ok());
  EXPECT_EQ(running.gate->counts().sessions, 0U);
}

TEST(Tls, WithoutACertificateOnlyEnrolmentIsOpen) {
  const Installation installation;
  const Running running(installation);
  uplink::Credentials credentials = enrolled(installation, running.address());
  const std::string own = credentials.certificate_pem;
  auto session = uplink::Session::open(credentials, absl::Now());
  ASSERT_TRUE(session.ok());
  credentials.key_pem.clear();
  credentials.certificate_pem = own;  // still read for its date, but no key: none is shown
  uplink::SessionOptions options;
  options.patience = absl::Seconds(1);
  auto bare = uplink::Session::open(credentials, absl::Now(), options);
  ASSERT_TRUE(bare.ok());
  EXPECT_FALSE((*bare)->submit(installation.frames(0, 1), kNothing).ok());
  EXPECT_EQ(running.gate->counts().sessions, 0U);
}

TEST(Tls, AnExpiredCertificateIsNamedBeforeAnythingIsSent) {
  const Installation installation;
  const Running running(installation);
  const uplink::Credentials credentials = enrolled(installation, running.address());
  const absl::Status status =
      hand_in(installation, credentials, absl::Now() + absl::Hours(24 * 31));
  EXPECT_THAT(std::string(status.message()), HasSubstr("certificate: expired on "));
  EXPECT_THAT(std::string(status.message()), HasSubstr("enroll"));
}

TEST(Tls, AnExpiredCertificateIsRefusedByTheGate) {
  const Installation installation;
  const Running running(installation);
  uplink::Credentials credentials = enrolled(installation, running.address());
  const auto read = [&](const char* name) { return *gate::read_file(installation.path(name)); };
  const auto authority = pki::Authority::from_pem(read("ca.pem"), read("ca.key"));
  const auto fresh = pki::make_key_and_request();
  credentials.key_pem = fresh->key_pem;
  credentials.certificate_pem = *authority->certify_device(
      fresh->request_der, pki::random_subject(), absl::Now() - absl::Hours(48), absl::Hours(24));
  // Its own clock is wrong, so it tries.
  EXPECT_FALSE(hand_in(installation, credentials, absl::Now() - absl::Hours(30)).ok());
  EXPECT_EQ(running.gate->counts().sessions, 0U);
}

TEST(Tls, ARevokedDeviceIsToldSo) {
  const Installation installation;
  const Running running(installation);
  const uplink::Credentials credentials = enrolled(installation, running.address());
  EXPECT_TRUE(hand_in(installation, credentials).ok());
  auto database = gate::GateDatabase::open(installation.path("gate.db"));
  ASSERT_TRUE(
      database->revoke_device(pki::parse_certificate(credentials.certificate_pem)->device).ok());
  const absl::Status status = hand_in(installation, credentials);
  EXPECT_EQ(status.code(), absl::StatusCode::kPermissionDenied) << status;
  EXPECT_THAT(std::string(status.message()), HasSubstr("revoked"));
}

TEST(JoinToken, IsUsedUpExpiresAndIsPinnedToItsGate) {
  const Installation installation;
  const Installation other;
  const Running running(installation);
  const Running elsewhere(other);
  const std::string token = installation.token(/*uses=*/1);
  EXPECT_TRUE(uplink::enrol(running.address(), token).ok());
  const absl::Status used_up = uplink::enrol(running.address(), token).status();
  EXPECT_THAT(std::string(used_up.message()), HasSubstr("join token: used up"));
  const absl::Status stranger = uplink::enrol(elsewhere.address(), installation.token()).status();
  EXPECT_THAT(std::string(stranger.message()),
              HasSubstr("not the one this join token was made for"));
  const absl::Status unknown = uplink::enrol(running.address(),
                                             [&] {
                                               pki::JoinToken forged =
                                                   *pki::parse_join_token(token);
                                               forged.secret[0] ^= 1;
                                               return forged.text();
                                             }())
                                   .status();
  EXPECT_THAT(std::string(unknown.message()), HasSubstr("join token: not known here"));
}

TEST(Renewal, KeepsTheSubjectAndMakesANewKey) {
  const Installation installation;
  const Running running(installation);
  const uplink::Credentials before = enrolled(installation, running.address());
  auto session = uplink::Session::open(before, absl::Now());
  ASSERT_TRUE(session.ok());
  EXPECT_FALSE(*(*session)->renew_if_due(absl::Now()));
  // Two thirds over by the device's clock, not by the gate's: refused.
  EXPECT_FALSE((*session)->renew_if_due(absl::Now() + absl::Hours(24 * 21)).ok());

  uplink::Credentials old = before;
  const auto read = [&](const char* name) { return *gate::read_file(installation.path(name)); };
  const auto authority = pki::Authority::from_pem(read("ca.pem"), read("ca.key"));
  const auto fresh = pki::make_key_and_request();
  const std::string subject = pki::parse_certificate(before.certificate_pem)->subject;
  old.key_pem = fresh->key_pem;
  old.certificate_pem =
      *authority->certify_device(fresh->request_der, subject, absl::Now() - absl::Hours(24 * 25));
  auto due = uplink::Session::open(old, absl::Now());
  const auto renewed = (*due)->renew_if_due(absl::Now());
  ASSERT_TRUE(renewed.ok()) << renewed.status();
  EXPECT_TRUE(*renewed);
  const uplink::Credentials& after = (*due)->credentials();
  EXPECT_NE(after.key_pem, old.key_pem);
  EXPECT_EQ(pki::parse_certificate(after.certificate_pem)->subject, subject);
  EXPECT_TRUE((*due)->submit(installation.frames(0, 2), kNothing).ok());
}

TEST(Rotation, DevicesOfTheOldAuthorityStayWelcomeWithoutARestart) {
  const Installation installation;
  const Running running(installation);
  const uplink::Credentials of_old = enrolled(installation, running.address());
  const std::string old_authority = *gate::read_file(installation.path("ca.pem"));
  const auto successor = pki::Authority::create(absl::Now());
  // The new one issues, the old one is still trusted.
  installation.write("ca.key", successor->key_pem());
  installation.write("ca.pem", successor->certificate_pem() + old_authority);
  // A device that joins now pins the new authority, which the gate's certificate must come from.
  const auto fresh = pki::make_key_and_request();
  installation.write("gate.key", fresh->key_pem);
  installation.write("gate.pem",
                     *successor->certify_server(fresh->request_der, {pki::kGateName}, absl::Now()));
  EXPECT_TRUE(
      eventually([&] { return uplink::enrol(running.address(), installation.token()).ok(); }));
  uplink::Credentials told = of_old;  // what its last renewal brought
  told.authorities_pem = *gate::read_file(installation.path("ca.pem"));
  EXPECT_TRUE(hand_in(installation, told).ok());
}

TEST(Start, APortInUseIsNamed) {
  const Installation installation;
  const Running running(installation);
  const Installation second;
  gate::Options options = second.gate_options();
  options.listen = running.address();
  auto intake = intake::Intake::open(second.intake_options(), Installation::rules());
  const absl::Status status = gate::Server::start(options, **intake).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(status.message()), HasSubstr("cannot listen on " + running.address()));
}

}  // namespace
}  // namespace desirepath::delivery
