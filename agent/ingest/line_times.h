#pragma once

// The times that log lines bear, in the four ways programs write them.
//
// Source: strftime(3) "%b %e %H:%M:%S" (syslog, RFC 3164, without year and zone) · BIND's
// print-time "30-Nov-2026 08:15:00.123" · RFC 3339 · seconds since 1970. Errors: none; nothing
// where the text is no time. Threads: pure.

#include <optional>
#include <string_view>

#include "absl/time/time.h"
#include "agent/capture/packet.h"

namespace desirepath::ingest {

// "1788000000.123456", at most twelve digits before the point.
std::optional<capture::Time> seconds_time(std::string_view text);

// "2026-11-30T08:15:00.123456+0200", Suricata's, and RFC 3339's.
std::optional<capture::Time> iso_time(std::string_view text);

// "Nov 30 08:15:00": in the year in which it is not in the future of `now` by more than a day.
std::optional<capture::Time> syslog_time(std::string_view text, absl::TimeZone zone,
                                         absl::Time now);

// "30-Nov-2026 08:15:00.123".
std::optional<capture::Time> bind_time(std::string_view text, absl::TimeZone zone);

}  // namespace desirepath::ingest
