#include <gtest/gtest.h>

#include "tests/unit/agent/outbox/sample_outbox.h"

namespace desirepath::outbox {
namespace {

std::uint32_t position_of(const Outbox& outbox, std::uint32_t tool) {
  const std::vector<WindowFrames> ledger = *outbox.ledger();
  for (std::uint32_t position = 0; position < 128; ++position) {
    const facts::Fact& fact = ledger.back().frames[position].fact;
    if (fact.kind != v1::FACT_KIND_DUMMY && fact.a == tool) return position;
  }
  return 999;
}

TEST(Veto, PutsFillerInTheFactsPlace) {
  SampleOutbox sample;
  Outbox outbox = sample.open();
  const absl::Time now = sample.close(outbox, tool_weeks(5));
  const std::uint32_t position = position_of(outbox, 3);
  ASSERT_TRUE(outbox.veto(kWindow, position).ok());
  EXPECT_EQ(position_of(outbox, 3), 999U);
  const std::vector<Outgoing> frames = sample.session(outbox, now, 1000);
  EXPECT_EQ(frames.size(), 128U);  // nobody sees it from outside
  EXPECT_EQ(sample.tools(frames), (std::vector<std::uint32_t>{1, 2, 4, 5}));
  EXPECT_TRUE(outbox.ledger()->back().frames[position].vetoed);
}

TEST(Veto, ComesTooLateForWhatHasLeft) {
  SampleOutbox sample;
  Outbox outbox = sample.open();
  const absl::Time now = sample.close(outbox, tool_weeks(5));
  const std::uint32_t position = position_of(outbox, 3);
  sample.session(outbox, now, 128);
  EXPECT_TRUE(absl::IsInvalidArgument(outbox.veto(kWindow, position)));
  EXPECT_TRUE(absl::IsNotFound(outbox.veto(kWindow - 1, position)));
  EXPECT_TRUE(absl::IsNotFound(outbox.veto(kWindow, 128)));
  ASSERT_TRUE(outbox.veto_all().ok());
  EXPECT_NE(position_of(outbox, 3), 999U);
}

TEST(Veto, OfAToolReachesPairsAndIsRemembered) {
  SampleOutbox sample;
  Outbox outbox = sample.open();
  facts::Facts facts = tool_weeks(5);
  facts.push_back(tool_week(4));
  facts.back().kind = v1::FACT_KIND_PAIR;
  facts.back().b = 3;
  facts.push_back(tool_week(3));
  facts.back().kind = v1::FACT_KIND_NEED_WEEK;  // need 3 is not tool 3
  const absl::Time now = sample.close(outbox, facts);
  ASSERT_TRUE(outbox.veto_tool(3).ok());
  EXPECT_EQ(sample.tools(sample.session(outbox, now, 128)),
            (std::vector<std::uint32_t>{1, 2, 3, 4, 5}));
  EXPECT_EQ(sample.open().vetoed_tools(), std::vector<std::uint32_t>{3});
}

TEST(Veto, IsSaidInTheLedgerAndIsNoFiller) {
  SampleOutbox sample;
  Outbox outbox = sample.open();
  const absl::Time now = sample.close(outbox, tool_weeks(1));
  const std::uint32_t position = position_of(outbox, 1);
  ASSERT_TRUE(outbox.veto(kWindow, position).ok());
  const auto number = [](std::uint32_t each) { return std::to_string(each); };
  const LedgerEntry entry = ledger_entries(outbox.ledger()->back(), now, sample.timetable(),
                                           {number, number, number, number})[position];
  EXPECT_EQ(entry.state, FrameState::kVetoed);
  EXPECT_FALSE(entry.filler);
  EXPECT_EQ(entry.true_answer, 0U);
  EXPECT_EQ(entry.words, "You took this out: filler goes in its place");
}

TEST(OptOut, LeavesAsManyFramesAndNoFact) {
  SampleOutbox sample;
  Outbox outbox = sample.open();
  const absl::Time now = sample.close(outbox, tool_weeks(40));
  std::size_t sent = sample.session(outbox, now).size();
  ASSERT_TRUE(outbox.opt_out().ok());
  for (int session = 0; session < 20; ++session) {
    const std::vector<Outgoing> frames = sample.session(outbox, now);
    EXPECT_TRUE(sample.tools(frames).empty());
    ASSERT_TRUE(outbox.accepted(frames, frames.size()).ok());
    sent += frames.size();
  }
  // The sixteen that were on their way are sent again, as anybody's would be.
  EXPECT_EQ(sent, 128U + 16U);
  EXPECT_TRUE(sample.open().opted_out());
  const absl::Time next = sample.close(outbox, tool_weeks(40), 1);
  EXPECT_TRUE(sample.tools(sample.session(outbox, next, 128)).empty());
  ASSERT_TRUE(outbox.opt_in().ok());
  EXPECT_FALSE(sample.open().opted_out());
}

TEST(OptOut, ErasesTheLedgerAndAllValues) {
  SampleOutbox sample;
  Outbox outbox = sample.open();
  store::Batch batch;
  batch.put("diary", "days");
  ASSERT_TRUE(sample.database_.commit(batch).ok());
  for (std::uint32_t later = 0; later < 3; ++later) sample.close(outbox, tool_weeks(5), later);
  ASSERT_TRUE(outbox.opt_out().ok());
  EXPECT_FALSE(sample.database_.get("diary")->has_value());
  const auto ledger = outbox.ledger();
  for (const WindowFrames& window : *ledger) {
    for (const Frame& frame : window.frames) EXPECT_EQ(frame.fact.kind, v1::FACT_KIND_DUMMY);
  }
  EXPECT_EQ(sample.open().last_closed(), kWindow + 2);  // nothing is told twice after it
}

TEST(HandOver, ErasesAndGoesOn) {
  SampleOutbox sample;
  Outbox outbox = sample.open();
  sample.close(outbox, tool_weeks(5));
  ASSERT_TRUE(outbox.veto_tool(3).ok());
  ASSERT_TRUE(outbox.hand_over().ok());
  EXPECT_FALSE(outbox.opted_out());
  EXPECT_TRUE(outbox.vetoed_tools().empty());
  const absl::Time next = sample.close(outbox, tool_weeks(5), 1);
  EXPECT_EQ(sample.tools(sample.session(outbox, next, 1000)).size(), 5U);
}

}  // namespace
}  // namespace desirepath::outbox
