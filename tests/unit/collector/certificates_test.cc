#include "collector/certificates.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "proto/pki/authority.h"
#include "proto/pki/certificate.h"
#include "proto/pki/installation.h"
#include "tests/support/folder.h"

namespace desirepath::collector {
namespace {

const absl::Time kBegan = absl::FromUnixSeconds(1'788'000'000);

std::string content(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

class Certificates : public testing::Test {
 protected:
  void SetUp() override {
    paths_.data_dir = folder_.path();
    std::filesystem::create_directories(paths_.pki());
    const auto files = pki::make_installation({"gate.example", "10.0.0.5"}, kBegan);
    ASSERT_TRUE(files.ok()) << files.status();
    for (const pki::File& file : *files) std::ofstream(paths_.pki() / file.name) << file.content;
  }

  std::string file(const std::string& name) const { return content(paths_.pki() / name); }
  pki::Certificate gate() const { return *pki::parse_certificate(file("gate.pem")); }
  // Whether a device that trusts these authorities can check the gate.
  bool gate_is_checked_by(const std::string& authorities, absl::Time now) const {
    return pki::verify_issued(file("gate.pem"), authorities, now).ok();
  }

  support::Folder folder_;
  store::Paths paths_;
};

TEST_F(Certificates, TheServersAreRenewedAtTwoThirdsUnderTheSameKeyAndNames) {
  EXPECT_TRUE(renew_servers(paths_, kBegan + absl::Hours(24 * 200))->empty());
  const pki::Certificate before = gate();
  const absl::Time due = kBegan + absl::Hours(24 * 300);
  EXPECT_EQ(*renew_servers(paths_, due), (std::vector<std::string>{"gate.pem", "collector.pem"}));
  const pki::Certificate after = gate();
  EXPECT_GT(after.not_after, before.not_after + absl::Hours(24 * 290));
  EXPECT_EQ(after.dns_names, before.dns_names);
  EXPECT_EQ(after.addresses, (std::vector<std::string>{"10.0.0.5"}));
  EXPECT_TRUE(pki::belongs(file("gate.key"), file("gate.pem")));
  EXPECT_TRUE(gate_is_checked_by(file("ca.pem"), due));
}

TEST_F(Certificates, DuringARotationOldAndNewDevicesCheckTheGateAndAreLetIn) {
  const std::string old = file("ca.pem");
  ASSERT_TRUE(begin_rotation(paths_, kBegan).ok());
  const std::vector<std::string> trusted = pki::split_pem(file("ca.pem"));
  ASSERT_EQ(trusted.size(), 2U);
  EXPECT_EQ(trusted[1], pki::split_pem(old)[0]);
  EXPECT_TRUE(pki::Authority::from_pem(file("ca.pem"), file("ca.key")).ok());
  EXPECT_TRUE(gate_is_checked_by(old, kBegan));
  EXPECT_TRUE(gate_is_checked_by(file("ca.pem"), kBegan));
  EXPECT_FALSE(begin_rotation(paths_, kBegan).ok());
}

TEST_F(Certificates, ARotationIsFinishedWhenEveryDeviceInUseHasRenewed) {
  ASSERT_TRUE(begin_rotation(paths_, kBegan).ok());
  const std::string both = file("ca.pem");
  EXPECT_FALSE(finish_rotation(paths_, kBegan + absl::Hours(24 * 29), false).ok());
  EXPECT_EQ(file("ca.pem"), both);
  const absl::Time later = kBegan + absl::Hours(24 * 32);
  ASSERT_TRUE(finish_rotation(paths_, later, false).ok());
  EXPECT_EQ(pki::split_pem(file("ca.pem")).size(), 1U);
  EXPECT_TRUE(gate_is_checked_by(file("ca.pem"), later));
  EXPECT_TRUE(gate_is_checked_by(both, later));
  EXPECT_FALSE(gate_is_checked_by(pki::split_pem(both)[1], later));
  EXPECT_FALSE(finish_rotation(paths_, later, true).ok());
}

TEST_F(Certificates, ACrashBetweenTheTwoFilesIsMendedByTheNextCall) {
  const std::string old_pem = file("ca.pem");
  ASSERT_TRUE(begin_rotation(paths_, kBegan).ok());
  // As a crash leaves it that came after the key took its place, before the certificates did.
  std::filesystem::rename(paths_.pki() / "ca.pem", paths_.pki() / "ca.pem.next");
  std::ofstream(paths_.pki() / "ca.pem") << old_pem;
  ASSERT_FALSE(pki::Authority::from_pem(file("ca.pem"), file("ca.key")).ok());
  EXPECT_TRUE(renew_servers(paths_, kBegan)->empty());
  EXPECT_EQ(pki::split_pem(file("ca.pem")).size(), 2U);
  EXPECT_TRUE(pki::Authority::from_pem(file("ca.pem"), file("ca.key")).ok());
}

TEST_F(Certificates, WithAPkiOfTheOrganisationsNothingIsMadeHere) {
  std::filesystem::remove(paths_.pki() / "ca.key");
  EXPECT_TRUE(renew_servers(paths_, kBegan + absl::Hours(24 * 390))->empty());
  EXPECT_EQ(begin_rotation(paths_, kBegan).code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_FALSE(certificate_state(paths_)->own_authority);
}

}  // namespace
}  // namespace desirepath::collector
