#include "agent/diary/pair_meter.h"

#include <gtest/gtest.h>

namespace desirepath::diary {
namespace {

constexpr std::uint32_t kOrders = 10;
constexpr std::uint32_t kInvoices = 20;
constexpr std::int32_t kDay = 100;

PairMeter meter_of_the_pair() {
  PairMeter meter;
  const policy::ToolPair pair{kInvoices, kOrders};
  meter.set_pairs({&pair, 1});
  return meter;
}

match::Contact work(std::uint32_t tool, std::uint32_t slot, std::uint64_t up,
                    std::uint64_t down = 0, std::int32_t day = kDay) {
  return {.tool = tool,
          .role = match::Role::kApp,
          .day = day,
          .slot = slot,
          .bytes_up = up,
          .bytes_down = down};
}

TEST(PairMeter, CountsChangesBetweenTheTwoWithinASlotOrTheNext) {
  PairMeter meter = meter_of_the_pair();
  meter.record(work(kOrders, 5, 9'000));
  meter.record(work(kInvoices, 5, 9'000));  // 1
  meter.record(work(kOrders, 6, 9'000));    // 2
  meter.record(work(kOrders, 7, 9'000));
  meter.record(work(kInvoices, 9, 9'000));  // too long after
  meter.record(work(kOrders, 9, 500));      // an idle connection
  meter.record(work(kOrders, 10, 9'000));   // 3
  const std::vector<PairDay> days = meter.take(kDay);
  ASSERT_EQ(days.size(), 1U);
  EXPECT_EQ(days[0].first, kOrders);
  EXPECT_EQ(days[0].second, kInvoices);
  EXPECT_EQ(days[0].bounces, 3U);
  EXPECT_TRUE(meter.take(kDay).empty());
}

TEST(PairMeter, TellsWhatWentUpAndDownOnWhichSide) {
  PairMeter meter = meter_of_the_pair();
  meter.record(work(kOrders, 5, 5'000, 100'000));
  meter.record(work(kInvoices, 5, 40'000, 5'000));
  const std::vector<PairDay> days = meter.take(kDay);
  ASSERT_EQ(days.size(), 1U);
  EXPECT_EQ(days[0].up, 2);
  EXPECT_EQ(days[0].down, 1);
}

TEST(PairMeter, OtherToolsRolesAndDaysDoNotCount) {
  PairMeter meter = meter_of_the_pair();
  meter.record(work(kOrders, 5, 9'000));
  meter.record(work(30, 5, 9'000));
  match::Contact embedded = work(kInvoices, 5, 9'000);
  embedded.role = match::Role::kEmbedded;
  meter.record(embedded);
  EXPECT_TRUE(meter.take(kDay).empty());
  meter.record(
      work(kInvoices, 5, 9'000, 0, kDay + 1));  // a new day begins without the old one's last tool
  EXPECT_TRUE(meter.take(kDay + 1).empty());
}

}  // namespace
}  // namespace desirepath::diary
