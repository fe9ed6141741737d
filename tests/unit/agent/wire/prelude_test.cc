#include "agent/wire/prelude.h"

#include <gtest/gtest.h>

#include "tests/unit/agent/wire/octets.h"

namespace desirepath::wire {
namespace {

const Octets kMessages[] = {
    text("STARTTLS\r\n"),
    text("a1 STARTTLS\r\n"),
    text("0 STARTTLS\n"),
    text("PROXY TCP4 192.0.2.1 192.0.2.2 1 2\r\n"),
    text("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>"),
    {5, 1, 0},                                                     // SOCKS 5, greeting
    {5, 1, 0, 1, 192, 0, 2, 1, 1, 0xbb},                           // requests by address
    Octets{5, 1, 0, 4} + Octets(18),                               //
    Octets{5, 1, 0, 3, 9} + text("a.example") + u16(443),          // and by name
    Octets{4, 1, 1, 0xbb, 192, 0, 2, 1} + text("me") + Octets{0},  // SOCKS 4
    Octets{4, 1, 1, 0xbb, 0, 0, 0, 1, 0} + text("a.example") + Octets{0},
    u32(8) + u32(80877103),       // PostgreSQL
    {0x30, 5, 2, 1, 1, 0x77, 0},  // LDAP
    {3, 0, 0, 8, 3, 0xe0, 0, 0},  // RDP
    Octets{13, 10, 13, 10, 0, 13, 10, 'Q', 'U', 'I', 'T', 10, 0x21, 0x11, 0, 2, 1, 2},
};

TEST(Prelude, MeasuresEachMessage) {
  const Octets hello = {0x16, 3, 1};
  for (const Octets& message : kMessages) {
    const auto length = prelude_length(message + hello);
    ASSERT_TRUE(length.has_value()) << int{message[0]};
    EXPECT_EQ(*length, message.size()) << int{message[0]};
  }
}

TEST(Prelude, EveryProperPrefixIsTruncated) {
  for (const Octets& message : kMessages) {
    for_each_prefix(message, [&](Bytes prefix) {
      const auto length = prelude_length(prefix);
      if (length.has_value()) {
        EXPECT_TRUE(message[0] == 5 && prefix.size() == 3);  // a greeting begins like a request
      } else {
        EXPECT_EQ(length.error(), ParseError::kTruncated) << int{message[0]} << prefix.size();
      }
    });
  }
}

TEST(Prelude, BinaryOfOtherProtocolsIsForeign) {
  for (const Octets& bytes :
       {Octets{0x17, 3, 3, 0, 9}, Octets{0x38, 0, 1}, Octets{0x30, 0x83, 1, 2},
        Octets{3, 1, 0, 9, 1, 1}, Octets{3, 0, 0, 3, 1, 0xe0}, Octets{0x30, 5, 4, 1},
        text("ab\x01") + text("\n")}) {
    EXPECT_EQ(prelude_length(bytes).error(), ParseError::kForeign) << int{bytes[0]};
  }
}

TEST(Prelude, EndlessLineIsForeign) {
  EXPECT_EQ(prelude_length(Octets(kMostLineBytes, 'x')).error(), ParseError::kForeign);
}

TEST(Prelude, OverlongLdapIsForeign) {
  EXPECT_EQ(prelude_length(Octets{0x30, 0x82, 0xff, 0xff, 2, 1, 1}).error(), ParseError::kForeign);
}

}  // namespace
}  // namespace desirepath::wire
