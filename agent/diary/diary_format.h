#pragma once

// How the diary lies in state.db: one value, before it is encrypted, filled up to a multiple of 8
// KiB so that its size does not tell how many tools it knows.
//
//   u8 version = 1, i32 began, i32 today, bitmap present; u32 tools, each: u32 tool, 3 bitmaps, i32
//   first owner day; u32 notes, each: i32 day, u32 flows, u32 named, u32 accounts, each u32; u32
//   pair days, each: i32 day, u32 first, u32 second, u32 bounces, u8 up, u8 down; u32 open days,
//   each: i32 day, u32 tool, u32 product slots, u32 whole-site slots, u32 guest slots, u8 login.  A
//   bitmap is i32 newest, u64, u64.
//
// Errors: kDataLoss: the octets are no diary. Fuzzed: tests/fuzz/seal/ledger_fuzz.cc.

#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "absl/status/statusor.h"
#include "agent/diary/snapshot.h"
#include "agent/match/use_rule.h"

namespace desirepath::diary {

// Slots of the days that are not closed yet, by day and tool: how many, not which.
using OpenDays = std::map<std::pair<std::int32_t, std::uint32_t>, match::DayCounts>;

struct StoredDiary {
  Snapshot snapshot;  // `shared_machine` is the settings' business and not stored
  OpenDays open_days;
};

std::string encode(const StoredDiary& diary);
absl::StatusOr<StoredDiary> decode(std::string_view octets);

}  // namespace desirepath::diary
