#include "agent/wire/dns_message.h"

#include <gtest/gtest.h>

#include "tests/unit/agent/wire/octets.h"

namespace desirepath::wire {
namespace {

Octets header(std::size_t questions, std::size_t answers, std::size_t flags = 0x8180) {
  return u16(0x4242) + u16(flags) + u16(questions) + u16(answers) + u32(0);
}

const Octets kName = Octets{3} + text("www") + Octets{7} + text("example") + Octets{0};
const Octets kQuestion = kName + u16(1) + u16(1);

Octets record(std::size_t type, std::size_t ttl, const Octets& data) {
  return Octets{0xc0, 12} + u16(type) + u16(1) + u32(ttl) + u16(data.size()) + data;
}

class DnsMessageTest : public testing::Test {
 protected:
  Parsed<bool> parse(Bytes bytes) { return parse_dns_message(bytes, message_); }
  DnsMessage message_;
};

TEST_F(DnsMessageTest, GivesQuestionAndAnswers) {
  const Octets bytes = header(1, 3) + kQuestion + record(5, 60, {0xc0, 12}) +
                       record(1, 300, {192, 0, 2, 9}) + record(28, 300, Octets(15) + Octets{7});
  ASSERT_TRUE(parse(bytes).has_value());
  ASSERT_EQ(message_.question_count, 1);
  EXPECT_EQ(message_.questions[0].view(), "www.example");
  EXPECT_TRUE(message_.is_response());
  ASSERT_EQ(message_.answer_count, 2);
  EXPECT_EQ(message_.answers[0].address[15], 9);
  EXPECT_EQ(message_.answers[0].ttl, 300U);
  EXPECT_EQ(message_.answers[1].address[15], 7);
  EXPECT_TRUE(message_.answers_whole);
}

TEST_F(DnsMessageTest, GivesTheAddressHintsOfServiceBindings) {
  const Octets hints = u16(1) + Octets{0} + u16(1) + u16(3) + Octets{2} + text("h2") + u16(4) +
                       u16(8) + Octets{192, 0, 2, 1, 192, 0, 2, 2} + u16(6) + u16(16) + Octets(16);
  ASSERT_TRUE(parse(header(1, 1) + kQuestion + record(65, 60, hints)).has_value());
  ASSERT_EQ(message_.answer_count, 3);
  EXPECT_EQ(message_.answers[1].address[15], 2);
}

TEST_F(DnsMessageTest, EveryPrefixOfTheQuestionsIsTruncated) {
  for_each_prefix(header(1, 0) + kQuestion, [&](Bytes prefix) {
    EXPECT_EQ(parse(prefix).error(), ParseError::kTruncated) << prefix.size();
  });
}

TEST_F(DnsMessageTest, EveryPrefixOfAnAnswerOnlyEndsTheList) {
  const Octets front = header(1, 1) + kQuestion;
  for_each_prefix(record(1, 300, {192, 0, 2, 9}), [&](Bytes prefix) {
    ASSERT_TRUE(parse(front + Octets(prefix.begin(), prefix.end())).has_value());
    EXPECT_EQ(message_.question_count, 1);
    EXPECT_EQ(message_.answer_count, 0);
    EXPECT_FALSE(message_.answers_whole);
  });
}

TEST_F(DnsMessageTest, CompressionLoopsAndForwardPointersAreMalformed) {
  for (const Octets& name : {Octets{0xc0, 12}, Octets{0xc0, 13}, Octets{0xc0, 40},
                             Octets{1, 'a', 0xc0, 12}, Octets{1, 'a', 0xc0, 14}}) {
    EXPECT_EQ(parse(header(1, 0) + name + u32(0x00010001)).error(), ParseError::kMalformed);
  }
}

TEST_F(DnsMessageTest, ForeignLabelTypesAreMalformed) {
  EXPECT_EQ(parse(header(1, 0) + Octets{0x41, 'a', 0}).error(), ParseError::kMalformed);
  EXPECT_EQ(parse(header(1, 0) + Octets{0x81, 'a', 0}).error(), ParseError::kMalformed);
}

TEST_F(DnsMessageTest, NamesBeyond255OctetsAreMalformed) {
  const Octets label = Octets{63} + Octets(63, 'x');
  const Octets longest = label + label + label + Octets{61} + Octets(61, 'y') + Octets{0};
  ASSERT_TRUE(parse(header(1, 0) + longest + u32(0x00010001)).has_value());
  EXPECT_EQ(message_.questions[0].view().size(), 253U);
  const Octets over = label + label + label + Octets{62} + Octets(62, 'y') + Octets{0};
  EXPECT_EQ(parse(header(1, 0) + over + u32(0x00010001)).error(), ParseError::kMalformed);
}

TEST_F(DnsMessageTest, AddressOfAnotherSizeIsNoAnswer) {
  ASSERT_TRUE(parse(header(1, 1) + kQuestion + record(1, 60, {1, 2, 3})).has_value());
  EXPECT_EQ(message_.answer_count, 0);
}

TEST_F(DnsMessageTest, DataThatOverrunsTheMessageEndsTheList) {
  const Octets overrun = Octets{0xc0, 12} + u16(1) + u16(1) + u32(60) + u16(5) + Octets(4);
  ASSERT_TRUE(parse(header(1, 1) + kQuestion + overrun).has_value());
  EXPECT_FALSE(message_.answers_whole);
}

TEST_F(DnsMessageTest, KeepsWithinItsBounds) {
  Octets bytes = header(40, 60);
  for (int i = 0; i < 40; ++i) bytes = bytes + kQuestion;
  for (int i = 0; i < 60; ++i) bytes = bytes + record(1, 60, {192, 0, 2, 9});
  ASSERT_TRUE(parse(bytes).has_value());
  EXPECT_EQ(message_.question_count, kMostQuestions);
  EXPECT_EQ(message_.answer_count, kMostAnswers);
}

TEST_F(DnsMessageTest, RootQuestionHasAnEmptyName) {
  ASSERT_TRUE(parse(header(1, 0, 0x0100) + Octets{0} + u16(2) + u16(1)).has_value());
  EXPECT_TRUE(message_.questions[0].view().empty());
  EXPECT_FALSE(message_.is_response());
}

}  // namespace
}  // namespace desirepath::wire
