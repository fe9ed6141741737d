#include "agent/sight/sequence_meter.h"

#include <gtest/gtest.h>

#include "agent/wire/transport.h"

namespace desirepath::sight {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::seconds;
using Octets = std::array<std::uint64_t, 2>;

constexpr int kClient = 0;
constexpr int kServer = 1;
constexpr std::uint8_t kFinAck = wire::kFin | wire::kAck;
constexpr std::uint8_t kSynAck = wire::kSyn | wire::kAck;
constexpr std::uint8_t kRstAck = wire::kRst | wire::kAck;

// Sequence numbers count from 0 here; the wire's begin at `client` and `server`.
struct Talk {
  explicit Talk(std::uint32_t client_begin = 1000, std::uint32_t server_begin = 0xffffff00U)
      : begin{client_begin, server_begin} {}

  void say(int side, std::uint8_t flags, std::uint64_t at, std::uint32_t length,
           std::uint64_t acknowledged) {
    const auto own = static_cast<std::size_t>(side);
    Segment segment;
    segment.time = now;
    segment.flags = flags;
    segment.sequence = begin[own] + static_cast<std::uint32_t>(at);
    segment.acknowledgement = begin[1 - own] + static_cast<std::uint32_t>(acknowledged);
    segment.payload_length = length;
    meter.note(side, segment);
  }
  // The number of a SYN is one less than that of the first octet.
  void open(std::uint32_t in_syn = 0) {
    say(kClient, wire::kSyn, std::uint64_t{0} - 1, in_syn, 0);
    say(kServer, kSynAck, std::uint64_t{0} - 1, 0, 0);
  }
  void pass(std::chrono::microseconds time) { now += time; }

