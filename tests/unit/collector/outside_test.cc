#include "collector/outside.h"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>

namespace desirepath::collector {
namespace {

using ::testing::HasSubstr;

class OutsideTest : public ::testing::Test {
 protected:
  OutsideTest() {
    std::filesystem::create_directories(folder_);
    settings_.file = folder_ / "collector.toml";
    write("secret", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n", 0600);
  }
  ~OutsideTest() override { std::filesystem::remove_all(folder_); }

  void write(const std::string& name, const std::string& text, unsigned mode) {
    std::ofstream(folder_ / name) << text;
    std::filesystem::permissions(folder_ / name, static_cast<std::filesystem::perms>(mode));
  }
  std::string refusal() {
    const auto outside = outside_of(settings_);
    return outside.ok() ? "" : std::string(outside.status().message());
  }

  const std::filesystem::path folder_ =
      std::filesystem::path(::testing::TempDir()) /
      ::testing::UnitTest::GetInstance()->current_test_info()->name();
  Settings settings_;
};

TEST_F(OutsideTest, NothingIsOutsideByDefault) {
  const auto outside = outside_of(settings_);
  ASSERT_TRUE(outside.ok()) << outside.status();
  EXPECT_FALSE(outside->sign_in.has_value());
  EXPECT_FALSE(outside->mail.has_value());
  EXPECT_TRUE(outside->channels.empty());
}

TEST_F(OutsideTest, ASignInServiceIsWholeOrItsKeyIsNamed) {
  settings_.sign_in.issuer = "https://login.example/realm";
  EXPECT_THAT(refusal(), HasSubstr("sign_in.client_id"));
  settings_.sign_in.client_id = "desk";
  EXPECT_THAT(refusal(), HasSubstr("sign_in.roles"));
  settings_.sign_in.roles = "it = curator";
  EXPECT_EQ(refusal(), "");
  EXPECT_EQ(outside_of(settings_)->sign_in->label, "login.example");
  settings_.sign_in.scope = "profile openids";
  EXPECT_THAT(refusal(), HasSubstr("sign_in.scope"));
  settings_.sign_in.issuer = "http://login.example";
  EXPECT_THAT(refusal(), HasSubstr("https://"));
}

TEST_F(OutsideTest, ASecretThatOthersCanReadIsNotUsed) {
  settings_.events.webhook = "https://siem.example/hook?token=abc";
  EXPECT_THAT(refusal(), HasSubstr("events.webhook_secret_file: is missing"));
  settings_.events.webhook_secret_file = "nowhere";
  EXPECT_THAT(refusal(), HasSubstr("nowhere cannot be read"));
  settings_.events.webhook_secret_file = "secret";
  EXPECT_EQ(refusal(), "");
  const auto channels = channels_of(settings_);
  EXPECT_EQ(channels->front().target, "https://siem.example/hook");
  EXPECT_EQ(channels->front().webhook->key.size(), 24U);
  write("secret", "x", 0640);
  EXPECT_THAT(refusal(), HasSubstr("chmod 600"));
  write("secret", "\n", 0600);
  EXPECT_THAT(refusal(), HasSubstr("holds no secret"));
}

TEST_F(OutsideTest, ChannelsNameTheirFaults) {
  settings_.events.syslog = "logs.example";
  EXPECT_THAT(refusal(), HasSubstr("events.syslog: not HOST:PORT"));
  settings_.events.syslog = "logs.example:6514";
  settings_.events.syslog_format = "leef";
  EXPECT_THAT(refusal(), HasSubstr("neither ocsf, ecs nor cef"));
  settings_.events.syslog_format = "ecs";
  settings_.events.file = "events.jsonl";
  EXPECT_EQ(refusal(), "");
  EXPECT_EQ(channels_of(settings_)->back().file, folder_ / "events.jsonl");
}

TEST_F(OutsideTest, MailNeedsAddressesAndAnAccountWhole) {
  settings_.mail.server = "mail.example:587";
  EXPECT_THAT(refusal(), HasSubstr("mail.from"));
  settings_.mail.from = "desk@example.org";
  settings_.mail.to = "lead@example.org, x\r\nBcc: y@example.org";
  EXPECT_THAT(refusal(), HasSubstr("mail.to"));
  settings_.mail.to = "lead@example.org, board@example.org";
  EXPECT_EQ(refusal(), "");
  settings_.mail.user = "desk";
  EXPECT_THAT(refusal(), HasSubstr("come together"));
  settings_.mail.user = "";
  settings_.mail.security = "none";
  EXPECT_THAT(refusal(), HasSubstr("neither starttls nor tls"));
  settings_.mail.language = "sv";
  EXPECT_THAT(refusal(), HasSubstr("mail.language"));
}

}  // namespace
}  // namespace desirepath::collector
