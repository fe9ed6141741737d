#include "proto/window/calendar.h"

#include <gtest/gtest.h>

#include "absl/time/civil_time.h"

namespace desirepath::window {
namespace {

Calendar weekly(const char* zone) { return *Calendar::make(policy::Profile::kWeekly, zone); }

absl::Time local(const char* zone_name, const char* text) {
  absl::TimeZone zone;
  EXPECT_TRUE(absl::LoadTimeZone(zone_name, &zone));
  absl::CivilSecond second;
  EXPECT_TRUE(absl::ParseCivilTime(text, &second)) << text;
  return absl::FromCivil(second, zone);
}

// Names and numbers from another implementation of ISO 8601 (Python's date.isocalendar).
TEST(Calendar, WeeksAreIsoWeeksAlsoAtTheYearsEnd) {
  const Calendar calendar = weekly("Europe/Helsinki");
  const struct {
    const char* day;
    const char* name;
    std::uint32_t window;
  } cases[] = {
      {"1970-01-05", "1970-W02", 0},    {"2015-12-31", "2015-W53", 2399},
      {"2016-01-03", "2015-W53", 2399}, {"2018-12-31", "2019-W01", 2556},
      {"2019-12-30", "2020-W01", 2608}, {"2020-12-31", "2020-W53", 2660},
      {"2021-01-03", "2020-W53", 2660}, {"2021-01-04", "2021-W01", 2661},
      {"2024-12-30", "2025-W01", 2869}, {"2026-09-07", "2026-W37", 2957},
      {"2026-12-28", "2026-W53", 2973}, {"2027-01-03", "2026-W53", 2973},
      {"2105-12-31", "2105-W53", 7095},
  };
  for (const auto& each : cases) {
    const absl::Time noon = local("Europe/Helsinki", (std::string(each.day) + "T12:00:00").c_str());
    EXPECT_EQ(calendar.window_at(noon), each.window) << each.day;
    EXPECT_EQ(calendar.name(each.window), each.name) << each.day;
    EXPECT_EQ(*calendar.parse(each.name), each.window);
  }
}

TEST(Calendar, EveryWeekOfACenturyHasOneNameAndSevenDays) {
  const Calendar calendar = weekly("America/New_York");
  for (std::uint32_t window = 0; window < 7'200; ++window) {
    const std::string name = calendar.name(window);
    ASSERT_EQ(*calendar.parse(name), window) << name;
    ASSERT_EQ(calendar.end(window), calendar.begin(window + 1));
    ASSERT_EQ(calendar.window_at(calendar.begin(window)), window);
    ASSERT_EQ(calendar.window_at(calendar.end(window) - absl::Nanoseconds(1)), window);
    ASSERT_EQ(calendar.day_at(calendar.begin(window)), calendar.first_day(window));
    ASSERT_EQ(calendar.day_at(calendar.end(window) - absl::Nanoseconds(1)),
              calendar.first_day(window) + 6);
  }
}

TEST(Calendar, TheOrganisationsZoneDecidesNotTheDevices) {
  const absl::Time moment = local("Europe/Helsinki", "2026-09-07T00:00:00");
  EXPECT_EQ(weekly("Europe/Helsinki").window_at(moment), 2957U);
  EXPECT_EQ(weekly("America/New_York").window_at(moment), 2956U);
}

TEST(Calendar, WeekOfASummerTimeChangeHas167Or169Hours) {
  const Calendar calendar = weekly("Europe/Helsinki");
  const std::uint32_t spring = *calendar.parse("2026-W13");  // 29 March, 03:00 → 04:00
  const std::uint32_t autumn = *calendar.parse("2026-W43");  // 25 October, 04:00 → 03:00
  EXPECT_EQ(calendar.end(spring) - calendar.begin(spring), absl::Hours(167));
  EXPECT_EQ(calendar.end(autumn) - calendar.begin(autumn), absl::Hours(169));
}

TEST(Calendar, DayThatBeginsAfterMidnightIsStillADay) {
  // In Beirut the clock goes from 24:00 to 01:00: 29 March 2026 has no midnight.
  const Calendar calendar = weekly("Asia/Beirut");
  const absl::Time late = local("Asia/Beirut", "2026-03-28T23:59:59");
  EXPECT_EQ(calendar.day_at(late + absl::Seconds(1)), calendar.day_at(late) + 1);
}

TEST(Calendar, SlotsAreFiveMinutesOfTheLocalClock) {
  const Calendar calendar = weekly("Europe/Helsinki");
  EXPECT_EQ(calendar.slot_at(local("Europe/Helsinki", "2026-09-07T00:00:00")), 0U);
  EXPECT_EQ(calendar.slot_at(local("Europe/Helsinki", "2026-09-07T00:04:59")), 0U);
  EXPECT_EQ(calendar.slot_at(local("Europe/Helsinki", "2026-09-07T00:05:00")), 1U);
  EXPECT_EQ(calendar.slot_at(local("Europe/Helsinki", "2026-09-07T23:59:59")), 287U);
  // The hour that the autumn repeats: the same slots again.
  const absl::Time repeated = local("Europe/Helsinki", "2026-10-25T03:30:00");
  EXPECT_EQ(calendar.slot_at(repeated), calendar.slot_at(repeated + absl::Hours(1)));
}

TEST(Calendar, SmallOrganisationsHaveFourWeeks) {
  const Calendar calendar = *Calendar::make(policy::Profile::kSmall, "Europe/Helsinki");
  const std::uint32_t window = calendar.window_at(local("Europe/Helsinki", "2026-09-07T12:00:00"));
  EXPECT_EQ(window, 2957U / 4);
  EXPECT_EQ(calendar.name(window), "2026-W36-W39");
  EXPECT_EQ(*calendar.parse("2026-W36-W39"), window);
  EXPECT_FALSE(calendar.parse("2026-W37-W40").ok());
  EXPECT_EQ(calendar.first_day(window) / calendar.days_per_window(),
            static_cast<std::int32_t>(window));
}

TEST(Calendar, DaysCanBeWindows) {
  const Calendar calendar = *Calendar::make(policy::Profile::kDaily, "Europe/Helsinki");
  const std::uint32_t window = calendar.window_at(local("Europe/Helsinki", "2026-09-07T12:00:00"));
  EXPECT_EQ(calendar.name(window), "2026-09-07");
  EXPECT_EQ(*calendar.parse("2026-09-07"), window);
  EXPECT_EQ(calendar.day_at(calendar.begin(window)), static_cast<std::int32_t>(window));
}

TEST(Calendar, LabSplitsASmallWindowIntoSevenDaysOfTwelveSlots) {
  const Calendar calendar = *Calendar::make(policy::Profile::kLab, "UTC", 60);
  const absl::Time begin = absl::FromUnixSeconds(60LL * 29'814'321);
  EXPECT_EQ(calendar.window_at(begin), 29'814'321U);
  EXPECT_EQ(calendar.name(29'814'321), "lab-29814321");
  EXPECT_EQ(*calendar.parse("lab-29814321"), 29'814'321U);
  EXPECT_EQ(calendar.begin(29'814'321), begin);
  EXPECT_EQ(calendar.end(29'814'321), begin + absl::Seconds(60));
  EXPECT_EQ(calendar.day_at(begin + absl::Seconds(59.9)) - calendar.day_at(begin), 6);
  EXPECT_EQ(calendar.slot_at(begin), 0U);
  EXPECT_EQ(calendar.slot_at(begin + absl::Seconds(59.9)), 11U);
  for (int milliseconds = 0; milliseconds < 60'000; milliseconds += 7) {
    const absl::Time time = begin + absl::Milliseconds(milliseconds);
    ASSERT_EQ(calendar.window_of_day(calendar.day_at(time)), calendar.window_at(time));
    ASSERT_LT(calendar.slot_at(time), calendar.slots_per_day());
  }
}

TEST(Calendar, BrokenClocksGiveWindowsNotCrashes) {
  for (const Calendar& calendar :
       {weekly("Pacific/Kiritimati"), *Calendar::make(policy::Profile::kLab, "UTC", 10),
        *Calendar::make(policy::Profile::kDaily, "UTC")}) {
    EXPECT_EQ(calendar.window_at(absl::InfinitePast()), 0U);
    EXPECT_EQ(calendar.day_at(absl::FromUnixSeconds(-1)), 0);
    EXPECT_GE(calendar.day_at(absl::FromUnixSeconds(4'300'000'000)), 0);  // 2106, beyond 32 bits
    EXPECT_GE(calendar.day_at(absl::InfiniteFuture()), 0);
    static_cast<void>(calendar.slot_at(absl::InfiniteFuture()));
    static_cast<void>(calendar.name(4'000'000'000));
    static_cast<void>(calendar.begin(4'000'000'000));
  }
  EXPECT_EQ(weekly("UTC").name(weekly("UTC").window_at(absl::FromUnixSeconds(4'300'000'000))),
            "2106-W14");
}

TEST(Calendar, SaysWhatIsWrongWithNamesAndZones) {
  const Calendar calendar = weekly("Europe/Helsinki");
  for (const char* bad : {"", "2026-W54", "2026-W00", "2025-W53", "2026-37", "2026-W7", "2026-W37 ",
                          "lab-7", "99999-W01", "1960-W01", "2026-W", "2026"}) {
    EXPECT_FALSE(calendar.parse(bad).ok()) << bad;
  }
  const absl::Status unknown = Calendar::make(policy::Profile::kWeekly, "Europe/Nowhere").status();
  EXPECT_NE(unknown.message().find("Europe/Nowhere"), absl::string_view::npos);
  EXPECT_FALSE(Calendar::make(policy::Profile::kLab, "UTC", 9).ok());
}

TEST(Calendar, AFirstLightIsItsWindowCutShort) {
  constexpr std::uint32_t kWindow = 2957;
  constexpr policy::FirstLight kLight{kWindow, 2957 * 7 + 2};  // a Wednesday
  const Calendar grid = *Calendar::make(policy::Profile::kWeekly, "Europe/Helsinki");
  const Calendar calendar = *Calendar::make(policy::Profile::kWeekly, "Europe/Helsinki", 0, kLight);
  EXPECT_EQ(calendar.begin(kWindow), local("Europe/Helsinki", "2026-09-09T00:00:00"));
  EXPECT_EQ(calendar.end(kWindow), grid.end(kWindow));
  EXPECT_EQ(calendar.sending_ends(kWindow), local("Europe/Helsinki", "2026-09-17T00:00:00"));
  EXPECT_EQ(calendar.first_day(kWindow), kLight.first_day);
  EXPECT_EQ(calendar.last_day(kWindow), grid.last_day(kWindow));
  EXPECT_EQ(calendar.name(kWindow), "2026-W37-first-light");
  EXPECT_EQ(*calendar.parse("2026-W37-first-light"), kWindow);
  EXPECT_FALSE(calendar.parse("2026-W37").ok());  // there is no such window
  for (const std::uint32_t window : {kWindow - 1, kWindow + 1}) {
    EXPECT_EQ(calendar.begin(window), grid.begin(window));
    EXPECT_EQ(calendar.sending_ends(window), grid.end(window + 1));
    EXPECT_EQ(calendar.name(window), grid.name(window));
  }
  for (int hour = 0; hour < 24 * 30; ++hour) {
    const absl::Time time = grid.begin(kWindow - 1) + absl::Hours(hour);
    EXPECT_EQ(calendar.window_at(time), grid.window_at(time));
    EXPECT_EQ(calendar.ended_at(time), grid.ended_at(time));
  }
}

TEST(Calendar, AFirstLightInFourWeeksEndsBeforeThem) {
  constexpr std::uint32_t kWindow = 739;  // 2026-W36 to W39
  constexpr policy::FirstLight kLight{kWindow, 739 * 28 + 7};
  const Calendar calendar = *Calendar::make(policy::Profile::kSmall, "Europe/Helsinki", 0, kLight);
  const absl::Time end = local("Europe/Helsinki", "2026-09-14T00:00:00");
  EXPECT_EQ(calendar.end(kWindow), end);
  EXPECT_EQ(calendar.name(kWindow), "2026-W37-first-light");
  EXPECT_EQ(calendar.ended_at(end - absl::Seconds(1)), kWindow - 1);
  EXPECT_EQ(calendar.ended_at(end), kWindow);
  EXPECT_EQ(calendar.window_at(end), kWindow);
  EXPECT_EQ(calendar.sending_at(end), kWindow);
  EXPECT_EQ(calendar.sending_at(end + absl::Hours(72)), kWindow + 1);
  EXPECT_EQ(calendar.begin(kWindow + 1), local("Europe/Helsinki", "2026-09-28T00:00:00"));
}

TEST(Calendar, EveryDayOfALabBeginsInIt) {
  const Calendar calendar = *Calendar::make(policy::Profile::kLab, "UTC", 61,
                                            policy::FirstLight{29'814'321, 29'814'321 * 7 + 3});
  const std::uint32_t window = 29'814'321;
  EXPECT_EQ(calendar.day_at(calendar.begin(window)), calendar.first_day(window));
  EXPECT_EQ(calendar.day_at(calendar.sending_ends(window)), calendar.last_day(window) + 7);
}

}  // namespace
}  // namespace desirepath::window
