#include "proto/catalog/host_name.h"

#include <gtest/gtest.h>

#include <array>
#include <string>

namespace desirepath::catalog {
namespace {

std::string normal(std::string_view name) {
  std::array<char, kMaximumName> buffer;
  return std::string(normalise(name, buffer.data()));
}

TEST(HostName, IsLowerCaseWithoutItsLastDot) {
  EXPECT_EQ(normal("App.SLACK.com"), "app.slack.com");
  EXPECT_EQ(normal("app.slack.com."), "app.slack.com");
  EXPECT_EQ(normal("xn--bcher-kva.Example"), "xn--bcher-kva.example");
  EXPECT_EQ(normal("my_team.slack.com"), "my_team.slack.com");
}

TEST(HostName, RefusesWhatIsNone) {
  for (const std::string_view name : {"",
                                      ".",
                                      "..",
                                      "com",
                                      "com.",
                                      "slack..com",
                                      ".slack.com",
                                      "slack.com..",
                                      "10.0.0.1",
                                      "slack.com:443",
                                      "https://slack.com",
                                      "slack.com/x",
                                      "*.slack.com",
                                      "sl ack.com",
                                      "b\xc3\xbc"
                                      "cher.de",
                                      "-a.slack.com",
                                      "a-.slack.com",
                                      "[::1]",
                                      "::1",
                                      "a.b.1"}) {
    EXPECT_EQ(normal(name), "") << name;
  }
}

TEST(HostName, KnowsItsLengths) {
  const std::string label(63, 'a');
  const std::string longest = label + "." + label + "." + label + "." + std::string(61, 'b');
  EXPECT_EQ(longest.size(), 253U);
  EXPECT_EQ(normal(longest), longest);
  EXPECT_EQ(normal(longest + "."), longest);
  EXPECT_EQ(normal(longest + "b"), "");
  EXPECT_EQ(normal(label + "a.com"), "");
  EXPECT_EQ(normal(std::string(300, 'a') + ".com"), "");
}

TEST(HostName, IsNormalOnlyInItsComparedForm) {
  EXPECT_TRUE(is_normal("slack.com"));
  EXPECT_FALSE(is_normal("Slack.com"));
  EXPECT_FALSE(is_normal("slack.com."));
  EXPECT_FALSE(is_normal("*.slack.com"));
  EXPECT_FALSE(is_normal(""));
}

}  // namespace
}  // namespace desirepath::catalog
