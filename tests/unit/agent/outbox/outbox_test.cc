#include "agent/outbox/outbox.h"

#include <gtest/gtest.h>

#include <set>

#include "tests/unit/agent/outbox/sample_outbox.h"

namespace desirepath::outbox {
namespace {

TEST(Outbox, TellsEveryFactOnceIn128Frames) {
  SampleOutbox sample;
  Outbox outbox = sample.open();
  const absl::Time now = sample.close(outbox, tool_weeks(40));
  std::vector<Outgoing> all;
  for (int session = 0; session < 8; ++session) {
    const std::vector<Outgoing> frames = sample.session(outbox, now);
    EXPECT_EQ(frames.size(), 16U);
    ASSERT_TRUE(outbox.accepted(frames, frames.size()).ok());
    all.insert(all.end(), frames.begin(), frames.end());
  }
  EXPECT_FALSE(outbox.has_due(now, sample.timetable(), sample.keys_));
  EXPECT_TRUE(sample.session(outbox, now).empty());
  EXPECT_EQ(sample.tools(all).size(), 40U);
  EXPECT_EQ(outbox.counts().delivered, 128U);
}

TEST(Outbox, AWindowIsClosedOnceAndWindowsNeverGoDown) {
  SampleOutbox sample;
  Outbox outbox = sample.open();
  sample.close(outbox, tool_weeks(3));
  for (const std::uint32_t window : {kWindow, kWindow - 1}) {
    const absl::Status status = outbox.close_window({.window = window,
                                                     .facts = {},
                                                     .now = sample.calendar_.end(kWindow),
                                                     .lab = false,
                                                     .accounts = {}});
    EXPECT_TRUE(absl::IsFailedPrecondition(status)) << status;
  }
  Outbox again = sample.open();
  EXPECT_EQ(again.last_closed(), kWindow);
  ASSERT_TRUE(again.skip_to(kWindow - 5).ok());
  EXPECT_EQ(again.last_closed(), kWindow);
  ASSERT_TRUE(again.skip_to(kWindow + 3).ok());
  EXPECT_EQ(sample.open().last_closed(), kWindow + 3);
}

TEST(Outbox, HoldsForADayAndForTwoHoursOfUptimeThatAddUp) {
  SampleOutbox sample;
  Outbox outbox = sample.open();
  const absl::Time closed = sample.calendar_.end(kWindow);
  ASSERT_TRUE(outbox
                  .close_window(
                      {.window = kWindow, .facts = {}, .now = closed, .lab = false, .accounts = {}})
                  .ok());
  const absl::Time late = closed + absl::Hours(30);
  EXPECT_FALSE(outbox.has_due(late, sample.timetable(), sample.keys_));
  for (int run = 0; run < 11; ++run) {  // eleven runs of eleven minutes each, a restart between
    for (int second = 0; second < 11 * 60 * 2; ++second) outbox.add_uptime(absl::Milliseconds(500));
    ASSERT_TRUE(outbox.keep_uptime().ok());
    outbox = sample.open();
  }
  EXPECT_TRUE(outbox.has_due(late, sample.timetable(), sample.keys_));
  EXPECT_FALSE(outbox.has_due(closed + absl::Hours(23), sample.timetable(), sample.keys_));
}

TEST(Outbox, WaitsForTheWindowsKey) {
  SampleOutbox sample;
  Outbox outbox = sample.open();
  const absl::Time now = sample.close(outbox, tool_weeks(3));
  sample.keys_.erase(sample.keys_.begin() + 2);
  EXPECT_FALSE(outbox.has_due(now, sample.timetable(), sample.keys_));
  EXPECT_TRUE(sample.session(outbox, now).empty());
}

TEST(Outbox, WhatIsNotAcceptedComesAgainAfterTheRest) {
  SampleOutbox sample;
  Outbox outbox = sample.open();
  const absl::Time now = sample.close(outbox, tool_weeks(3));
  const std::vector<Outgoing> first = sample.session(outbox, now, 126);
  ASSERT_TRUE(outbox.accepted(first, 120).ok());
  const std::vector<Outgoing> second = sample.session(outbox, now, 128);
  std::vector<std::uint32_t> positions;
  for (const Outgoing& outgoing : second) positions.push_back(outgoing.position);
  EXPECT_EQ(positions, (std::vector<std::uint32_t>{126, 127, 120, 121, 122, 123, 124, 125}));
}

TEST(Outbox, RestartsSendTheSameNoncesAfresh) {
  SampleOutbox sample;
  std::vector<Outgoing> first;
  absl::Time now;
  {
    Outbox outbox = sample.open();
    now = sample.close(outbox, tool_weeks(20));
    first = sample.session(outbox, now, 128);
  }
  Outbox outbox = sample.open();
  const std::vector<Outgoing> second = sample.session(outbox, now, 32);
  ASSERT_FALSE(second.empty());
  for (std::size_t index = 0; index < second.size(); ++index) {
    EXPECT_NE(second[index].sealed, first[index].sealed);
    EXPECT_EQ(*seal::open_frame(second[index].sealed, sample.pair_),
              *seal::open_frame(first[index].sealed, sample.pair_));
  }
}

TEST(Outbox, NeverSendsMoreThanTheQuota) {
  SampleOutbox sample;
  Outbox outbox = sample.open();
  const absl::Time now = sample.close(outbox, tool_weeks(3));
  std::size_t sent = 0;
  for (int session = 0; session < 100; ++session) sent += sample.session(outbox, now).size();
  EXPECT_EQ(sent, kSendsPerWindow);
}

// A machine that loses power in every session for a while, and then runs: nothing is lost.
TEST(Outbox, SessionsThatAreCutOffRiskLessAndLess) {
  SampleOutbox sample;
  Outbox outbox = sample.open();
  const absl::Time now = sample.close(outbox, tool_weeks(3));
  std::vector<std::size_t> sizes;
  for (int cut = 0; cut < 5; ++cut) sizes.push_back(sample.session(outbox, now).size());
  EXPECT_EQ(sizes, (std::vector<std::size_t>{16, 8, 4, 2, 2}));
  while (true) {
    const std::vector<Outgoing> session = sample.session(outbox, now);
    if (session.empty()) break;
    ASSERT_TRUE(outbox.accepted(session, session.size()).ok());
  }
  EXPECT_EQ(outbox.counts().delivered, kFramesPerWindow);
}

TEST(Outbox, DropsWhatTheGateDoesNotHaveInTime) {
  SampleOutbox sample;
  Outbox outbox = sample.open();
  const absl::Time now = sample.close(outbox, tool_weeks(3));
  const std::vector<Outgoing> some = sample.session(outbox, now, 100);
  ASSERT_TRUE(outbox.accepted(some, 100).ok());
  const absl::Time over = sample.calendar_.end(kWindow + 1);
  EXPECT_TRUE(sample.session(outbox, over, 128).empty());
  EXPECT_EQ(outbox.counts().dropped, 28U);
  const std::vector<WindowFrames> ledger = *outbox.ledger();
  EXPECT_EQ(std::count_if(ledger[0].frames.begin(), ledger[0].frames.end(),
                          [](const Frame& frame) { return frame.dropped; }),
            28);
}

TEST(Outbox, KeepsEightWindowsForTheLedger) {
  SampleOutbox sample;
  Outbox outbox = sample.open();
  for (std::uint32_t later = 0; later < 10; ++later) {
    const absl::Time now = sample.close(outbox, tool_weeks(2), later);
    const std::vector<Outgoing> frames = sample.session(outbox, now, 128);
    ASSERT_TRUE(outbox.accepted(frames, frames.size()).ok());
  }
  const std::vector<WindowFrames> ledger = *outbox.ledger();
  ASSERT_EQ(ledger.size(), 8U);
  EXPECT_EQ(ledger.front().window, kWindow + 2);
  EXPECT_EQ(ledger.back().window, kWindow + 9);
  EXPECT_TRUE(verify_ledger(ledger).ok()) << verify_ledger(ledger);
}

TEST(Outbox, TakesNoFactOfAnotherWindow) {
  SampleOutbox sample;
  Outbox outbox = sample.open();
  facts::Facts facts = tool_weeks(2);
  facts[1].window = kWindow - 1;
  const absl::Status status = outbox.close_window({.window = kWindow,
                                                   .facts = std::move(facts),
                                                   .now = sample.calendar_.end(kWindow),
                                                   .lab = false,
                                                   .accounts = {}});
  EXPECT_EQ(status.code(), absl::StatusCode::kInternal) << status;
  EXPECT_FALSE(outbox.last_closed().has_value());
}

TEST(Ledger, FindsAChangedOctetAndABrokenChain) {
  SampleOutbox sample;
  Outbox outbox = sample.open();
  const absl::Time now = sample.close(outbox, tool_weeks(5));
  sample.session(outbox, now, 64);
  std::vector<WindowFrames> ledger = *outbox.ledger();
  ASSERT_TRUE(verify_ledger(ledger).ok());
  auto changed = ledger;
  changed[0].frames[3].fact.a ^= 1;
  EXPECT_TRUE(absl::IsDataLoss(verify_ledger(changed)));
  changed = ledger;
  changed[0].frames[10].sends.clear();
  EXPECT_TRUE(absl::IsDataLoss(verify_ledger(changed)));
  changed = ledger;
  changed[0].frames[10].sends[0].chain[0] ^= 1;
  EXPECT_TRUE(absl::IsDataLoss(verify_ledger(changed)));
}

TEST(Ledger, ShowsAnotherAccountNeitherToolNorOctets) {
  WindowFrames window;
  window.accounts = {1000};
  EXPECT_TRUE(belongs_to(window, 1000));
  EXPECT_FALSE(belongs_to(window, 1001));
  window.accounts = {1000, 1001};
  EXPECT_FALSE(belongs_to(window, 1000));
  LedgerEntry entry;
  entry.kind = "tool week";
  entry.words = "This device told: a device of Sales used Miro on 1 day in week 2026-W37";
  entry.plaintext = "00ff";
  entry.true_answer = entry.sent_answer = 1;
  entry.sends = {{1, 1, "abcd", "5eed", "ef01"}};
  const LedgerEntry hidden = for_others(entry);
  EXPECT_EQ(hidden.words.find("Miro"), std::string::npos);
  EXPECT_EQ(hidden.plaintext, "");
  EXPECT_EQ(hidden.kind, "tool week");
  EXPECT_EQ(hidden.sends[0].sealed_hash, "abcd");
  EXPECT_EQ(hidden.sends[0].seed, "");
}

}  // namespace
}  // namespace desirepath::outbox
