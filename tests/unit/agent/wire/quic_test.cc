#include <gtest/gtest.h>

#include <string>

#include "agent/wire/quic_frames.h"
#include "agent/wire/quic_keys.h"
#include "agent/wire/quic_packet.h"
#include "tests/unit/agent/wire/octets.h"

namespace desirepath::wire {
namespace {

std::string hex(Bytes bytes) {
  std::string text;
  for (const std::uint8_t octet : bytes) {
    constexpr char kDigits[] = "0123456789abcdef";
    text += kDigits[octet >> 4];
    text += kDigits[octet & 15];
  }
  return text;
}

const Octets kId = {0x83, 0x94, 0xc8, 0xf0, 0x3e, 0x51, 0x57, 0x08};  // of RFC 9001, A

Octets initial(std::uint8_t first, std::size_t version, const Octets& sealed) {
  return Octets{first} + u32(version) + Octets{8} + kId + Octets{0} + Octets{3, 1, 2, 3} +
         u16(0x4000 | sealed.size()) + sealed;
}

TEST(QuicPacket, ReadsAnInitialAndWhatFollowsIt) {
  const Octets datagram = initial(0xc3, 1, Octets(40)) + Octets{9, 9};
  const auto packet = parse_quic_packet(datagram);
  ASSERT_TRUE(packet.has_value());
  EXPECT_EQ(packet->type, QuicPacketType::kInitial);
  EXPECT_EQ(packet->dialect, QuicDialect::kVersion1);
  EXPECT_EQ(Octets(packet->destination_id.begin(), packet->destination_id.end()), kId);
  EXPECT_TRUE(packet->source_id.empty());
  EXPECT_EQ(packet->packet_number_at, datagram.size() - 42);
  EXPECT_EQ(packet->rest.size(), 2U);
}

TEST(QuicPacket, KnowsVersionsAndTheirTypes) {
  struct Case {
    std::size_t version;
    QuicDialect dialect;
  };
  for (const Case& known :
       {Case{1, QuicDialect::kVersion1}, Case{0xff000022, QuicDialect::kVersion1},
        Case{0xff00001d, QuicDialect::kDraft29}, Case{0xff00001b, QuicDialect::kDraft23},
        Case{0xff000016, QuicDialect::kDraft22}, Case{0xfaceb001, QuicDialect::kDraft22},
        Case{0xfaceb002, QuicDialect::kDraft23}, Case{0x6b3343cf, QuicDialect::kVersion2}}) {
    const bool is_version2 = known.dialect == QuicDialect::kVersion2;
    const auto packet =
        parse_quic_packet(initial(is_version2 ? 0xd3 : 0xc3, known.version, Octets(40)));
    ASSERT_TRUE(packet.has_value()) << known.version;
    EXPECT_EQ(packet->dialect, known.dialect) << known.version;
    EXPECT_EQ(packet->type, QuicPacketType::kInitial) << known.version;
  }
  EXPECT_EQ(parse_quic_packet(initial(0xc0, 0x6b3343cf, {}))->type, QuicPacketType::kRetry);
  EXPECT_EQ(parse_quic_packet(initial(0xf0, 1, {}))->type, QuicPacketType::kRetry);
}

TEST(QuicPacket, EveryProperPrefixIsTruncated) {
  for_each_prefix(initial(0xc3, 1, Octets(40)), [](Bytes prefix) {
    EXPECT_EQ(parse_quic_packet(prefix).error(), ParseError::kTruncated) << prefix.size();
  });
}

TEST(QuicPacket, OtherFormsAndVersionsAreForeign) {
  for (const Octets& datagram :
       {initial(0x43, 1, {}), initial(0xc3, 0, {}), initial(0xc3, 0x1a2a3a4a, {})}) {
    EXPECT_EQ(parse_quic_packet(datagram).error(), ParseError::kForeign);
    EXPECT_FALSE(may_begin_quic(datagram));
  }
  EXPECT_TRUE(may_begin_quic(initial(0xc3, 1, {})));
}

TEST(QuicPacket, LengthThatOverrunsIsRefused) {
  const Octets head = Octets{0xc3} + u32(1);
  EXPECT_EQ(parse_quic_packet(head + Octets{21} + Octets(60)).error(), ParseError::kMalformed);
  EXPECT_EQ(parse_quic_packet(head + Octets{0, 0, 0x7f, 0xff} + Octets(60)).error(),
            ParseError::kTruncated);  // a token beyond the datagram
  EXPECT_EQ(parse_quic_packet(head + Octets{0, 0, 0} + Octets(8, 0xff)).error(),
            ParseError::kTruncated);  // a length beyond it
}

TEST(QuicKeys, AreThoseOfTheExamples) {
  QuicOpener opener;
  const QuicKeys one = opener.derive(QuicDialect::kVersion1, kId);  // RFC 9001, A.1
  EXPECT_EQ(hex(one.key), "1f369613dd76d5467730efcbe3b1a22d");
  EXPECT_EQ(hex(one.iv), "fa044b2f42a3fd3b46fb255c");
  EXPECT_EQ(hex(one.header_key), "9f50449e04a0e810283a1e9933adedd2");
  const QuicKeys two = opener.derive(QuicDialect::kVersion2, kId);  // RFC 9369, A.1
  EXPECT_EQ(hex(two.key), "8b1a0bc121284290a29e0971b5cd045d");
  EXPECT_EQ(hex(two.iv), "91f73e2351d8fa91660e909f");
  EXPECT_EQ(hex(two.header_key), "45b95e15235d6f45a6b19cbcb0294ba9");
}

TEST(QuicKeys, RefuseWhatIsTooShortToSample) {
  QuicOpener opener;
  const QuicKeys keys = opener.derive(QuicDialect::kVersion1, kId);
  for (std::size_t length = 0; length < 20; ++length) {
    const Octets datagram = initial(0xc3, 1, Octets(length));
    const auto packet = parse_quic_packet(datagram);
    EXPECT_EQ(opener.open(keys, *packet).error(), ParseError::kMalformed) << length;
  }
  EXPECT_EQ(opener.open(keys, QuicPacket{}).error(), ParseError::kMalformed);
}

TEST(QuicKeys, TagThatDoesNotFitIsForeign) {
  QuicOpener opener;
  const QuicKeys keys = opener.derive(QuicDialect::kVersion1, kId);
  const Octets datagram = initial(0xc3, 1, Octets(64, 7));
  EXPECT_EQ(opener.open(keys, *parse_quic_packet(datagram)).error(), ParseError::kForeign);
}

TEST(QuicFrames, GivesCryptoFramesAmongOthers) {
  const Octets payload = Octets(5) + Octets{1} + Octets{2, 9, 0, 1, 0, 1, 1} +
                         Octets{3, 9, 0, 0, 0, 1, 1, 1} + Octets{6, 0x41, 0, 2, 'a', 'b'} +
                         Octets{6, 0, 1, 'c'} + Octets{0x1c, 1, 6, 2, 'n', 'o'} + Octets(3);
  QuicFrames frames{payload, false};
  const auto first = frames.next();
  ASSERT_TRUE(first.has_value());
  EXPECT_EQ(first->offset, 256U);
  EXPECT_EQ(Octets(first->data.begin(), first->data.end()), text("ab"));
  EXPECT_EQ(frames.next()->offset, 0U);
  EXPECT_EQ(frames.next().error(), ParseError::kForeign);
  EXPECT_TRUE(frames.done());
}

TEST(QuicFrames, EveryPrefixOfAFrameIsTruncated) {
  for (const Octets& frame : {Octets{6, 0x41, 0, 2, 'a', 'b'}, Octets{2, 9, 0, 1, 0, 1, 1},
                              Octets{0x1c, 1, 6, 2, 'n', 'o'}}) {
    for_each_prefix(frame, [](Bytes prefix) {
      if (prefix.empty()) return;
      QuicFrames frames{prefix, false};
      EXPECT_EQ(frames.next().error(), ParseError::kTruncated);
      EXPECT_FALSE(frames.done());
    });
  }
}

TEST(QuicFrames, FrameOfAnotherSpaceEndsTheWalk) {
  const Octets stream = {8, 0, 1, 'x'};
  QuicFrames frames{stream, false};
  EXPECT_EQ(frames.next().error(), ParseError::kForeign);
  EXPECT_FALSE(frames.done());
  EXPECT_FALSE(frames.next().has_value());
}

TEST(QuicFrames, GoogleNumbersItsFramesOtherwise) {
  const Octets payload = {7, 8, 0, 1, 'x'};
  QuicFrames frames{payload, true};
  EXPECT_EQ(frames.next()->data.size(), 1U);
}

}  // namespace
}  // namespace desirepath::wire
