#include "agent/settings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace desirepath::agent {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(Settings, AnEmptyFileMeansTheDefaults) {
  const auto settings = parse_settings("", "agent.toml");
  ASSERT_TRUE(settings.ok()) << settings.status();
  EXPECT_EQ(settings->state_dir, "/var/lib/desirepath-agent");
  EXPECT_FALSE(settings->lab);
  EXPECT_TRUE(settings->interfaces.empty());
}

TEST(Settings, EveryKeyArrives) {
  const auto settings = parse_settings(R"(
state_dir = "/srv/agent"
interfaces = ["eth0", "wlan0"]
department = "sales-north"
shared = true
lab = true
uplink_program = "/opt/uplink"
log_format = "json"
gateway = "hq-router"
refused_networks = ["10.20.5.0/24"]
[ledger]
users = ["alice"]
)",
                                       "agent.toml");
  ASSERT_TRUE(settings.ok()) << settings.status();
  EXPECT_EQ(settings->state_dir, "/srv/agent");
  EXPECT_THAT(settings->interfaces, ElementsAre("eth0", "wlan0"));
  EXPECT_EQ(settings->department, "sales-north");
  EXPECT_TRUE(settings->shared);
  EXPECT_TRUE(settings->lab);
  EXPECT_EQ(settings->uplink_program, "/opt/uplink");
  EXPECT_EQ(settings->log_format, LogFormat::kJson);
  EXPECT_EQ(settings->gateway, "hq-router");
  EXPECT_THAT(settings->refused_networks, ElementsAre(*policy::parse_range("10.20.5.0/24")));
  EXPECT_THAT(settings->ledger_users, ElementsAre("alice"));
}

struct Wrong {
  const char* text;
  const char* said;
};

class WrongSettings : public ::testing::TestWithParam<Wrong> {};

TEST_P(WrongSettings, NamesFileLineKeyAndMend) {
  const auto settings = parse_settings(GetParam().text, "agent.toml");
  ASSERT_FALSE(settings.ok());
  EXPECT_THAT(std::string(settings.status().message()), HasSubstr(GetParam().said));
}

INSTANTIATE_TEST_SUITE_P(
    Each, WrongSettings,
    ::testing::Values(
        Wrong{"\ninterfeces = []",
              "agent.toml:2: unknown key `interfeces`; did you mean `interfaces`?"},
        Wrong{"[ledger]\nuser = []",
              "agent.toml:2: unknown key `ledger.user`; did you mean `ledger.users`?"},
        Wrong{"frobnicate = 1", "agent.toml:1: unknown key `frobnicate`; remove it"},
        Wrong{"lab = \"yes\"", "agent.toml:1: key `lab` must be true or false"},
        Wrong{"lab = 1", "agent.toml:1: key `lab` must be true or false"},
        Wrong{"interfaces = \"eth0\"",
              "key `interfaces` must be a list of names such as [\"eth0\"]"},
        Wrong{"interfaces = [1]", "key `interfaces` must be a list"},
        Wrong{"ledger = 3", "key `ledger` must be a table; write [ledger]"},
        Wrong{"state_dir = \"relative\"", "key `state_dir` must be an absolute path"},
        Wrong{"department = \"Sales North\"", "key `department` must be an id"},
        Wrong{"gateway = \"HQ router\"", "key `gateway` must be a label"},
        Wrong{"refused_networks = [\"10.20.5.1/24\"]", "key `refused_networks` must be a list"},
        Wrong{"log_format = \"xml\"", "key `log_format` must be \"text\" or \"json\""},
        Wrong{"lab = ", "agent.toml:1: is not TOML: "}));

TEST(Settings, ANamedFileMustExist) {
  EXPECT_THAT(std::string(read_settings("/nowhere/agent.toml").status().message()),
              HasSubstr("/nowhere/agent.toml: no such settings file"));
  EXPECT_THAT(std::string(read_settings("/").status().message()), HasSubstr("not a folder"));
}

}  // namespace
}  // namespace desirepath::agent
