#include "agent/network_page/door.h"

#include <gtest/gtest.h>

namespace desirepath::network_page {
namespace {

Page ask(const std::string& method, const std::string& target, const std::string& host,
         const std::string& origin = "") {
  return admit({method, target, host, origin}, hosts_of("10.20.0.1", 80, {"count.example"}));
}

TEST(Door, ThePageIsForWhoeverAsksByItsAddressOrName) {
  for (const char* const host :
       {"10.20.0.1", "10.20.0.1:80", "count.example", "Count.Example:80"}) {
    EXPECT_EQ(ask("GET", "/?language=fi", host), Page::kExplain) << host;
  }
  EXPECT_EQ(ask("GET", "/page.css", "10.20.0.1"), Page::kStylesheet);
  EXPECT_EQ(ask("GET", "/opt-out", "10.20.0.1"), Page::kNotFound);
}

TEST(Door, ANameThatWasMadeToResolveHereIsRefused) {
  for (const char* const host : {"", "evil.example", "10.20.0.1:8080", "10.20.0.2"}) {
    EXPECT_EQ(ask("GET", "/", host), Page::kNotThisHost) << host;
  }
}

TEST(Door, OnlyThisPageTakesADeviceOut) {
  EXPECT_EQ(ask("POST", "/opt-out", "10.20.0.1", "http://10.20.0.1"), Page::kOptOut);
  EXPECT_EQ(ask("POST", "/opt-in?language=de", "10.20.0.1", "http://10.20.0.1"), Page::kOptIn);
  for (const char* const origin :
       {"", "null", "http://evil.example", "https://10.20.0.1", "http://10.20.0.1:80"}) {
    EXPECT_EQ(ask("POST", "/opt-out", "10.20.0.1", origin), Page::kForeignPage) << origin;
  }
  EXPECT_EQ(ask("POST", "/", "10.20.0.1", "http://10.20.0.1"), Page::kNotFound);
}

TEST(Door, WithoutPort80ThePortBelongsToTheHost) {
  const std::vector<std::string> hosts = hosts_of("[2001:db8::1]", 8080, {});
  EXPECT_EQ(hosts, std::vector<std::string>{"[2001:db8::1]:8080"});
}

}  // namespace
}  // namespace desirepath::network_page
