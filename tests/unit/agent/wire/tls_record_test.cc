#include "agent/wire/tls_record.h"

#include <gtest/gtest.h>

#include <array>

#include "tests/unit/agent/wire/octets.h"

namespace desirepath::wire {
namespace {

class TlsRecord : public testing::Test {
 protected:
  Octets message_of(const Octets& stream) {
    const auto message = first_handshake(stream, scratch_);
    EXPECT_TRUE(message.has_value());
    return message.has_value() ? Octets(message->begin(), message->end()) : Octets{};
  }

  std::array<std::uint8_t, 512> scratch_;
  const Octets hello_ = hello_for("a.example");
};

TEST_F(TlsRecord, GivesAMessageOfOneRecordInPlace) {
  const Octets stream = tls_record(hello_) + Octets{23, 3, 3};
  const auto message = first_handshake(stream, scratch_);
  ASSERT_TRUE(message.has_value());
  EXPECT_EQ(message->data(), stream.data() + 5);
  EXPECT_EQ(message->size(), hello_.size());
}

TEST_F(TlsRecord, JoinsAMessageOfManyRecords) {
  for (const std::size_t piece : {1U, 2U, 7U, 30U}) {
    Octets stream;
    for (std::size_t at = 0; at < hello_.size(); at += piece) {
      const auto begin = hello_.begin() + static_cast<std::ptrdiff_t>(at);
      const auto count = static_cast<std::ptrdiff_t>(std::min(piece, hello_.size() - at));
      stream = stream + tls_record({begin, begin + count});
    }
    EXPECT_TRUE(may_begin_client_hello(stream)) << piece;
    EXPECT_EQ(message_of(stream), hello_) << piece;
  }
}

TEST_F(TlsRecord, EveryProperPrefixIsTruncated) {
  const Octets first(hello_.begin(), hello_.begin() + 9);
  const Octets second(hello_.begin() + 9, hello_.end());
  for (const Octets& stream : {tls_record(hello_), tls_record(first) + tls_record(second)}) {
    for_each_prefix(stream, [&](Bytes prefix) {
      EXPECT_EQ(first_handshake(prefix, scratch_).error(), ParseError::kTruncated);
    });
  }
}

TEST_F(TlsRecord, OtherContentIsForeign) {
  for (const Octets& stream :
       {Octets{23, 3, 3, 0, 1, 0}, Octets{22, 2, 0}, Octets{22, 3, 9, 0, 9}}) {
    EXPECT_EQ(first_handshake(stream, scratch_).error(), ParseError::kForeign);
  }
}

TEST_F(TlsRecord, ImpossibleLengthIsMalformed) {
  const Octets half(hello_.begin(), hello_.begin() + 20);
  const Octets cases[] = {
      {22, 3, 1, 0, 0},                              // an empty record
      {22, 3, 1, 0xff, 0xff},                        // a record longer than TLS allows
      tls_record({1, 0, 2, 0}),                      // a message longer than the scratch space
      tls_record(half) + Octets{23, 3, 3, 0, 1, 0},  // application data inside the message
  };
  for (const Octets& stream : cases) {
    EXPECT_EQ(first_handshake(stream, scratch_).error(), ParseError::kMalformed);
  }
}

TEST(MayBeginClientHello, JudgesByWhatIsThere) {
  const Octets stream = tls_record(hello_for("a.example"));
  for (std::size_t length = 1; length <= stream.size(); ++length) {
    EXPECT_TRUE(may_begin_client_hello(Bytes{stream}.first(length))) << length;
  }
  for (const std::size_t at : {0U, 1U, 2U, 3U, 5U, 6U}) {
    Octets other = stream;
    other[at] = 0x77;
    EXPECT_FALSE(may_begin_client_hello(other)) << at;
  }
  EXPECT_FALSE(may_begin_client_hello({}));
}

}  // namespace
}  // namespace desirepath::wire
