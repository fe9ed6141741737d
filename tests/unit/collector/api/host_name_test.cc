#include "collector/api/host_name.h"

#include <gtest/gtest.h>

#include <string>

namespace desirepath::api {
namespace {

TEST(HostName, LoopbackNamesWithAndWithoutPort) {
  for (const char* host : {"localhost", "LocalHost:80", "127.0.0.1", "127.0.0.1:65535",
                           "127.8.9.1:1", "[::1]", "[::1]:8080"}) {
    EXPECT_TRUE(is_loopback_host(host)) << host;
  }
}

TEST(HostName, NamesOfOthersAreRefused) {
  for (const char* host :
       {"", "example.com", "localhost.example.com", "127.0.0.1.example.com", "10.0.0.1", "0.0.0.0",
        "128.0.0.1", "[::2]", "[::1", "::1]", "[::1]x", "127.0.0.1:", "127.0.0.1:http",
        "localhost:123456", "127.1", "localhost:80:80", "[::ffff:127.0.0.1]", "user@localhost"}) {
    EXPECT_FALSE(is_loopback_host(host)) << host;
  }
  EXPECT_FALSE(is_loopback_host(std::string(1000, '1')));
}

TEST(HostName, NamesOfACertificateWithOneLabelForAStar) {
  const std::vector<std::string> names = {"desk.example", "*.apps.example", "10.0.0.5",
                                          "[fd00::5]"};
  for (const char* host : {"desk.example", "Desk.Example:8443", "x.apps.example", "10.0.0.5:443",
                           "[fd00::5]:443", "[FD00::5]"}) {
    EXPECT_TRUE(is_host_among(host, names)) << host;
  }
  for (const char* host : {"", "example", "evil.example", "desk.example.evil.example",
                           "apps.example", ".apps.example", "x.y.apps.example",
                           "desk.example:", "desk.example:x", "10.0.0.50", "*.apps.example.evil"}) {
    EXPECT_FALSE(is_host_among(host, names)) << host;
  }
}

TEST(HostName, AddressIsLoopbackOnlyInItsBlock) {
  EXPECT_TRUE(is_loopback_address("127.0.0.1"));
  EXPECT_TRUE(is_loopback_address("::1"));
  EXPECT_FALSE(is_loopback_address("0.0.0.0"));
  EXPECT_FALSE(is_loopback_address("::"));
  EXPECT_FALSE(is_loopback_address("localhost"));
  EXPECT_FALSE(is_loopback_address("192.168.0.1"));
}

}  // namespace
}  // namespace desirepath::api
