#pragma once

// `PilotBook` keeps pilots: a tool tried for a need, by whom, until when, what it must show, and
// what became of it. Rows of curation.db.
//
// The workplace's pilot desk writes and measures them by the published tables. What was set out to
// be shown never changes; a pilot is prolonged once at most, and ends adopted or dropped.
//
// Source: needs.md, section 3 (Pilot). Limits: 50 pilots a need. Errors: kNotFound ·
// kFailedPrecondition: it has ended, or was prolonged before · kResourceExhausted · those of
// store::Database.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "collector/store/database.h"

namespace desirepath::curation {

// What must be shown in the last window: so many devices on the tool, or so many percent fewer on
// the tools chosen by staff for its need.
enum class ExitCriterion : std::uint8_t { kUses, kFalls };

struct Pilot {
  std::int64_t number = 0;
  std::string need;
  std::string tool;
  std::vector<std::string> departments;  // their ids; empty: the organisation
  std::string hypothesis;
  ExitCriterion criterion = ExitCriterion::kUses;
  std::int64_t value = 0;                        // devices, or percent
  std::uint32_t begins = 0;                      // its first window
  std::uint32_t until = 0;                       // its last one
  std::int64_t before_low = 0, before_high = 0;  // as published last before it began
  std::int64_t at = 0;
  std::string by;
  bool prolonged = false;
  std::string outcome;  // "adopted" or "dropped"; empty: it goes on
  std::string outcome_text;
  std::int64_t outcome_at = 0;
  std::string outcome_by;
};

class PilotBook {
 public:
  // `database` must outlive it.
  explicit PilotBook(store::Database& database) : database_(database) {}

  absl::StatusOr<std::vector<Pilot>> pilots();  // newest first
  absl::Status begin(const Pilot& pilot);
  absl::Status prolong(std::int64_t number, std::uint32_t until);
  absl::Status end(std::int64_t number, const Pilot& outcome);  // of it the outcome's members

 private:
  absl::StatusOr<Pilot> running(std::int64_t number);

  store::Database& database_;
};

}  // namespace desirepath::curation
