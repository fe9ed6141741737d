#include "collector/gate/gate_database.h"

#include <absl/time/clock.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>

#include "collector/gate/forwarder.h"

namespace desirepath::gate {
namespace {

const absl::Time kNow = absl::FromUnixSeconds(1'790'000'000);

struct Opened {
  std::filesystem::path folder;
  Opened() {
    std::string pattern = (std::filesystem::temp_directory_path() / "gatedb-XXXXXX").string();
    folder = ::mkdtemp(pattern.data());
  }
  ~Opened() { std::filesystem::remove_all(folder); }
  [[nodiscard]] GateDatabase database() const { return *GateDatabase::open(folder / "gate.db"); }
};

TEST(GateDatabase, ATokenEndsWithItsUses) {
  const Opened opened;
  GateDatabase database = opened.database();
  const pki::JoinToken token = pki::make_join_token({});
  ASSERT_TRUE(database.add_token(token, 2, kNow + absl::Hours(1)).ok());
  EXPECT_TRUE(database.use_token(token.lookup(), kNow).ok());
  EXPECT_TRUE(opened.database().use_token(token.lookup(), kNow).ok());
  EXPECT_EQ(database.use_token(token.lookup(), kNow).status().code(),
            absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(database.tokens()->front().used, 2);
}

TEST(GateDatabase, AGatewayIsWhoeverJoinedWithATokenForOne) {
  const Opened opened;
  GateDatabase database = opened.database();
  const pki::JoinToken token = pki::make_join_token({});
  ASSERT_TRUE(database.add_token(token, 2, kNow + absl::Hours(1), {"hq-router", ""}).ok());
  EXPECT_EQ(database.tokens()->front().gateway, "hq-router");
  const absl::StatusOr<Joining> label = database.use_token(token.lookup(), kNow);
  ASSERT_TRUE(label.ok());
  pki::DeviceId gateway{1};
  const pki::DeviceId device{2};
  ASSERT_TRUE(database.note_device(gateway, kNow, *label).ok());
  ASSERT_TRUE(database.note_device(device, kNow).ok());
  ASSERT_TRUE(database.note_device(gateway, kNow + absl::Hours(48)).ok());  // a renewal
  EXPECT_EQ(*database.gateway_of(gateway), "hq-router");
  EXPECT_EQ(*database.gateway_of(device), "");
  EXPECT_EQ(*database.gateway_of(pki::DeviceId{3}), "");
}

TEST(GateDatabase, ADeviceHasTheSiteOfItsTokenAndTheVersionItToldLast) {
  const Opened opened;
  GateDatabase database = opened.database();
  const pki::JoinToken token = pki::make_join_token({});
  ASSERT_TRUE(database.add_token(token, 2, kNow + absl::Hours(1), {"", "helsinki"}).ok());
  EXPECT_EQ(database.tokens()->front().site, "helsinki");
  const pki::DeviceId device{2};
  ASSERT_TRUE(database.note_device(device, kNow, *database.use_token(token.lookup(), kNow)).ok());
  ASSERT_TRUE(database.note_device(device, kNow + absl::Hours(48)).ok());  // a renewal
  ASSERT_TRUE(database.note_version(device, "0.1.0").ok());
  ASSERT_TRUE(database.note_version(device, "0.2.0").ok());
  ASSERT_TRUE(database.note_version(pki::DeviceId{9}, "0.2.0").ok());  // of a PKI elsewhere
  const auto devices = database.devices();
  ASSERT_EQ(devices->size(), 1u);
  EXPECT_EQ(devices->front().site, "helsinki");
  EXPECT_EQ(devices->front().version, "0.2.0");
}

TEST(GateDatabase, ThoseSeenInAWindowAreThoseThatBroughtFramesOfIt) {
  const Opened opened;
  GateDatabase database = opened.database();
  ASSERT_TRUE(database.set_quotas({{{7, {1}}, 16}, {{7, {2}}, 1}, {{8, {3}}, 5}}).ok());
  EXPECT_EQ(*database.seen(7), (std::set<pki::DeviceId>{{1}, {2}}));
  EXPECT_TRUE(database.seen(9)->empty());
}

TEST(GateDatabase, ATokenEndsWithItsTimeAndWhenRevoked) {
  const Opened opened;
  GateDatabase database = opened.database();
  const pki::JoinToken token = pki::make_join_token({});
  ASSERT_TRUE(database.add_token(token, 2, kNow).ok());
  EXPECT_EQ(database.use_token(token.lookup(), kNow).status().code(),
            absl::StatusCode::kFailedPrecondition);
  const std::string id = database.tokens()->front().id;
  EXPECT_EQ(id.size(), 8U);
  EXPECT_TRUE(database.revoke_token(id).ok());
  EXPECT_EQ(database.revoke_token(id).code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(database.use_token(token.lookup(), kNow).status().code(), absl::StatusCode::kNotFound);
}

TEST(GateDatabase, CountsDevicesWhoseCertificateHasNotEnded) {
  const Opened opened;
  GateDatabase database = opened.database();
  ASSERT_TRUE(database.note_device({1}, kNow + absl::Hours(48)).ok());
  ASSERT_TRUE(database.note_device({2}, kNow - absl::Hours(48)).ok());
  ASSERT_TRUE(database.note_device({3}, kNow + absl::Hours(48)).ok());
  ASSERT_TRUE(database.revoke_device({3}).ok());
  EXPECT_EQ(*database.enrolled(kNow), 1);
  EXPECT_TRUE(*database.is_revoked({3}));
  EXPECT_FALSE(*database.is_revoked({1}));
  EXPECT_FALSE(*database.is_revoked({9}));  // of an authority that is not ours to know
}

TEST(GateDatabase, QuotasSurviveAndAreForgottenWithTheirWindow) {
  const Opened opened;
  const QuotaKey seven{7, {1}};
  const QuotaKey eight{8, {1}};
  ASSERT_TRUE(opened.database().set_quotas({{seven, 5}, {eight, 6}}).ok());
  ASSERT_TRUE(opened.database().set_quotas({{seven, 9}}).ok());
  GateDatabase database = opened.database();
  EXPECT_EQ(database.quotas()->at(seven), 9U);
  ASSERT_TRUE(database.forget_quotas(7).ok());
  EXPECT_EQ(database.quotas()->size(), 1U);
}

TEST(Forwarder, BatchesAreNearlyEqualSoThatNoneIsASmallRemainder) {
  EXPECT_EQ(even_batches(0, 4096), (std::vector<std::size_t>{}));
  EXPECT_EQ(even_batches(4096, 4096), (std::vector<std::size_t>{4096}));
  EXPECT_EQ(even_batches(4097, 4096), (std::vector<std::size_t>{2049, 2048}));
  EXPECT_EQ(even_batches(10, 4), (std::vector<std::size_t>{4, 3, 3}));
}

}  // namespace
}  // namespace desirepath::gate
