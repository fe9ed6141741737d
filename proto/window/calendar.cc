#include "proto/window/calendar.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <optional>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/civil_time.h"
#include "proto/policy/first_light.h"

namespace desirepath::window {
namespace {

constexpr absl::CivilDay kFirstMonday(1970, 1, 5);
constexpr std::int64_t kWeekDays = 7;
constexpr char kFirstLightName[] = "-first-light";
constexpr std::int64_t kLabSlots = 12;
constexpr std::int64_t kDaySlots = 288;
constexpr std::uint32_t kShortestLabWindow = 10;  // a day number then fits 31 bits until 2066

// The ISO week that holds the day: its year is the year of its Thursday.
struct IsoWeek {
  std::int64_t year;
  int week;
};

IsoWeek iso_week(absl::CivilDay monday) {
  const absl::CivilDay thursday = monday + 3;
  return {thursday.year(), (absl::GetYearDay(thursday) - 1) / 7 + 1};
}

std::string week_name(absl::CivilDay monday) {
  const IsoWeek iso = iso_week(monday);
  return absl::StrFormat("%04d-W%02d", iso.year, iso.week);
}

// Digits from the front of `text`, all of `count` of them.
std::optional<std::uint32_t> take_number(std::string_view& text, std::size_t count) {
  std::uint32_t value = 0;
  if (text.size() < count || count == 0) return std::nullopt;
  const char* const end = text.data() + count;
  const auto [stopped, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc() || stopped != end) return std::nullopt;
  text.remove_prefix(count);
  return value;
}

// A broken clock may say anything; civil time overflows far outside of what can be meant.
absl::Time within_reason(absl::Time time) {
  const absl::Time first = absl::UnixEpoch() - absl::Hours(48);    // whatever the zone, day 0
  const absl::Time last = absl::FromUnixSeconds(253'402'300'799);  // the end of the year 9999
  return std::clamp(time, first, last);
}

std::uint32_t clamped(std::int64_t value) {
  return static_cast<std::uint32_t>(
      std::clamp<std::int64_t>(value, 0, std::numeric_limits<std::uint32_t>::max()));
}

}  // namespace

absl::StatusOr<Calendar> Calendar::from(const policy::Policy& policy) {
  return make(policy.profile, policy.time_zone, policy.lab_window_seconds, policy.first_light);
}

absl::StatusOr<Calendar> Calendar::make(policy::Profile profile, std::string_view time_zone,
                                        std::uint32_t lab_window_seconds,
                                        std::optional<policy::FirstLight> first_light) {
  if (profile == policy::Profile::kLab && lab_window_seconds < kShortestLabWindow) {
    return absl::InvalidArgumentError("policy: lab.window_seconds is below 10: give 10 or more");
  }
  absl::TimeZone zone;
  if (!absl::LoadTimeZone(std::string(time_zone), &zone)) {
    return absl::InvalidArgumentError(
        absl::StrCat("policy: time_zone \"", std::string(time_zone),
                     "\" is unknown: use an IANA name such as Europe/Helsinki"));
  }
  return Calendar(profile, zone, lab_window_seconds, first_light);
}

std::int32_t Calendar::days_per_window() const {
  switch (profile_) {
    case policy::Profile::kSmall:
      return 28;
    case policy::Profile::kDaily:
      return 1;
    case policy::Profile::kWeekly:
    case policy::Profile::kLab:
      break;
  }
  return 7;
}

std::uint32_t Calendar::slots_per_day() const { return lab() ? kLabSlots : kDaySlots; }

std::uint32_t Calendar::window_at(absl::Time time) const { return window_of_day(day_at(time)); }

std::uint32_t Calendar::window_of_day(std::int32_t day) const {
  return clamped(day / days_per_window());
}

std::int32_t Calendar::first_day(std::uint32_t window) const {
  if (is_first_light(window)) return first_light_->first_day;
  return static_cast<std::int32_t>(std::min<std::int64_t>(
      std::int64_t{window} * days_per_window(), std::numeric_limits<std::int32_t>::max()));
}

std::int32_t Calendar::last_day(std::uint32_t window) const {
  if (is_first_light(window)) return policy::last_day(*first_light_);
  return static_cast<std::int32_t>(
      std::min<std::int64_t>((std::int64_t{window} + 1) * days_per_window() - 1,
                             std::numeric_limits<std::int32_t>::max()));
}

std::int32_t Calendar::day_at(absl::Time time) const {
  time = within_reason(time);
  std::int64_t day = 0;
  if (lab()) {
    absl::Duration rest;
    day = absl::IDivDuration((time - absl::UnixEpoch()) * kWeekDays, lab_window_, &rest);
  } else {
    day = absl::ToCivilDay(time, zone_) - kFirstMonday;
  }
  return static_cast<std::int32_t>(
      std::clamp<std::int64_t>(day, 0, std::numeric_limits<std::int32_t>::max()));
}

std::uint32_t Calendar::slot_at(absl::Time time) const {
  time = within_reason(time);
  if (lab()) {
    absl::Duration rest;
    const std::int64_t slot =
        absl::IDivDuration((time - absl::UnixEpoch()) * kWeekDays * kLabSlots, lab_window_, &rest);
    return static_cast<std::uint32_t>(std::max<std::int64_t>(slot, 0) % kLabSlots);
  }
  const absl::CivilSecond clock = absl::ToCivilSecond(time, zone_);
  return static_cast<std::uint32_t>(clock.hour() * 12 + clock.minute() / 5);
}

absl::Time Calendar::begin_of_day(std::int64_t day) const {
  if (lab()) {
    const absl::Duration whole = lab_window_ * day;
    absl::Duration begins = whole / kWeekDays;
    if (begins * kWeekDays < whole) begins += absl::Nanoseconds(1) / 4;  // never in the day before
    return absl::UnixEpoch() + begins;
  }
  return absl::FromCivil(kFirstMonday + day, zone_);
}

absl::Time Calendar::begin(std::uint32_t window) const {
  if (is_first_light(window)) return begin_of_day(first_light_->first_day);
  return begin_of_day(std::int64_t{window} * days_per_window());
}

absl::Time Calendar::end(std::uint32_t window) const {
  if (is_first_light(window)) return begin_of_day(policy::last_day(*first_light_) + 1);
  return begin_of_day((std::int64_t{window} + 1) * days_per_window());
}

absl::Time Calendar::sending_ends(std::uint32_t window) const {
  if (!is_first_light(window)) return end(window + 1);
  return begin_of_day(policy::last_day(*first_light_) + 1 +
                      (lab() ? policy::kFirstLightSendingDaysLab : policy::kFirstLightSendingDays));
}

std::uint32_t Calendar::ended_at(absl::Time time) const {
  const std::uint32_t current = window_at(time);
  if (is_first_light(current) && end(current) <= time) return current;
  return current == 0 ? 0 : current - 1;
}

std::uint32_t Calendar::sending_at(absl::Time time) const {
  const std::uint32_t ended = ended_at(time);
  return is_first_light(ended) && sending_ends(ended) <= time ? ended + 1 : ended;
}

std::string Calendar::name(std::uint32_t window) const {
  if (is_first_light(window)) {
    const std::int32_t week = first_light_->first_day / static_cast<std::int32_t>(kWeekDays);
    return absl::StrCat(lab() ? absl::StrCat("lab-", window)
                              : week_name(kFirstMonday + std::int64_t{week} * kWeekDays),
                        kFirstLightName);
  }
  const absl::CivilDay first = kFirstMonday + std::int64_t{window} * days_per_window();
  switch (profile_) {
    case policy::Profile::kLab:
      return absl::StrCat("lab-", window);
    case policy::Profile::kDaily:
      return absl::FormatCivilTime(first);
    case policy::Profile::kSmall:
      return absl::StrFormat("%s-W%02d", week_name(first), iso_week(first + 21).week);
    case policy::Profile::kWeekly:
      break;
  }
  return week_name(first);
}

absl::StatusOr<std::uint32_t> Calendar::parse(std::string_view name) const {
  // A name is read loosely into a day, and counts only if that day's window has this very name.
  std::string_view rest = name;
  std::optional<std::uint32_t> window;
  if (lab()) {
    if (rest.substr(0, 4) == "lab-") {
      rest.remove_prefix(4);
      window = take_number(rest, rest.size());
    }
  } else if (const auto year = take_number(rest, 4); year && rest.size() >= 4) {
    absl::CivilDay day(*year, 1, 4);  // always in week 1
    rest.remove_prefix(1);
    if (profile_ == policy::Profile::kDaily) {
      absl::ParseCivilTime(std::string(name), &day);
    } else if (rest[0] == 'W') {
      rest.remove_prefix(1);
      const auto week = take_number(rest, 2);
      day = absl::PrevWeekday(day + 1, absl::Weekday::monday) +
            7 * (std::int64_t{week.value_or(1)} - 1);
    }
    window =
        window_of_day(static_cast<std::int32_t>(std::max<std::int64_t>(day - kFirstMonday, 0)));
  }
  if (first_light_ && this->name(first_light_->window) == name) return first_light_->window;
  if (window && this->name(*window) == name) return *window;
  return absl::InvalidArgumentError(
      absl::StrCat("\"", std::string(name), "\" is no window of this organisation: write it like ",
                   this->name(2957)));
}

}  // namespace desirepath::window
