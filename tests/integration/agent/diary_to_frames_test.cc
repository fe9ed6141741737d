#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <tuple>

#include "agent/outbox/ledger.h"
#include "tests/integration/agent/device.h"

namespace desirepath::outbox {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;

constexpr std::uint32_t kWindow = 2957;  // 2026-W37, Monday 2026-09-07

class DiaryToFrames : public ::testing::Test {
 protected:
  window::Calendar calendar_ = *window::Calendar::from(office_policy());
  seal::SealingKeyPair key_ = seal::generate_sealing_key();
  policy::Bundle bundle_ = bundle_of(office_policy(), kWindow, 3, key_);
  policy::FirstSeen first_seen_{{7, 0}};
  Timetable timetable_{calendar_, bundle_.policy};
  Folder folder_;
  Device device_{folder_ / "state.db"};
  std::int32_t monday_ = calendar_.first_day(kWindow);

  int close(absl::Time now) {
    return *close_windows({.now = now,
                           .calendar = calendar_,
                           .bundle = bundle_,
                           .first_seen = first_seen_,
                           .catalog = shipped_catalog(),
                           .department = "key-accounts"},
                          device_.diary(), device_.outbox());
  }
  std::vector<Outgoing> session(absl::Time now, std::size_t limit = kFramesPerSession) {
    return *device_.outbox().begin_session(now, timetable_, bundle_.keys, limit);
  }
};

TEST_F(DiaryToFrames, AWeekOfUseIsToldOnceInSealedFrames) {
  device_.works_with("miro", monday_);
  device_.works_with("miro", monday_ + 2);
  device_.is_guest_of("figma", monday_ + 3);
  device_.diary().start_day(monday_ + 7);
  const absl::Time closed = calendar_.end(kWindow);
  ASSERT_EQ(close(closed + absl::Minutes(3)), 1);
  EXPECT_EQ(close(closed + absl::Minutes(4)), 0);  // once

  // Held: for a day, and for two hours of uptime.
  device_.outbox().add_uptime(absl::Hours(1));
  EXPECT_TRUE(session(closed + absl::Hours(25)).empty());
  device_.outbox().add_uptime(absl::Hours(1));
  EXPECT_TRUE(session(closed + absl::Hours(23)).empty());

  const std::vector<Outgoing> all = session(closed + absl::Hours(25), 1000);
  ASSERT_EQ(all.size(), 128U);
  const std::vector<v1::Fact> facts = opened(all, key_);
  std::vector<std::tuple<int, std::uint32_t, std::uint32_t>> told;
  for (const v1::Fact& fact : facts) {
    EXPECT_EQ(fact.window(), kWindow);
    EXPECT_EQ(fact.policy_number(), 7U);
    EXPECT_EQ(fact.department(), 1U);  // Key Accounts is too small: Sales
    told.emplace_back(fact.kind(), fact.a(), fact.value());
  }
  EXPECT_THAT(told, Contains(std::tuple(1, 0U, 0U)));
  EXPECT_THAT(told, Contains(std::tuple(2, tool_number("miro"), 2U)));
  EXPECT_THAT(told, Contains(std::tuple(2, tool_number("figma"), 4U)));
  EXPECT_THAT(told, Contains(std::tuple(5, tool_number("miro"), 0U)));
  EXPECT_THAT(told, Contains(std::tuple(7, need_of("miro"), 8U)));
  EXPECT_EQ(std::count_if(told.begin(), told.end(),
                          [](const auto& fact) { return std::get<0>(fact) == 2; }),
            2);

  ASSERT_TRUE(device_.outbox().accepted(all, all.size()).ok());
  EXPECT_TRUE(session(closed + absl::Hours(30), 1000).empty());
}

TEST_F(DiaryToFrames, SendsAgainWithTheSameNonceUntilAccepted) {
  device_.works_with("miro", monday_);
  const absl::Time now = calendar_.end(kWindow) + absl::Hours(30);
  ASSERT_EQ(close(now), 1);
  device_.outbox().add_uptime(absl::Hours(2));
  const std::vector<Outgoing> first = session(now, 128);
  ASSERT_TRUE(device_.outbox().accepted(first, 100).ok());
  device_.open();  // a restart between
  const std::vector<Outgoing> again = session(now + absl::Hours(1), 128);
  ASSERT_EQ(again.size(), 2U);  // half of the four sends that 28 waiting frames leave to spare
  for (std::size_t index = 0; index < again.size(); ++index) {
    EXPECT_EQ(again[index].position, first[100 + index].position);
    EXPECT_NE(again[index].sealed, first[100 + index].sealed);
    EXPECT_EQ(*seal::open_frame(again[index].sealed, key_),
              *seal::open_frame(first[100 + index].sealed, key_));
  }
  // 160 sends are the quota of the week.
  std::size_t sends = 128 + again.size();
  for (int hour = 2; hour < 40; ++hour) sends += session(now + absl::Hours(hour), 128).size();
  EXPECT_EQ(sends, 160U);
}

TEST_F(DiaryToFrames, LedgerTellsInWordsAndMakesEveryOctetAgain) {
  device_.works_with("miro", monday_);
  device_.works_with("miro", monday_ + 1);
  const absl::Time now = calendar_.end(kWindow) + absl::Hours(30);
  ASSERT_EQ(close(now), 1);
  device_.outbox().add_uptime(absl::Hours(2));
  std::vector<Outgoing> sent = session(now, 64);
  ASSERT_TRUE(device_.outbox().accepted(sent, 60).ok());
  const std::vector<Outgoing> more = session(now + absl::Hours(1), 128);
  sent.insert(sent.end(), more.begin(), more.end());
  ASSERT_TRUE(device_.outbox().accepted(more, more.size()).ok());

  const std::vector<WindowFrames> windows = *device_.outbox().ledger();
  ASSERT_EQ(windows.size(), 1U);
  EXPECT_TRUE(verify_ledger(windows).ok());
  std::set<seal::Sealed> wire;
  for (const Outgoing& frame : sent) wire.insert(frame.sealed);
  std::set<seal::Sealed> ledger;
  for (const Frame& frame : windows[0].frames) {
    for (const Send& send : frame.sends) ledger.insert(*sealed_again(windows[0], frame, send));
  }
  EXPECT_EQ(ledger, wire);

  const auto entries = ledger_entries(
      windows[0], now, timetable_,
      names_of(calendar_, bundle_.policy, shipped_catalog(), fields::Language::kEnglish));
  EXPECT_EQ(entries.size(), 128U);
  EXPECT_THAT(entries,
              Contains(::testing::Field(
                  &LedgerEntry::words,
                  "This device told: a device of Sales used Miro on 2-3 days in week 2026-W37")));
}

}  // namespace
}  // namespace desirepath::outbox
