#include "agent/wire/dtls.h"

#include <gtest/gtest.h>

#include <array>

#include "agent/wire/client_hello.h"
#include "tests/unit/agent/wire/octets.h"

namespace desirepath::wire {
namespace {

// The body of a ClientHello in the form of DTLS, with a cookie of four octets.
Octets body_for(std::string_view name) {
  const Octets message = hello_for(name);
  const Octets before(message.begin() + 4, message.begin() + 4 + 35);
  const Octets after(message.begin() + 4 + 35, message.end());
  return before + Octets{4, 'c', 'o', 'o', 'k'} + after;
}

Octets record(const Octets& body, std::size_t from, std::size_t to) {
  const Octets piece(body.begin() + static_cast<std::ptrdiff_t>(from),
                     body.begin() + static_cast<std::ptrdiff_t>(to));
  const Octets handshake =
      Octets{1} + u24(body.size()) + u16(0) + u24(from) + u24(piece.size()) + piece;
  return Octets{22, 0xfe, 0xfd, 0, 0} + Octets(6) + u16(handshake.size()) + handshake;
}

class Dtls : public testing::Test {
 protected:
  std::array<std::uint8_t, 512> scratch_;
  const Octets body_ = body_for("a.example");
};

TEST_F(Dtls, GivesTheHelloInTheFormOfTls) {
  const auto message = dtls_client_hello(record(body_, 0, body_.size()), scratch_);
  ASSERT_TRUE(message.has_value());
  EXPECT_EQ(parse_client_hello(*message)->server_name, "a.example");
}

TEST_F(Dtls, JoinsFragmentsOfOneDatagram) {
  const Octets datagram = record(body_, 0, 20) + record(body_, 20, body_.size());
  EXPECT_TRUE(may_begin_dtls(datagram));
  EXPECT_TRUE(dtls_client_hello(datagram, scratch_).has_value());
}

TEST_F(Dtls, EveryProperPrefixIsTruncated) {
  for (const Octets& datagram :
       {record(body_, 0, body_.size()), record(body_, 0, 20) + record(body_, 20, body_.size())}) {
    for_each_prefix(datagram, [&](Bytes prefix) {
      EXPECT_EQ(dtls_client_hello(prefix, scratch_).error(), ParseError::kTruncated);
    });
  }
}

TEST_F(Dtls, FragmentOutOfOrderIsWaitedForInVain) {
  EXPECT_EQ(dtls_client_hello(record(body_, 20, body_.size()), scratch_).error(),
            ParseError::kTruncated);
}

TEST_F(Dtls, LengthThatOverrunsIsMalformed) {
  Octets fragment = record(body_, 0, body_.size());
  fragment[24] = static_cast<std::uint8_t>(fragment[24] + 1);  // beyond its record
  EXPECT_EQ(dtls_client_hello(fragment, scratch_).error(), ParseError::kMalformed);
  EXPECT_EQ(dtls_client_hello(record(Octets(600), 0, 600), scratch_).error(),
            ParseError::kMalformed);  // longer than the scratch space
  Octets cookie = body_;
  cookie[35] = 0xff;
  EXPECT_EQ(dtls_client_hello(record(cookie, 0, cookie.size()), scratch_).error(),
            ParseError::kMalformed);
}

TEST_F(Dtls, OtherRecordsAreForeign) {
  Octets encrypted = record(body_, 0, body_.size());
  encrypted[4] = 1;  // epoch
  EXPECT_EQ(dtls_client_hello(encrypted, scratch_).error(), ParseError::kForeign);
  Octets server = record(body_, 0, body_.size());
  server[13] = 2;
  EXPECT_EQ(dtls_client_hello(server, scratch_).error(), ParseError::kForeign);
  EXPECT_FALSE(may_begin_dtls(server));
}

}  // namespace
}  // namespace desirepath::wire
