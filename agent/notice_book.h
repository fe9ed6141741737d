#pragma once

// `NoticeBook` decides which of the organisation's notices the person at the machine sees, and
// remembers that they were shown.
//
// `Device` gives it the bundle's notices and the diary's snapshot. A notice concerns a person when
// one of its tools was used on one of their own days that it looks back on. It is shown on one day
// in seven at most, all that day, until the person says it is understood. The ledger lists what was
// shown. Nothing of it is ever sent: no fact, no frame, no acknowledgement.
//
// Days are the calendar's: in a lab a seventh of a window. Limits: kMostKept; beyond, the longest
// not shown is forgotten. Errors: those of store::Database. Source: privacy.md, Decisions 7 and 9.
// Threads: one at a time.

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "agent/diary/snapshot.h"
#include "agent/store/database.h"
#include "proto/policy/notice.h"

namespace desirepath::agent {

constexpr std::int32_t kDaysBetweenShows = 7;
constexpr std::size_t kMostNoticesKept = 64;

struct ShownNotice {
  std::uint32_t number = 0;
  std::uint32_t account = 0;
  policy::NoticeKind kind = policy::NoticeKind::kCare;
  std::int32_t day = 0;          // of the last time
  std::int64_t first = 0;        // unix seconds
  std::int64_t last = 0;         // unix seconds
  std::uint32_t days_shown = 0;  // on how many days
  bool understood = false;
  std::array<std::string, 3> words;  // by fields::Language

  friend bool operator==(const ShownNotice&, const ShownNotice&) = default;
};

class NoticeBook {
 public:
  explicit NoticeBook(store::Database& database) : database_(&database) {}

  absl::Status load();
  // Those that concern `account` and may be shown at `now`; notes that they are.
  absl::StatusOr<std::vector<policy::Notice>> show(const std::vector<policy::Notice>& in_force,
                                                   const diary::Snapshot& snapshot,
                                                   std::uint32_t account, absl::Time now);
  // kNotFound: it was not shown to this account.
  absl::Status understood(std::uint32_t number, std::uint32_t account);
  // Ascending by their first time.
  [[nodiscard]] const std::vector<ShownNotice>& shown() const { return shown_; }
  // After state.db was erased.
  void forget() { shown_.clear(); }

 private:
  ShownNotice* find(std::uint32_t number, std::uint32_t account);
  // Whether it is shown on `day`; notes it.
  bool note(const policy::Notice& notice, std::uint32_t account, std::int32_t day, absl::Time now);
  absl::Status save();

  store::Database* database_;
  std::vector<ShownNotice> shown_;
};

}  // namespace desirepath::agent
