#include "agent/outbox/selection.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "agent/outbox/plain_fact.h"
#include "tests/unit/agent/outbox/sample_outbox.h"

namespace desirepath::outbox {
namespace {

int facts_in(const Selection& selection) {
  return static_cast<int>(
      std::count_if(selection.frames.begin(), selection.frames.end(),
                    [](const Frame& frame) { return frame.fact.kind != v1::FACT_KIND_DUMMY; }));
}

TEST(Selection, IsAlways128FramesWithNoncesOfTheirOwn) {
  for (const std::uint32_t count : {0U, 1U, 126U, 127U, 128U, 500U}) {
    seal::Random random(seal::Key{1});
    const Selection selection = select_frames(tool_weeks(count), kWindow, random);
    EXPECT_EQ(selection.frames.size(), 128U);
    EXPECT_EQ(facts_in(selection), static_cast<int>(std::min(count, 127U)));
    EXPECT_EQ(selection.lost_facts, count > 127 ? count - 127 : 0);
    std::set<facts::Nonce> nonces;
    for (const Frame& frame : selection.frames) nonces.insert(frame.fact.nonce);
    EXPECT_EQ(nonces.size(), 128U);
  }
}

TEST(Selection, KeepsHeartbeatNeedAndDisplacementFacts) {
  facts::Facts facts = tool_weeks(300);
  for (std::uint32_t need = 1; need <= 30; ++need) {
    for (const facts::Kind kind : {v1::FACT_KIND_NEED_WEEK, v1::FACT_KIND_DISPLACEMENT}) {
      facts.push_back(tool_week(need));
      facts.back().kind = kind;
    }
  }
  facts.push_back({});
  facts.back().kind = v1::FACT_KIND_HEARTBEAT;
  seal::Random random(seal::Key{2});
  const Selection selection = select_frames(facts, kWindow, random);
  std::map<int, int> kinds;
  for (const Frame& frame : selection.frames) ++kinds[frame.fact.kind];
  EXPECT_EQ(kinds, (std::map<int, int>{{0, 1}, {1, 1}, {2, 66}, {6, 30}, {7, 30}}));
}

TEST(Selection, LossIsAUniformSample) {
  std::map<std::uint32_t, int> kept;
  seal::Random random(seal::Key{3});
  for (int round = 0; round < 400; ++round) {
    for (const Frame& frame : select_frames(tool_weeks(254), kWindow, random).frames) {
      if (frame.fact.kind != v1::FACT_KIND_DUMMY) ++kept[frame.fact.a];
    }
  }
  for (std::uint32_t tool = 1; tool <= 254; ++tool)
    EXPECT_NEAR(kept[tool], 200, 50) << tool;  // 5 deviations
}

TEST(Selection, PlaceTellsNothing) {
  std::vector<int> at(128);
  seal::Random random(seal::Key{4});
  for (int round = 0; round < 2'000; ++round) {
    const Selection selection = select_frames(tool_weeks(1), kWindow, random);
    for (std::size_t place = 0; place < 128; ++place) {
      at[place] += selection.frames[place].fact.kind != v1::FACT_KIND_DUMMY ? 1 : 0;
    }
  }
  for (const int count : at) EXPECT_LT(count, 45);  // expected 15.6; without a shuffle 2000
}

TEST(Selection, EveryFrameFitsAndOpensToItsFact) {
  seal::Random random(seal::Key{5});
  for (const Frame& frame : select_frames(tool_weeks(60), kWindow, random).frames) {
    v1::Fact fact;
    ASSERT_TRUE(fact.ParseFromString(*seal::unpad(plain_fact(frame.fact))));
    EXPECT_EQ(fact.window(), kWindow);
    EXPECT_EQ(fact.nonce().size(), 16U);
    EXPECT_EQ(fact.kind(), frame.fact.kind);
  }
}

}  // namespace
}  // namespace desirepath::outbox
