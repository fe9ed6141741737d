#include "agent/ingest/line_times.h"

#include <cmath>
#include <string>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"

namespace desirepath::ingest {
namespace {

constexpr std::size_t kLongest = 40;

capture::Time capture_time(absl::Time time) {
  return capture::Time(std::chrono::microseconds(absl::ToUnixMicros(time)));
}

std::optional<absl::Time> parsed(const char* format, std::string_view text, absl::TimeZone zone) {
  absl::Time time;
  std::string why;
  if (text.size() > kLongest || !absl::ParseTime(format, std::string(text), zone, &time, &why)) {
    return std::nullopt;
  }
  return time;
}

}  // namespace

std::optional<capture::Time> seconds_time(std::string_view text) {
  double seconds = 0;
  if (text.size() > kLongest || !absl::SimpleAtod(std::string(text), &seconds) ||
      !std::isfinite(seconds) || seconds < 0 || seconds >= 1e12) {
    return std::nullopt;
  }
  return capture::Time(std::chrono::microseconds(std::llround(seconds * 1e6)));
}

std::optional<capture::Time> iso_time(std::string_view text) {
  for (const char* format : {"%Y-%m-%d%ET%H:%M:%E*S%Ez", "%Y-%m-%d%ET%H:%M:%E*S%z"}) {
    if (const auto time = parsed(format, text, absl::UTCTimeZone())) return capture_time(*time);
  }
  return std::nullopt;
}

std::optional<capture::Time> syslog_time(std::string_view text, absl::TimeZone zone,
                                         absl::Time now) {
  const auto year = absl::ToCivilYear(now, zone).year();
  for (const auto tried : {year + 1, year, year - 1}) {
    const auto time =
        parsed("%Y %b %e %H:%M:%S", absl::StrCat(tried, " ", std::string(text)), zone);
    if (time && *time <= now + absl::Hours(24)) return capture_time(*time);
  }
  return std::nullopt;
}

std::optional<capture::Time> bind_time(std::string_view text, absl::TimeZone zone) {
  const auto time = parsed("%d-%b-%Y %H:%M:%E*S", text, zone);
  if (!time) return std::nullopt;
  return capture_time(*time);
}

}  // namespace desirepath::ingest
