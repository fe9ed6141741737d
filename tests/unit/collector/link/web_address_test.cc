#include "collector/link/web_address.h"

#include <gmock/gmock.h>

#include "collector/link/digest.h"
#include "collector/link/line.h"
#include "proto/seal/encoding.h"

namespace desirepath::link {
namespace {

TEST(WebAddress, IsTakenApart) {
  const auto plain = parse_web_address("https://login.example");
  ASSERT_TRUE(plain.ok()) << plain.status();
  EXPECT_EQ(plain->host, "login.example");
  EXPECT_EQ(plain->port, 443);
  EXPECT_EQ(plain->target, "/");
  const auto whole = parse_web_address("https://[::1]:8443/a/b%20c?d=e&f");
  ASSERT_TRUE(whole.ok()) << whole.status();
  EXPECT_EQ(whole->host, "::1");
  EXPECT_EQ(whole->port, 8443);
  EXPECT_EQ(whole->target, "/a/b%20c?d=e&f");
  EXPECT_EQ(parse_web_address("https://h.example?x")->target, "/?x");
}

TEST(WebAddress, WhatHidesWhereItGoesIsRefused) {
  for (const char* text :
       {"", "login.example", "http://login.example", "https://", "https:///a",
        "https://u:p@h.example", "https://h.example#f", "https://h.example:0",
        "https://h.example:99999", "ftp://h.example", "https://h.example/a b",
        "https://h.example/\r\nX: y", "https://h%00.example", "https://h%0d%0aX.y", "https://h%2fa",
        "https://h%c3%a4.example", "https://[v1.x]"}) {
    EXPECT_FALSE(parse_web_address(text).ok()) << text;
  }
  EXPECT_FALSE(parse_web_address("https://h.example/" + std::string(2048, 'a')).ok());
}

TEST(WebAddress, EscapedLeavesNoLetterThatEndsAValue) {
  EXPECT_EQ(escaped("a-b._~9"), "a-b._~9");
  EXPECT_EQ(escaped("a b&c=d+e%/\r\n\xc3\xa4"), "a%20b%26c%3dd%2be%25%2f%0d%0a%c3%a4");
}

TEST(Peer, HostAndPortAndNothingElse) {
  EXPECT_EQ(parse_peer("logs.example:6514")->port, 6514);
  EXPECT_EQ(parse_peer("[::1]:25")->host, "::1");
  for (const char* text : {"", "logs.example", ":25", "logs.example:", "logs.example:0",
                           "logs.example:65536", "logs.example:2x"}) {
    EXPECT_FALSE(parse_peer(text).ok()) << text;
  }
}

// RFC 4231, test cases 1 and 2; FIPS 180-4's "abc".
TEST(Digest, AsTheirDocumentsSay) {
  EXPECT_EQ(seal::to_hex(sha256("abc")),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(seal::to_hex(hmac_sha256(std::string(20, '\x0b'), "Hi There")),
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
  EXPECT_EQ(seal::to_hex(hmac_sha256("Jefe", "what do ya want for nothing?")),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

}  // namespace
}  // namespace desirepath::link
