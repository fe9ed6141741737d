#include "agent/outbox/closing.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/integration/agent/device.h"

namespace desirepath::outbox {
namespace {

constexpr std::uint32_t kWindow = 2957;

class ClosingTest : public ::testing::Test {
 protected:
  policy::Policy policy_ = office_policy();
  window::Calendar calendar_ = *window::Calendar::from(policy_);
  policy::Bundle bundle_ = bundle_of(policy_, kWindow, 3, seal::generate_sealing_key());
  policy::FirstSeen first_seen_{{7, 0}};
  Folder folder_;
  Device device_{folder_ / "state.db"};
  bool valid_ = true;
  absl::Time seen_ = absl::InfiniteFuture();  // of the first light

  int close(absl::Time now) {
    const auto closed = close_windows({.now = now,
                                       .calendar = calendar_,
                                       .bundle = bundle_,
                                       .first_seen = first_seen_,
                                       .catalog = shipped_catalog(),
                                       .department = "sales",
                                       .valid = valid_,
                                       .first_light_seen = seen_},
                                      device_.diary(), device_.outbox());
    EXPECT_TRUE(closed.ok()) << closed.status();
    return closed.value_or(-1);
  }
  // Facts among the last window's frames; -1 when there is no such window.
  int facts() {
    const std::vector<WindowFrames> windows = *device_.outbox().ledger();
    if (windows.empty()) return -1;
    const auto& frames = windows.back().frames;
    return static_cast<int>(std::count_if(frames.begin(), frames.end(), [](const Frame& frame) {
      return frame.fact.kind != v1::FACT_KIND_DUMMY;
    }));
  }
  std::vector<Frame> last_frames() { return device_.outbox().ledger()->back().frames; }
  void work_a_week(std::uint32_t window = kWindow) {
    for (int day = 0; day < 5; ++day) device_.works_with("miro", calendar_.first_day(window) + day);
  }
};

TEST_F(ClosingTest, FreshAgentSkipsWhatEndedBeforeIt) {
  device_.diary().start_day(calendar_.first_day(kWindow) + 2);
  EXPECT_EQ(close(calendar_.begin(kWindow) + absl::Hours(60)), 0);
  EXPECT_EQ(device_.outbox().last_closed(), kWindow - 1);
  EXPECT_EQ(facts(), -1);
  // The window it saw half of: frames, and no facts.
  EXPECT_EQ(close(calendar_.end(kWindow)), 1);
  EXPECT_EQ(facts(), 0);
}

TEST_F(ClosingTest, OptedOutInTheFirstWeekSendsFillerLikeAnybody) {
  device_.diary().start_day(calendar_.first_day(kWindow));
  close(calendar_.begin(kWindow) + absl::Hours(1));
  ASSERT_TRUE(device_.outbox().opt_out().ok());
  device_.diary().forget();
  EXPECT_EQ(close(calendar_.end(kWindow)), 1);
  EXPECT_EQ(facts(), 0);
  EXPECT_EQ(device_.outbox().ledger()->back().frames.size(), 128U);
}

TEST_F(ClosingTest, PolicyThatDoesNotHoldMakesFillerOnly) {
  work_a_week();
  valid_ = false;
  EXPECT_EQ(close(calendar_.end(kWindow)), 1);
  EXPECT_EQ(facts(), 0);
}

TEST_F(ClosingTest, PolicyThatCameAfterTheWindowBeganMakesFillerOnly) {
  policy_.not_before = absl::ToUnixSeconds(calendar_.begin(kWindow)) + 1;
  bundle_ = bundle_of(policy_, kWindow, 3, seal::generate_sealing_key());
  work_a_week();
  EXPECT_EQ(close(calendar_.end(kWindow)), 1);
  EXPECT_EQ(facts(), 0);
}

TEST_F(ClosingTest, WithdrawnPolicyMakesFillerOnly) {
  bundle_.withdrawn = true;
  work_a_week();
  EXPECT_EQ(close(calendar_.end(kWindow)), 1);
  EXPECT_EQ(facts(), 0);
}

TEST_F(ClosingTest, MissedWindowsAreDoneWithoutFrames) {
  work_a_week();
  EXPECT_EQ(close(calendar_.end(kWindow + 2)), 1);
  EXPECT_EQ(device_.outbox().ledger()->size(), 1U);
  EXPECT_EQ(device_.outbox().last_closed(), kWindow + 2);
  EXPECT_EQ(facts(), 0);  // the agent did not run in that one
}

TEST_F(ClosingTest, ClockAt1970Or2106MakesNothingAndBreaksNothing) {
  work_a_week();
  const absl::Time late = absl::FromUnixSeconds(4'300'000'000);
  EXPECT_FALSE(plausible(calendar_, bundle_, late));
  EXPECT_TRUE(plausible(calendar_, bundle_, calendar_.end(kWindow)));
  EXPECT_TRUE(plausible(calendar_, bundle_, calendar_.end(kWindow + 5)));  // weeks without the gate
  EXPECT_EQ(close(late), 0);
  EXPECT_EQ(close(absl::UnixEpoch()), 0);
  EXPECT_EQ(close(absl::UnixEpoch() + absl::Hours(24 * 30)), 0);
  EXPECT_EQ(close(calendar_.end(kWindow)), 1);
  EXPECT_GT(facts(), 4);
}

TEST_F(ClosingTest, JumpBackMakesNoSecondFacts) {
  work_a_week();
  ASSERT_EQ(close(calendar_.end(kWindow)), 1);
  EXPECT_EQ(close(calendar_.end(kWindow - 1)), 0);
  EXPECT_EQ(close(calendar_.end(kWindow)), 0);
  EXPECT_EQ(device_.outbox().ledger()->size(), 1U);
}

TEST_F(ClosingTest, VetoedToolIsNotInAnyFact) {
  work_a_week();
  ASSERT_TRUE(device_.outbox().veto_tool(tool_number("miro")).ok());
  EXPECT_EQ(close(calendar_.end(kWindow)), 1);
  EXPECT_EQ(facts(), 1);  // the heartbeat
}

TEST_F(ClosingTest, LabPlaysWindowsThatEndedBeforeItsPolicyBegan) {
  policy_.profile = policy::Profile::kLab;
  policy_.lab_window_seconds = 60;
  policy_.department_floor = 1;
  const std::uint32_t window = 29'814'321;
  policy_.not_before = 60LL * window + 600;
  bundle_ = bundle_of(policy_, window, 20, seal::generate_sealing_key());
  calendar_ = *window::Calendar::from(policy_);
  for (int day = 0; day < 7; ++day) device_.works_with("miro", calendar_.first_day(window) + day);
  EXPECT_EQ(close(calendar_.end(window)), 1);
  EXPECT_EQ(facts(), 0);  // signed later: not yet
  device_.diary().start_day(calendar_.first_day(window + 11));
  EXPECT_EQ(close(calendar_.end(window + 11)), 1);
  EXPECT_GT(facts(), 0);
  EXPECT_TRUE(device_.outbox().ledger()->back().lab);
}

// The first light in the place of kWindow: Wednesday to Sunday.
class FirstLightClosing : public ClosingTest {
 protected:
  FirstLightClosing() {
    policy_.kinds.push_back(v1::FACT_KIND_FIRST_LIGHT);
    policy_.first_light = light_;
    bundle_ = bundle_of(policy_, kWindow, 3, seal::generate_sealing_key());
    bundle_.first_light = light_;
    calendar_ = *window::Calendar::from(policy_);
    seen_ = calendar_.begin(kWindow) - absl::Hours(6);
    for (int day = -1; day < 5; ++day) device_.works_with("miro", light_.first_day + day);
  }

  const policy::FirstLight light_{kWindow, static_cast<std::int32_t>(kWindow) * 7 + 2};
};

TEST_F(FirstLightClosing, TellsItsOneKind) {
  EXPECT_EQ(close(calendar_.end(kWindow) - absl::Seconds(1)), 0);
  EXPECT_EQ(close(calendar_.end(kWindow)), 1);
  EXPECT_EQ(facts(), 2);  // that it takes part, and the need
  for (const Frame& frame : last_frames()) {
    if (frame.fact.kind != v1::FACT_KIND_DUMMY) {
      EXPECT_EQ(frame.fact.kind, v1::FACT_KIND_FIRST_LIGHT);
      EXPECT_EQ(frame.fact.window, kWindow);
    }
  }
}

TEST_F(FirstLightClosing, OneThatHeardOfItTooLateSendsFillerLikeAnybody) {
  seen_ = calendar_.begin(kWindow);
  EXPECT_EQ(close(calendar_.end(kWindow)), 1);
  EXPECT_EQ(facts(), 0);
  EXPECT_EQ(device_.outbox().ledger()->back().frames.size(), 128U);
}

TEST_F(FirstLightClosing, ClosesItsWindowOnceAndGoesOnWithTheGrid) {
  ASSERT_EQ(close(calendar_.end(kWindow)), 1);
  EXPECT_EQ(close(calendar_.end(kWindow) + absl::Hours(24)), 0);
  work_a_week(kWindow + 1);
  EXPECT_EQ(close(calendar_.end(kWindow + 1)), 1);
  for (const Frame& frame : last_frames()) {
    EXPECT_NE(frame.fact.kind, v1::FACT_KIND_FIRST_LIGHT);
    // Miro was used in the first light, and is new to the grid all the same.
    if (frame.fact.kind == v1::FACT_KIND_RETENTION) {
      EXPECT_EQ(frame.fact.value, 0U);
    }
  }
  EXPECT_GT(facts(), 4);
}

TEST_F(FirstLightClosing, InFourWeeksItIsClosedOnItsSunday) {
  policy_.profile = policy::Profile::kSmall;
  const std::uint32_t window = kWindow / 4;
  const policy::FirstLight light{window, static_cast<std::int32_t>(kWindow) * 7 + 2};
  policy_.first_light = light;
  bundle_ = bundle_of(policy_, window, 3, seal::generate_sealing_key());
  bundle_.first_light = light;
  calendar_ = *window::Calendar::from(policy_);
  EXPECT_EQ(close(calendar_.end(window)), 1);
  EXPECT_EQ(calendar_.window_at(calendar_.end(window)), window);
  EXPECT_EQ(facts(), 2);
  EXPECT_EQ(close(calendar_.begin(window + 1)), 0);
}

TEST_F(FirstLightClosing, WhatWasMadeOfItsWindowBeforeItWasKnownIsTakenOut) {
  calendar_ = *window::Calendar::make(policy::Profile::kWeekly, "Europe/Helsinki");
  device_.diary().start_day(calendar_.first_day(kWindow + 1));
  ASSERT_EQ(close(calendar_.end(kWindow)), 1);
  ASSERT_TRUE(device_.outbox().silence(kWindow).ok());
  EXPECT_EQ(facts(), 0);
  EXPECT_EQ(device_.outbox().counts().vetoed, 0U);  // the person took out nothing
}

}  // namespace
}  // namespace desirepath::outbox