  std::array<std::uint32_t, 2> begin;
  capture::Time now{hours{24 * 20000}};
  SequenceMeter meter;
};

TEST(SequenceMeter, HandshakeAndCloseTellEveryOctet) {
  Talk talk;
  talk.open();
  talk.pass(seconds{10});
  talk.say(kClient, kFinAck, 700, 0, 5'000'000);
  talk.say(kServer, kFinAck, 5'000'000, 120, 701);
  EXPECT_EQ(talk.meter.octets(), (Octets{700, 5'000'120}));
  EXPECT_EQ(talk.meter.accuracy(), Accuracy::kExact);
  EXPECT_TRUE(talk.meter.is_over());
}

TEST(SequenceMeter, ALastSegmentThatComesAgainAfterItsFlowWasToldCarriesNothing) {
  Talk talk;
  for (int i = 0; i < 2; ++i) {
    talk.say(kServer, kFinAck, 4580, 31, 918);
    talk.pass(seconds{30});
  }
  EXPECT_EQ(talk.meter.octets(), (Octets{0, 0}));
  EXPECT_EQ(talk.meter.accuracy(), Accuracy::kPartial);
}

TEST(SequenceMeter, OctetsInTheSynCountOnce) {
  Talk talk;
  talk.open(400);
  talk.say(kClient, wire::kAck, 0, 400, 0);  // the server did not take them: said again
  talk.say(kClient, kFinAck, 400, 0, 90);
  talk.say(kServer, kFinAck, 90, 0, 401);
  EXPECT_EQ(talk.meter.octets(), (Octets{400, 90}));
  EXPECT_EQ(talk.meter.accuracy(), Accuracy::kExact);
}

TEST(SequenceMeter, KeepAlivesAndCopiesAddNothing) {
  Talk talk;
  talk.open();
  talk.say(kClient, wire::kAck, 0, 500, 0);
  for (int i = 0; i < 5; ++i) {
    talk.pass(seconds{75});
    talk.say(kClient, wire::kAck, 499, 1, 0);  // one octet that was acknowledged before
    talk.say(kServer, wire::kAck, std::uint64_t{0} - 1, 0, 500);
  }
  talk.say(kClient, kFinAck, 500, 0, 0);
  talk.say(kClient, kFinAck, 500, 0, 0);
  talk.say(kServer, kFinAck, 0, 0, 501);
  EXPECT_EQ(talk.meter.octets(), (Octets{500, 0}));
  EXPECT_EQ(talk.meter.accuracy(), Accuracy::kExact);
}

TEST(SequenceMeter, SamplesCarryItPastFourGigabytes) {
  Talk talk;
  talk.open();
  constexpr std::uint64_t kStep = 40U << 20;
  std::uint64_t at = 0;
  for (; at < 10'000'000'000U; at += kStep) {
    talk.pass(milliseconds{50});
    talk.say(kServer, wire::kAck, at, 1448, 300);
  }
  talk.pass(milliseconds{50});
  talk.say(kServer, kFinAck, at, 0, 300);
  talk.say(kClient, kFinAck, 300, 0, at + 1);
  EXPECT_EQ(talk.meter.octets(), (Octets{300, at}));
  EXPECT_EQ(talk.meter.accuracy(), Accuracy::kExact);
}

// The ring is up to a second behind the kernel's own count, and that is a long way on a fast link.
TEST(SequenceMeter, WhatComesOutOfTheRingAfterTheKernelsCountIsNotDoubted) {
  Talk talk;
  talk.open();
  talk.say(kClient, wire::kAck, 0, 500, 0);
  talk.pass(seconds{1});
  const capture::Time counted = talk.now + seconds{1};
  talk.meter.note_kernel({500, 900'000'000}, counted);
  talk.say(kServer, wire::kAck, 1'000'000, 1448, 500);    // 899 MB behind
  talk.say(kServer, wire::kAck, 905'000'000, 1448, 500);  // on its way when the kernel counted
  EXPECT_EQ(talk.meter.octets(), (Octets{500, 905'001'448}));
  talk.now = counted + milliseconds{10};
  talk.say(kServer, kFinAck, 910'000'000, 0, 500);
  talk.say(kClient, kFinAck, 500, 0, 910'000'001);
  EXPECT_EQ(talk.meter.octets(), (Octets{500, 910'000'000}));
  EXPECT_EQ(talk.meter.accuracy(), Accuracy::kExact);
}

TEST(SequenceMeter, WhatIsAcknowledgedCountsWithoutAnEnd) {
  Talk talk;
  talk.open();
  talk.pass(seconds{1});
  talk.say(kClient, kRstAck, 300, 0, 20'000);  // closed with the answer unread
  EXPECT_EQ(talk.meter.octets(), (Octets{0, 20'000}));
  EXPECT_EQ(talk.meter.accuracy(), Accuracy::kPartial);
  EXPECT_TRUE(talk.meter.is_over());
}

TEST(SequenceMeter, ResetBehindBothWordsIsAnEnd) {
  Talk talk;
  talk.open();
  talk.pass(seconds{1});
  talk.say(kServer, kFinAck, 20'000, 0, 300);
  talk.say(kClient, wire::kRst, 300, 0, 0);
  EXPECT_EQ(talk.meter.octets(), (Octets{300, 20'000}));
  EXPECT_EQ(talk.meter.accuracy(), Accuracy::kExact);
  EXPECT_TRUE(talk.meter.is_over());
}

TEST(SequenceMeter, ForgedResetsAreNeverSummed) {
  for (const std::uint64_t at : {2'000'000'000U, 3'500'000'000U, 900'000'000U, 60'000U}) {
    Talk talk;
    talk.open();
    talk.pass(milliseconds{200});
    talk.say(kServer, wire::kRst, at, 0, 0);
    EXPECT_EQ(talk.meter.octets(), (Octets{0, 0})) << at;
    EXPECT_NE(talk.meter.accuracy(), Accuracy::kExact) << at;
    EXPECT_EQ(talk.meter.is_over(), at == 60'000U) << at;  // in the window: the flow may be over
  }
}

TEST(SequenceMeter, RefusedConnectionIsOverAndEmpty) {
  Talk talk;
  talk.say(kClient, wire::kSyn, std::uint64_t{0} - 1, 0, 0);
  talk.say(kServer, kRstAck, 12345, 0, 0);
  EXPECT_EQ(talk.meter.octets(), (Octets{0, 0}));
  EXPECT_TRUE(talk.meter.is_over());
}

TEST(SequenceMeter, NumbersThatTimeDoesNotAllowAreMarked) {
  Talk talk;
  talk.open();
  talk.pass(milliseconds{10});  // a link of 10 Gbit/s moves 12.5 MB
  talk.say(kServer, kFinAck, 50'000'000, 0, 300);
  EXPECT_EQ(talk.meter.octets(), (Octets{300, 0}));
  EXPECT_EQ(talk.meter.accuracy(), Accuracy::kDoubtful);
}

TEST(SequenceMeter, NumbersThatNoSampleLedToAreMarked) {
  Talk talk;
  talk.open();
  talk.pass(hours{1});
  talk.say(kServer, kFinAck, 500'000'000, 0, 300);
  EXPECT_EQ(talk.meter.octets(), (Octets{300, 0}));
  EXPECT_EQ(talk.meter.accuracy(), Accuracy::kDoubtful);
}

TEST(SequenceMeter, OctetsBehindAnEndContradictIt) {
  Talk talk;
  talk.open();
  talk.say(kServer, kFinAck, 1000, 0, 0);
  talk.say(kServer, wire::kAck, 1000, 1448, 0);
  EXPECT_EQ(talk.meter.accuracy(), Accuracy::kDoubtful);
  Talk early;
  early.open();
  early.say(kServer, wire::kAck, 5000, 1448, 0);
  early.say(kServer, kFinAck, 1000, 0, 0);
  EXPECT_EQ(early.meter.octets(), (Octets{0, 6448}));
  EXPECT_EQ(early.meter.accuracy(), Accuracy::kDoubtful);
}

TEST(SequenceMeter, CutCapturesArePartial) {
  Talk no_beginning;
  no_beginning.say(kClient, wire::kAck, 5000, 100, 9000);
  no_beginning.say(kClient, kFinAck, 6000, 0, 9500);
  no_beginning.say(kServer, kFinAck, 9500, 0, 6001);
  EXPECT_EQ(no_beginning.meter.octets(), (Octets{1000, 500}));
  EXPECT_EQ(no_beginning.meter.accuracy(), Accuracy::kPartial);
  Talk no_end;
  no_end.open();
  no_end.say(kClient, wire::kAck, 0, 500, 0);
  EXPECT_EQ(no_end.meter.octets(), (Octets{500, 0}));
  EXPECT_EQ(no_end.meter.accuracy(), Accuracy::kPartial);
  EXPECT_FALSE(no_end.meter.is_over());
  Talk half;
  half.open();
  half.say(kClient, kFinAck, 500, 0, 0);
  half.pass(seconds{30});
  half.say(kServer, wire::kAck, 8000, 1448, 501);  // goes on talking
  EXPECT_EQ(half.meter.octets(), (Octets{500, 9448}));
  EXPECT_EQ(half.meter.accuracy(), Accuracy::kPartial);
  EXPECT_FALSE(half.meter.is_over());
}

TEST(SequenceMeter, AnEndShownBehindItsAnswerCountsOnce) {
  Talk talk;
  talk.open();
  talk.say(kServer, kFinAck, 40, 0, 301);  // acknowledges 300 octets and the FIN
  talk.say(kClient, kFinAck, 300, 0, 40);
  EXPECT_EQ(talk.meter.octets(), (Octets{300, 40}));
  EXPECT_EQ(talk.meter.accuracy(), Accuracy::kExact);
}

TEST(SequenceMeter, OneDirectionAloneIsPartial) {
  Talk talk;
  talk.say(kServer, kSynAck, std::uint64_t{0} - 1, 0, 0);
  talk.say(kServer, kFinAck, 7000, 0, 301);
  EXPECT_EQ(talk.meter.octets()[kServer], 7000U);
  EXPECT_EQ(talk.meter.accuracy(), Accuracy::kPartial);
}

TEST(SequenceMeter, TheKernelsCountGoesOnByNumbers) {
  Talk talk;
  talk.open();
  talk.pass(hours{2});
  EXPECT_EQ(talk.meter.note_kernel({9'000'000'000U, 5'000'000'000U}, talk.now), (Octets{0, 0}));
  EXPECT_EQ(talk.meter.octets(), (Octets{9'000'000'000U, 5'000'000'000U}));
  talk.pass(seconds{1});
  talk.say(kClient, kFinAck, 9'000'000'700U, 0, 5'000'000'000U);
  talk.say(kServer, kFinAck, 5'000'000'000U, 0, 9'000'000'701U);
  EXPECT_EQ(talk.meter.octets(), (Octets{9'000'000'700U, 5'000'000'000U}));
  EXPECT_EQ(talk.meter.accuracy(), Accuracy::kExact);
}

TEST(SequenceMeter, WhatWasBeforeTheFirstLookIsToldApart) {
  Talk talk;
  talk.say(kClient, wire::kAck, 5000, 100, 9000);
  EXPECT_EQ(talk.meter.note_kernel({7000, 9000}, talk.now), (Octets{6900, 9000}));
  EXPECT_EQ(talk.meter.octets(), (Octets{7000, 9000}));
  talk.pass(seconds{300});
  EXPECT_EQ(talk.meter.note_kernel({7500, 9000}, talk.now), (Octets{0, 0}));
  EXPECT_EQ(talk.meter.octets(), (Octets{7500, 9000}));
  EXPECT_EQ(talk.meter.accuracy(), Accuracy::kKernel);
  EXPECT_EQ(talk.meter.held(), talk.now);
  talk.pass(seconds{1});
  talk.say(kClient, wire::kAck, 99'000, 50, 9000);  // where that is in its count nobody knows
  EXPECT_EQ(talk.meter.octets(), (Octets{7550, 9000}));
  EXPECT_EQ(talk.meter.accuracy(), Accuracy::kPartial);
}

}  // namespace
}  // namespace desirepath::sight
