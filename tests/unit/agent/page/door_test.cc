#include "agent/page/door.h"

#include <gtest/gtest.h>

namespace desirepath::page {
namespace {

Door a_door() { return {4711, "key0", "session0"}; }

Visitor visitor(const std::string& method, const std::string& target,
                const std::string& cookie = "desirepath-4711=session0") {
  return {.method = method,
          .target = target,
          .host = "127.0.0.1:4711",
          .origin = method == "POST" ? "http://127.0.0.1:4711" : "",
          .cookie = cookie};
}

TEST(Door, ThePrintedAddressOpensOnce) {
  Door door = a_door();
  EXPECT_EQ(door.address(), "http://127.0.0.1:4711/open/key0");
  EXPECT_EQ(door.admit(visitor("GET", "/open/key0", "")), Entry::kFirstVisit);
  EXPECT_EQ(door.admit(visitor("GET", "/open/key0", "")), Entry::kNoKey);
  EXPECT_EQ(door.admit(visitor("GET", "/open/", "")), Entry::kNoKey);
}

TEST(Door, AGuessDoesNotUseTheKeyUp) {
  Door door = a_door();
  EXPECT_EQ(door.admit(visitor("GET", "/open/key1", "")), Entry::kNoKey);
  EXPECT_EQ(door.admit(visitor("GET", "/open/key0", "")), Entry::kFirstVisit);
}

TEST(Door, TheCookieIsForThisPageAloneAndOutOfReachOfScripts) {
  EXPECT_EQ(a_door().cookie(), "desirepath-4711=session0; Path=/; HttpOnly; SameSite=Strict");
}

TEST(Door, WithoutTheCookieNothingIsSeen) {
  Door door = a_door();
  EXPECT_EQ(door.admit(visitor("GET", "/", "")), Entry::kNoKey);
  EXPECT_EQ(door.admit(visitor("GET", "/api/ledger", "desirepath-4711=session1")), Entry::kNoKey);
  EXPECT_EQ(door.admit(visitor("GET", "/api/ledger", "desirepath-4712=session0")), Entry::kNoKey);
  EXPECT_EQ(door.admit(visitor("GET", "/api/ledger", "a=b; desirepath-4711=session0; c=d")),
            Entry::kWelcome);
}

TEST(Door, AnotherNameForThisAddressIsNoHost) {
  Door door = a_door();
  for (const char* host : {"evil.example:4711", "localhost:4711", "127.0.0.1", ""}) {
    Visitor one = visitor("GET", "/");
    one.host = host;
    EXPECT_EQ(door.admit(one), Entry::kNotThisHost) << host;
  }
}

TEST(Door, APageElsewhereCannotChangeOrReadAnything) {
  Door door = a_door();
  Visitor one = visitor("POST", "/api/opt-out");
  EXPECT_EQ(door.admit(one), Entry::kWelcome);
  one.origin = "http://127.0.0.1:9999";
  EXPECT_EQ(door.admit(one), Entry::kForeignPage);
  one.origin = "";  // not even a form says where it comes from: no change
  EXPECT_EQ(door.admit(one), Entry::kForeignPage);
  Visitor reading = visitor("GET", "/api/ledger");
  reading.origin = "https://evil.example";
  EXPECT_EQ(door.admit(reading), Entry::kForeignPage);
}

}  // namespace
}  // namespace desirepath::page
