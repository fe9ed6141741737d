#pragma once

// `calendar_text` writes the check-ups of promises, and the days cards are due, as an iCalendar
// file.
//
// calendar_desk.cc makes it of what getCards says. A day is an all-day entry that takes no time up;
// its UID stays the same, so a calendar moves what moved and drops what is gone.
//
// Source: RFC 5545; RFC 7986 (NAME, REFRESH-INTERVAL). Threads: a pure function.

#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"

namespace desirepath::workplace {

struct CalendarDay {
  std::string uid;
  absl::CivilDay day;  // of the organisation
  std::string summary;
  std::string description;
};

std::string calendar_text(const std::string& name, const std::vector<CalendarDay>& days,
                          absl::Time now);

}  // namespace desirepath::workplace
