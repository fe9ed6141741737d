#pragma once

// `Diary` is the device's own memory: on which days which tool was used, for 128 days, and that it
// was used once, for a year (forgetting.h). It is never sent.
//
// The agent records contacts into it as they come; a day's slots are counted in memory
// (match/use_rule.h), and `flush` writes the numbers of slots of the open days and the bitmaps of
// the closed ones to state.db: no name, no address, no time finer than a day. A day stays open
// until the second midnight after it began, for contacts that are told late. `snapshot` is the
// input of the facts.
//
// The agent calls `start_day` when it starts and whenever the day changes, `flush` every few
// minutes, at midnight and before a window is closed. A restart between two flushes forgets the
// slots since the first of them.
//
// Limits: kMaximumTools tools (least recently used are forgotten first), notes and pairs of
// kNoteDays days. Errors: those of store::Database. Threads: one at a time.

#include <cstdint>
#include <map>
#include <span>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "agent/diary/diary_format.h"
#include "agent/diary/pair_meter.h"
#include "agent/diary/snapshot.h"
#include "agent/match/contact.h"
#include "agent/match/use_rule.h"
#include "agent/store/database.h"

namespace desirepath::diary {

class Diary {
 public:
  static constexpr std::size_t kMaximumTools = 2000;
  static constexpr std::int32_t kNoteDays = kNotedDays;

  // `database` must outlive the diary.
  static absl::StatusOr<Diary> open(store::Database& database);

  // The agent runs on this day. A day before the last one changes nothing: the clock went back, and
  // catches up.
  void start_day(std::int32_t day);
  // A contact of today or yesterday. One a day ahead starts that day; all others are dropped and
  // counted.
  void record(const match::Contact& contact);
  // Client flows of today, and how many of them carried a name.
  void note_flows(std::uint32_t flows, std::uint32_t named);
  // An interactive account was at the machine today.
  void note_account(std::uint32_t account);
  void set_shared_machine(bool shared) { stored_.snapshot.shared_machine = shared; }
  void set_pairs(std::span<const policy::ToolPair> pairs) { pairs_.set_pairs(pairs); }

  // Whether octets that go up are kept, a number a tool and day: the policy asks for UPLOAD_WEEK.
  // What was kept is forgotten when it does not.
  void set_measures_uploads(bool measures);

  // Writes what has changed, in one transaction. Nothing changed, nothing written.
  absl::Status flush();
  // Everything known, open days included.
  [[nodiscard]] Snapshot snapshot() const;
  // Forgets the tool and goes on: a veto for ever.
  void forget_tool(std::uint32_t tool);
  // Forgets everything in memory; state.db was erased already (Outbox::opt_out, hand_over).
  void forget();

  struct Counts {
    std::uint64_t contacts = 0;
    std::uint64_t out_of_time = 0;  // contacts of a day that is closed or too far ahead
    std::uint64_t crowded_out = 0;  // tools forgotten because there were too many
  };
  [[nodiscard]] const Counts& counts() const { return counts_; }

 private:
  explicit Diary(store::Database& database) : database_(&database) {}

  [[nodiscard]] OpenDays open_days() const;
  void close_days_before(std::int32_t day);
  void forget_old();
  void take_pairs(std::int32_t day);
  void add_upload(const match::Contact& contact);
  DayNote* today_note();

  store::Database* database_;
  StoredDiary stored_;  // open_days: what earlier runs counted of the open days
  std::map<std::pair<std::int32_t, std::uint32_t>, match::DayOfUse> live_;
  PairMeter pairs_;
  bool measures_uploads_ = false;
  bool changed_ = false;
  Counts counts_;
};

}  // namespace desirepath::diary
