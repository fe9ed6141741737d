#include "collector/settings.h"

#include <gmock/gmock.h>

#include <map>

#include "collector/settings_text.h"

namespace desirepath::collector {
namespace {

using ::testing::HasSubstr;

const std::filesystem::path kFile = "/etc/desirepath/collector.toml";

absl::StatusOr<Settings> parse(const std::string& text,
                               const std::map<std::string, std::string>& environment = {}) {
  return parse_settings(text, kFile, [&](const std::string& name) -> std::optional<std::string> {
    const auto found = environment.find(name);
    if (found == environment.end()) return std::nullopt;
    return found->second;
  });
}

std::string refusal(const std::string& text) {
  const absl::StatusOr<Settings> settings = parse(text);
  return settings.ok() ? "" : std::string(settings.status().message());
}

TEST(Settings, AreTheDefaultsWhenNothingIsSaid) {
  const absl::StatusOr<Settings> settings = parse("");
  ASSERT_TRUE(settings.ok()) << settings.status();
  EXPECT_EQ(settings->role, Role::kAll);
  EXPECT_EQ(settings->gate_listen, "0.0.0.0:8443");
  EXPECT_EQ(settings->paths.data_dir, "/etc/desirepath/");
}

TEST(Settings, ARelativeFolderStartsAtTheFile) {
  EXPECT_EQ(parse("data_dir = \"data\"")->paths.data_dir, "/etc/desirepath/data");
  EXPECT_EQ(parse("data_dir = \"/srv/desirepath\"")->paths.data_dir, "/srv/desirepath");
}

TEST(Settings, AnUnknownKeyIsRefusedWithTheNearestName) {
  EXPECT_EQ(
      refusal("[gate]\nlisten_on = \"127.0.0.1:1\""),
      "/etc/desirepath/collector.toml: gate.listen_on: unknown key, the nearest is gate.listen");
  EXPECT_THAT(refusal("rolle = \"all\""), HasSubstr("rolle: unknown key, the nearest is role"));
}

TEST(Settings, AWrongTypeIsRefusedWithWhatToWrite) {
  EXPECT_EQ(
      refusal("[web]\nlisten = 8080"),
      "/etc/desirepath/collector.toml: web.listen: must be a string, write web.listen = \"...\"");
  EXPECT_THAT(refusal("role = [\"all\"]"), HasSubstr("role: must be a string"));
}

TEST(Settings, WhatIsNoTomlIsRefusedWithItsLine) {
  EXPECT_THAT(refusal("role = \"all\"\n[gate\n"), HasSubstr("collector.toml: line 2: not TOML"));
}

TEST(Settings, AnAddressNeedsHostAndPort) {
  for (const char* value : {"", "8443", ":8443", "host:", "host:x", "host:65536", "host:-1"}) {
    EXPECT_THAT(refusal(std::string("[gate]\nlisten = \"") + value + "\""),
                HasSubstr("gate.listen: \"" + std::string(value) + "\" is not HOST:PORT"))
        << value;
  }
  EXPECT_EQ(refusal("[gate]\nlisten = \"[::1]:0\""), "");
}

TEST(Settings, ARoleIsOneOfThree) {
  EXPECT_THAT(refusal("role = \"both\""), HasSubstr("role: \"both\" is no role, choose all, gate"));
  EXPECT_THAT(refusal("role = \"gate\""), HasSubstr("gate.collector: is missing"));
  EXPECT_EQ(refusal("role = \"gate\"\n[gate]\ncollector = \"10.0.0.2:8444\""), "");
}

TEST(Settings, CertificateAndKeyComeTogether) {
  EXPECT_THAT(refusal("[web]\ncertificate = \"page.pem\""), HasSubstr("come together"));
}

TEST(Settings, TheEnvironmentWins) {
  const absl::StatusOr<Settings> settings =
      parse("[gate]\nlisten = \"127.0.0.1:1\"",
            {{"DESIREPATH_GATE_LISTEN", "127.0.0.1:2"}, {"DESIREPATH_DATA_DIR", "/data"}});
  ASSERT_TRUE(settings.ok()) << settings.status();
  EXPECT_EQ(settings->gate_listen, "127.0.0.1:2");
  EXPECT_EQ(settings->paths.data_dir, "/data");
  EXPECT_FALSE(parse("", {{"DESIREPATH_ROLE", "nobody"}}).ok());
}

TEST(Settings, AMissingFileSaysHowToMakeOne) {
  const absl::StatusOr<Settings> settings = load_settings("/nonexistent/collector.toml");
  EXPECT_TRUE(absl::IsNotFound(settings.status()));
  EXPECT_THAT(std::string(settings.status().message()), HasSubstr("desirepath-collector init DIR"));
}

TEST(SettingsText, IsReadBackAsWritten) {
  const absl::StatusOr<Settings> settings = parse(settings_text("127.0.0.1:7", ""));
  ASSERT_TRUE(settings.ok()) << settings.status();
  EXPECT_EQ(settings->gate_listen, "127.0.0.1:7");
  EXPECT_EQ(settings->web_listen, "127.0.0.1:8080");
}

}  // namespace
}  // namespace desirepath::collector
