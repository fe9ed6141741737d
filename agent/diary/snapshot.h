#pragma once

// `Snapshot` is what the diary remembers, as plain values: the input of every fact, and of nothing
// else.
//
// It is the whole of what the agent knows about its past: days, never hours; tools, never names.
// Threads: plain values.

#include <cstdint>
#include <vector>

#include "agent/diary/day_bitmap.h"

namespace desirepath::diary {

constexpr std::int32_t kNotedDays = 35;  // as far back as day notes and pairs are kept

struct ToolDays {
  std::uint32_t tool = 0;
  DayBitmap owner{};  // days of use (needs.md, section 1)
  DayBitmap guest{};  // days of viewer or share-link hosts only
  DayBitmap login{};  // days on which nothing but the tool's login host was seen
  std::int32_t first_owner_day =
      -1;  // -1: never; kept when the bitmap has forgotten it (forgetting.h)

  friend bool operator==(const ToolDays&, const ToolDays&) = default;
};

// What is known of one day beside tools.
struct DayNote {
  std::int32_t day = 0;
  std::uint32_t flows = 0;                // client flows
  std::uint32_t named_flows = 0;          // of these, with a name
  std::vector<std::uint32_t> accounts{};  // interactive accounts at the machine, ascending

  friend bool operator==(const DayNote&, const DayNote&) = default;
};

// A listed pair on one day: how often work went from one to the other, and what was moved up on
// either side.
struct PairDay {
  std::int32_t day = 0;
  std::uint32_t first = 0;
  std::uint32_t second = 0;
  std::uint32_t bounces = 0;
  std::uint8_t up = 0;    // bit 0: much went up to the first, bit 1: to the second
  std::uint8_t down = 0;  // the same for down

  friend bool operator==(const PairDay&, const PairDay&) = default;
};

// What went up to a tool on one day; kept only where the policy asks for the week's class of it.
struct UploadDay {
  std::int32_t day = 0;
  std::uint32_t tool = 0;
  std::uint64_t bytes_up = 0;

  friend bool operator==(const UploadDay&, const UploadDay&) = default;
};

struct Snapshot {
  std::int32_t began_day = -1;     // the diary's first day; -1: it has none yet
  std::int32_t today = -1;         // the last day it was told of
  DayBitmap present;               // days on which the agent ran
  std::vector<ToolDays> tools;     // by tool
  std::vector<DayNote> notes;      // by day
  std::vector<PairDay> pairs;      // by day, first, second
  std::vector<UploadDay> uploads;  // by day and tool
  bool shared_machine = false;     // by the machine's own settings
};

}  // namespace desirepath::diary
