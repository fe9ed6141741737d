#include "agent/wire/certificate.h"

#include <gtest/gtest.h>

#include <array>

#include "agent/wire/tls_record.h"
#include "tests/unit/agent/wire/octets.h"

namespace desirepath::wire {
namespace {

Octets der(std::uint8_t tag, const Octets& content) {
  const Octets length = content.size() < 128 ? Octets{static_cast<std::uint8_t>(content.size())}
                                             : Octets{0x82} + u16(content.size());
  return Octets{tag} + length + content;
}

Octets named(std::string_view name) {
  const Octets pair = der(6, {0x55, 4, 3}) + der(0x0c, text(name));
  return der(0x30, der(0x31, der(0x30, pair)));
}

Octets alternative(const Octets& names) {
  const Octets usage = der(0x30, der(6, {0x55, 0x1d, 0x0f}) + der(4, {3, 2, 5, 0xa0}));
  const Octets critical = der(1, {0xff});
  const Octets list = der(0x30, der(6, {0x55, 0x1d, 0x11}) + critical + der(4, der(0x30, names)));
  return der(0xa3, der(0x30, usage + list));
}

Octets message_with(const Octets& subject, const Octets& extensions) {
  const Octets sequence = der(0x30, {});
  const Octets fields = der(0xa0, der(2, {2})) + der(2, {7}) + sequence + named("issuer.example") +
                        sequence + subject + der(0x30, Octets(200)) + extensions;
  const Octets certificate = der(0x30, der(0x30, fields) + sequence + der(3, {0}));
  const Octets list = u24(certificate.size()) + certificate;
  const Octets body = u24(list.size()) + list;
  return Octets{11} + u24(body.size()) + body;
}

const Octets kAddress = der(0x87, {192, 0, 2, 1});
const Octets kHosts = kAddress + der(0x82, text("*.files.example")) + der(0x82, text("b.example"));

TEST(Certificate, GivesTheFirstAlternativeName) {
  const Octets message = message_with(named("old.example"), alternative(kHosts));
  const auto name = parse_certificate_name(message);
  ASSERT_TRUE(name.has_value());
  EXPECT_EQ(*name, "files.example");
}

TEST(Certificate, GivesTheCommonNameOtherwise) {
  const Octets message = message_with(named("old.example"), alternative(kAddress));
  EXPECT_EQ(*parse_certificate_name(message), "old.example");
  const Octets plain = message_with(named("old.example"), {});
  EXPECT_EQ(*parse_certificate_name(plain), "old.example");
}

TEST(Certificate, EveryProperPrefixIsTruncated) {
  for_each_prefix(message_with(named("a"), alternative(kHosts)), [](Bytes prefix) {
    EXPECT_EQ(parse_certificate_name(prefix).error(), ParseError::kTruncated);
  });
}

TEST(Certificate, NoLengthInsideMakesItReadBeyond) {
  const Octets whole = message_with(named("a.example"), alternative(kHosts));
  for (std::size_t at = 4; at < whole.size(); ++at) {
    for (const std::uint8_t value : Octets{0x00, 0x7f, 0x80, 0x84, 0xff}) {
      Octets changed = whole;
      changed[at] = value;
      const auto name = parse_certificate_name(changed);  // the sanitizer watches
      EXPECT_LE(name.has_value() ? name->size() : 0U, whole.size());
    }
  }
}

TEST(Certificate, LengthThatOverrunsItsHolderIsMalformed) {
  Octets message = message_with(named("a.example"), {});
  message[6] = static_cast<std::uint8_t>(message[6] + 1);  // the list, beyond the message
  EXPECT_EQ(parse_certificate_name(message).error(), ParseError::kMalformed);
  Octets empty = Octets{11} + u24(3) + u24(0);
  EXPECT_EQ(parse_certificate_name(empty).error(), ParseError::kMalformed);
}

TEST(Certificate, OthersAreForeign) {
  EXPECT_EQ(parse_certificate_name(Octets{2, 0, 0, 0}).error(), ParseError::kForeign);
  EXPECT_EQ(parse_certificate_name(message_with(der(0x30, {}), {})).error(), ParseError::kForeign);
}

TEST(SecondHandshake, FollowsTheFirstInTheSameOrTheNextRecord) {
  const Octets first = Octets{2, 0, 0, 3} + text("abc");
  const Octets second = message_with(named("a.example"), {});
  std::array<std::uint8_t, 1024> scratch;
  for (const Octets& stream :
       {tls_record(first) + tls_record(second), tls_record(first + second)}) {
    const auto message = second_handshake(stream, scratch);
    ASSERT_TRUE(message.has_value());
    EXPECT_EQ(Octets(message->begin(), message->end()), second);
    for_each_prefix(stream, [&](Bytes prefix) {
      EXPECT_EQ(second_handshake(prefix, scratch).error(), ParseError::kTruncated);
    });
  }
  const Octets changed = tls_record(first) + Octets{20, 3, 3, 0, 1, 1};
  EXPECT_EQ(second_handshake(changed, scratch).error(), ParseError::kForeign);
}

}  // namespace
}  // namespace desirepath::wire
