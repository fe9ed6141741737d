// A simulated year of office, part-time, shift and holiday machines: how many frames get through
// the timetable.

#include <gtest/gtest.h>

#include <cstdio>
#include <string>

#include "agent/outbox/schedule.h"
#include "tests/integration/agent/device.h"

namespace desirepath::outbox {
namespace {

constexpr std::uint32_t kFirst = 2957;
constexpr std::uint32_t kWeeks = 52;
constexpr int kDevices = 1;
constexpr absl::Duration kTick = absl::Minutes(2);

struct Span {
  int day;  // of the week
  int from_hour;
  int hours;
};

std::vector<Span> week_of(const std::string& kind, std::uint32_t week, seal::Random& random) {
  const auto hour = [&random](int first, std::uint32_t spread) {
    return first + static_cast<int>(random.uniform(spread));
  };
  std::vector<Span> spans;
  if (kind == "holiday" && week % 6 == 2) return spans;  // switched off for a week
  if (kind == "office" || kind == "holiday") {
    for (int day = 0; day < 5; ++day) spans.push_back({day, hour(7, 3), hour(7, 3)});
  } else if (kind == "part-time") {
    const int first = static_cast<int>(random.uniform(3));
    for (int day = first; day < first + 3; ++day) spans.push_back({day, hour(8, 2), hour(4, 3)});
  } else {  // shift: four of seven days, from early to night
    for (int day = static_cast<int>(random.uniform(2)); day < 7; day += 2)
      spans.push_back({day, hour(4, 12), hour(7, 2)});
  }
  return spans;
}

struct Result {
  std::uint64_t due = 0;
  std::uint64_t delivered = 0;
};

// One device's year, tick by tick; frames are due in weeks with four hours of uptime or more.
Result year_of(const std::string& kind, std::uint8_t number, const std::string& state) {
  const window::Calendar calendar = *window::Calendar::from(office_policy());
  const policy::Bundle bundle =
      bundle_of(office_policy(), kFirst, kWeeks + 3, seal::sealing_key_from_secret(seal::Key{1}));
  const Timetable timetable(calendar, bundle.policy);
  Device device(state, number);
  seal::Random random(seal::Key{number, 7});
  Result result;
  for (std::uint32_t week = 0; week < kWeeks; ++week) {
    int hours = 0;
    const std::uint64_t before = device.outbox().counts().delivered;
    for (const Span& span : week_of(kind, week, random)) {
      hours += span.hours;
      const absl::Time start =
          calendar.begin(kFirst + week) + absl::Hours(24 * span.day + span.from_hour);
      Schedule schedule(Pace(), seal::Random(random.octets<32>()), start);
      for (absl::Time now = start; now < start + absl::Hours(span.hours); now += kTick) {
        device.outbox().add_uptime(kTick);
        const std::int32_t day = calendar.day_at(now);
        device.diary().start_day(day);
        EXPECT_TRUE(
            close_windows({now, calendar, bundle, {{7, 0}}, shipped_catalog(), "sales", true},
                          device.diary(), device.outbox())
                .ok());
        if (!schedule.due(now, day, device.outbox().has_due(now, timetable, bundle.keys))) continue;
        const auto frames = *device.outbox().begin_session(now, timetable, bundle.keys);
        schedule.began(now, day, !frames.empty());
        EXPECT_TRUE(device.outbox().accepted(frames, frames.size()).ok());
      }
    }
    if (week == 0 || hours < 4) continue;
    result.due += kFramesPerWindow;
    result.delivered += device.outbox().counts().delivered - before;
  }
  return result;
}

TEST(UptimeYear, AtLeast98PercentOfTheFramesGetThrough) {
  const Folder folder;
  for (const char* const kind : {"office", "part-time", "shift", "holiday"}) {
    Result total;
    for (std::uint8_t number = 0; number < kDevices; ++number) {
      const Result result =
          year_of(kind, number, folder / (std::string(kind) + std::to_string(number) + ".db"));
      total.due += result.due;
      total.delivered += result.delivered;
    }
    const double share =
        100.0 * static_cast<double>(total.delivered) / static_cast<double>(total.due);
    std::printf("%-10s %6.2f %% of %llu frames\n", kind, share,
                static_cast<unsigned long long>(total.due));
    EXPECT_GE(share, 98.0) << kind;
  }
}

}  // namespace
}  // namespace desirepath::outbox
