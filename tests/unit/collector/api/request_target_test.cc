#include "collector/api/request_target.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace desirepath::api {
namespace {

using testing::ElementsAre;
using testing::Pair;

TEST(RequestTarget, SplitsPathAndDecodedParameters) {
  const auto target = parse_target("/api/v1/needs?window=2026-W37&department=a%20b+c");
  ASSERT_TRUE(target.ok()) << target.status();
  EXPECT_EQ(target->path, "/api/v1/needs");
  EXPECT_THAT(target->parameters,
              ElementsAre(Pair("department", "a b c"), Pair("window", "2026-W37")));
}

TEST(RequestTarget, SlashAloneIsTheRoot) { EXPECT_EQ(parse_target("/")->path, "/"); }

TEST(RequestTarget, EscapedLettersAreTheLetters) {
  EXPECT_EQ(parse_target("/n%65eds")->path, "/needs");
}

TEST(RequestTarget, PathThatLeadsElsewhereIsRefused) {
  for (const char* raw : {"/../etc/passwd", "/a/../b", "/%2e%2e/etc", "/.", "/a/%2E/b", "/..%2fetc",
                          "/a%5c..%5cb", "/a%2fb", "//etc", "/a//b", "/a%00b", "/a%0d%0ab"}) {
    EXPECT_FALSE(parse_target(raw).ok()) << raw;
  }
}

TEST(RequestTarget, WhatIsNoOriginFormIsRefused) {
  for (const char* raw : {"", "*", "needs", "http://127.0.0.1/", "127.0.0.1:80", "/%", "/%4",
                          "/%zz", "/a b", "/a#b", "/a?b=%", "/\x80"}) {
    EXPECT_FALSE(parse_target(raw).ok()) << raw;
  }
}

TEST(RequestTarget, ParameterGivenTwiceIsRefused) {
  EXPECT_FALSE(parse_target("/?window=a&window=b").ok());
  EXPECT_FALSE(parse_target("/?window=a&wind%6fw=b").ok());
}

TEST(RequestTarget, ControlCharacterInAParameterIsRefused) {
  EXPECT_FALSE(parse_target("/?window=a%0a").ok());
  EXPECT_FALSE(parse_target("/?window=a%00").ok());
}

TEST(RequestTarget, LimitsHoldAtTheirValue) {
  const std::string longest = "/" + std::string(kMaxTargetOctets - 1, 'a');
  EXPECT_TRUE(parse_target(longest).ok());
  EXPECT_FALSE(parse_target(longest + "a").ok());
  std::string most = "/?";
  for (std::size_t n = 0; n < kMaxParameters; ++n) most += "p" + std::to_string(n) + "=&";
  most.pop_back();
  EXPECT_TRUE(parse_target(most).ok()) << parse_target(most).status();
  EXPECT_FALSE(parse_target(most + "&q=").ok());
}

}  // namespace
}  // namespace desirepath::api
