#include "agent/wire/client_hello.h"

#include <gtest/gtest.h>

#include "tests/unit/agent/wire/hello_bytes.h"
#include "tests/unit/agent/wire/octets.h"

namespace desirepath::wire {
namespace {

TEST(ClientHello, GivesTheServerName) {
  const auto hello = parse_client_hello(kHello);
  ASSERT_TRUE(hello.has_value());
  EXPECT_EQ(hello->server_name, "files.example.com");
  EXPECT_FALSE(hello->offers_ech);
  EXPECT_TRUE(hello->alpn.empty());
}

TEST(ClientHello, EveryProperPrefixIsTruncated) {
  for_each_prefix({std::begin(kHello), std::end(kHello)}, [](Bytes prefix) {
    EXPECT_EQ(parse_client_hello(prefix).error(), ParseError::kTruncated) << prefix.size();
  });
}

TEST(ClientHello, ServerHelloIsForeign) {
  EXPECT_EQ(parse_client_hello(Octets{2, 0, 0, 0}).error(), ParseError::kForeign);
}

TEST(ClientHello, HelloWithoutExtensionsHasNoName) {
  Octets message = hello_with({});
  message.erase(message.end() - 2, message.end());
  message[3] = static_cast<std::uint8_t>(message[3] - 2);
  const auto hello = parse_client_hello(message);
  ASSERT_TRUE(hello.has_value());
  EXPECT_TRUE(hello->server_name.empty());
}

TEST(ClientHello, SeesAnOfferOfEncryptedHello) {
  const Octets outer =
      Octets{0} + u16(1) + u16(1) + Octets{7} + u16(2) + Octets{1, 2} + u16(17) + Octets(17);
  const Octets offer = u16(0xfe0d) + u16(outer.size()) + outer;
  EXPECT_TRUE(parse_client_hello(hello_with(offer))->offers_ech);
  EXPECT_TRUE(parse_client_hello(hello_with({0xff, 0xce, 0, 0}))->offers_ech);
}

TEST(ClientHello, OfferNoServerCouldOpenIsGrease) {
  EXPECT_FALSE(parse_client_hello(hello_with({0xfe, 0x0d, 0, 0}))->offers_ech);
  const Octets unknown_kdf =
      Octets{0} + u16(0x1a1a) + u16(1) + Octets{7} + u16(0) + u16(17) + Octets(17);
  const Octets offer = u16(0xfe0d) + u16(unknown_kdf.size()) + unknown_kdf;
  EXPECT_FALSE(parse_client_hello(hello_with(offer))->offers_ech);
}

TEST(ClientHello, GivesTheProtocolsOffered) {
  const Octets names = Octets{2} + text("h2") + Octets{8} + text("http/1.1");
  const Octets alpn = u16(16) + u16(names.size() + 2) + u16(names.size()) + names;
  const Octets message = hello_with(alpn);
  const auto hello = parse_client_hello(message);
  EXPECT_EQ(Octets(hello->alpn.begin(), hello->alpn.end()), names);
}

TEST(ClientHello, BrokenProtocolListIsLeftOut) {
  const Octets message = hello_with({0, 16, 0, 4, 0, 2, 9, 'h'});  // nine octets in one
  EXPECT_TRUE(parse_client_hello(message)->alpn.empty());
}

TEST(ClientHello, SkipsNamesOfOtherTypes) {
  const Octets message = hello_with({0, 0, 0, 10, 0, 8, 9, 0, 1, 'x', 0, 0, 1, 'y'});
  const auto hello = parse_client_hello(message);
  ASSERT_TRUE(hello.has_value());
  EXPECT_EQ(hello->server_name, "y");
}

TEST(ClientHello, FirstOfTwoServerNameExtensionsCounts) {
  const Octets message = hello_with(server_name("a.example") + server_name("b.example"));
  EXPECT_EQ(parse_client_hello(message)->server_name, "a.example");
}

TEST(ClientHello, LengthThatOverrunsItsHolderIsMalformed) {
  const Octets cases[] = {
      {0, 5, 0, 9},                      // an extension, beyond the extensions
      {0, 0, 0, 9},                      // server_name, beyond the extensions
      {0, 0, 0, 1, 7},                   // the name list's length, cut in two
      {0, 0, 0, 2, 0, 7},                // the name list, beyond its extension
      {0, 0, 0, 6, 0, 4, 0, 0, 9, 'x'},  // a name, beyond its list
  };
  for (const Octets& extensions : cases) {
    const auto hello = parse_client_hello(hello_with(extensions));
    ASSERT_FALSE(hello.has_value());
    EXPECT_EQ(hello.error(), ParseError::kMalformed);
  }
}

TEST(ClientHello, WhatBreaksBehindAGoodNameDoesNotTakeIt) {
  const Octets message = hello_with(server_name("a.example") + Octets{0, 5, 0, 9});
  const auto hello = parse_client_hello(message);
  ASSERT_TRUE(hello.has_value());
  EXPECT_EQ(hello->server_name, "a.example");
}

TEST(Cursor, FailsOnceAndStaysFailed) {
  constexpr std::uint8_t bytes[] = {1, 2, 3};
  Cursor in{bytes};
  EXPECT_EQ(in.u16(), 0x0102);
  EXPECT_EQ(in.u16(), 0);
  EXPECT_FALSE(in.ok());
  EXPECT_EQ(in.u8(), 0);
}

}  // namespace
}  // namespace desirepath::wire
