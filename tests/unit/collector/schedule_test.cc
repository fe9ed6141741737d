#include "collector/schedule.h"

#include <gmock/gmock.h>

namespace desirepath::collector {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

absl::Time helsinki(const char* text) {
  absl::TimeZone zone;
  EXPECT_TRUE(absl::LoadTimeZone("Europe/Helsinki", &zone));
  absl::Time time;
  std::string wrong;
  EXPECT_TRUE(absl::ParseTime("%Y-%m-%d %H:%M:%S", text, zone, &time, &wrong)) << wrong;
  return time;
}

TEST(Schedule, AWeekIsFrozenOnTheMondayAfterTheNextAtSix) {
  const auto weekly = window::Calendar::make(policy::Profile::kWeekly, "Europe/Helsinki");
  ASSERT_TRUE(weekly.ok());
  const std::uint32_t window = *weekly->parse("2026-W37");  // 7 to 13 September
  EXPECT_EQ(freeze_time(*weekly, window), helsinki("2026-09-21 06:00:00"));
  EXPECT_THAT(due_windows(*weekly, {window, window + 1}, 0, helsinki("2026-09-21 05:59:59")),
              IsEmpty());
  EXPECT_THAT(due_windows(*weekly, {window, window + 1}, 0, helsinki("2026-09-21 06:00:00")),
              ElementsAre(window));
}

TEST(Schedule, AfterALongStandstillAllThatIsDueComesInOrder) {
  const auto weekly = window::Calendar::make(policy::Profile::kWeekly, "UTC");
  ASSERT_TRUE(weekly.ok());
  const std::uint32_t window = *weekly->parse("2026-W37");
  EXPECT_THAT(due_windows(*weekly, {window, window + 1, window + 2, window + 9}, 0,
                          weekly->begin(window + 6)),
              ElementsAre(window, window + 1, window + 2));
}

TEST(Schedule, ALabLeavesTheFleetsWindowsAlone) {
  const auto lab = window::Calendar::make(policy::Profile::kLab, "UTC", 60);
  ASSERT_TRUE(lab.ok());
  const absl::Time due = lab->end(101) + absl::Seconds(3);
  EXPECT_THAT(due_windows(*lab, {97, 98, 99, 100}, 100, due), ElementsAre(100));
  EXPECT_THAT(due_windows(*lab, {97, 98, 99, 100}, 100, due - absl::Milliseconds(1)), IsEmpty());
}

}  // namespace
}  // namespace desirepath::collector
