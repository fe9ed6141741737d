#include "agent/uplink/credentials.h"

#include <absl/time/clock.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include <fstream>

#include "agent/uplink/backoff.h"
#include "proto/pki/authority.h"
#include "proto/pki/request.h"

namespace desirepath::uplink {
namespace {

struct Folder {
  std::filesystem::path path;
  Folder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "uplink-XXXXXX").string();
    path = ::mkdtemp(pattern.data());
  }
  ~Folder() { std::filesystem::remove_all(path); }
};

Credentials certified() {
  const auto authority = pki::Authority::create(absl::Now());
  const auto fresh = pki::make_key_and_request();
  Credentials credentials;
  credentials.gate = "gate.example:8443";
  credentials.key_pem = fresh->key_pem;
  credentials.certificate_pem = *authority->certify_device(fresh->request_der, "aa", absl::Now());
  credentials.authorities_pem = authority->certificate_pem();
  credentials.signers = std::string(64, '\x01');
  credentials.token = "dp1.x.y";
  return credentials;
}

TEST(Credentials, AreStoredForTheOwnerAlone) {
  const Folder folder;
  const Credentials credentials = certified();
  ASSERT_TRUE(store_credentials(credentials, folder.path).ok());
  const auto loaded = load_credentials(folder.path);
  ASSERT_TRUE(loaded.ok()) << loaded.status();
  EXPECT_EQ(loaded->gate, credentials.gate);
  EXPECT_EQ(loaded->key_pem, credentials.key_pem);
  EXPECT_EQ(loaded->signers, credentials.signers);
  EXPECT_EQ(loaded->token, credentials.token);
  const auto mode = std::filesystem::status(folder.path / "uplink/device.key").permissions();
  EXPECT_EQ(mode, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
}

TEST(Credentials, MissingSayHowToGetThem) {
  const Folder folder;
  const absl::Status status = load_credentials(folder.path).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kNotFound);
  EXPECT_NE(status.message().find("desirepath-agent enroll"), absl::string_view::npos);
}

TEST(Credentials, ACrashBetweenCertificateAndKeyIsMended) {
  const Folder folder;
  const Credentials before = certified();
  const Credentials after = certified();
  ASSERT_TRUE(store_credentials(before, folder.path).ok());
  std::ofstream(folder.path / "uplink/device.key.new") << after.key_pem;
  std::ofstream(folder.path / "uplink/device.pem") << after.certificate_pem;
  const auto loaded = load_credentials(folder.path);
  ASSERT_TRUE(loaded.ok()) << loaded.status();
  EXPECT_EQ(loaded->key_pem, after.key_pem);
}

TEST(Credentials, AKeyOfAnotherCertificateIsSaid) {
  const Folder folder;
  ASSERT_TRUE(store_credentials(certified(), folder.path).ok());
  std::ofstream(folder.path / "uplink/device.pem") << certified().certificate_pem;
  EXPECT_EQ(load_credentials(folder.path).status().code(), absl::StatusCode::kFailedPrecondition);
}

TEST(Backoff, IsUniformUnderABoundThatDoublesToItsLimit) {
  seal::Random random(seal::Key{7});
  Backoff backoff(absl::Seconds(1), absl::Seconds(60), random);
  absl::Duration bound = absl::Seconds(1);
  for (int i = 0; i < 20; ++i) {
    const absl::Duration pause = backoff.next();
    EXPECT_GE(pause, absl::ZeroDuration());
    EXPECT_LE(pause, bound);
    bound = std::min(bound * 2, absl::Seconds(60));
  }
  EXPECT_GE(backoff.next(absl::Seconds(90)), absl::Seconds(90));
}

}  // namespace
}  // namespace desirepath::uplink
