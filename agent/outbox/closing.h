#pragma once

// `close_windows` is what happens when a window has ended: diary to facts to frames, once.
//
// The agent calls it from its timer, tests/fleet for each of its devices; both so tell the same.
// Only the last window that ended can still be sent: earlier ones that were missed (the machine was
// off) are marked as done without frames. Facts are made only under the policy that was in force
// when the window began, and only while one is valid; else the window's frames are filler, and
// nobody outside can tell.
//
// Source: privacy.md, 3a "Exactly-once", "Clock"; Decisions 3, 6 and 7.

#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "agent/diary/diary.h"
#include "agent/facts/words.h"
#include "agent/outbox/outbox.h"
#include "proto/catalog/catalog.h"
#include "proto/policy/policy.h"
#include "proto/policy/validity.h"
#include "proto/window/calendar.h"

namespace desirepath::outbox {

// What the device knows when it closes windows. Everything referred to must outlive the call.
struct Occasion {
  absl::Time now;  // corrected (clock.h)
  const window::Calendar& calendar;
  const policy::Bundle& bundle;
  const policy::FirstSeen& first_seen;
  const catalog::Catalog& catalog;
  std::string department;      // the label in the machine's configuration; empty: the organisation
  bool valid = true;           // policy::validity says kValid
  bool without_agent = false;  // a gateway counts the device
  // When the announcement of the first light reached the device: one that began before that tells
  // nothing.
  absl::Time first_light_seen = absl::InfiniteFuture();
};

// Whether the clock may be believed: the signed key log reaches a few windows ahead, and a clock
// that stands at 2106 after a flat battery must not drive the diary and the windows there for good.
// Asked before a day is begun; a window is closed only if the key log reaches it.
bool plausible(const window::Calendar& calendar, const policy::Bundle& bundle, absl::Time now);

// How many windows were closed now: 0 or 1. The diary is flushed first.
absl::StatusOr<int> close_windows(const Occasion& occasion, diary::Diary& diary, Outbox& outbox);

// How the catalog, the policy and the calendar call things; they must outlive the names.
facts::Names names_of(const window::Calendar& calendar, const policy::Policy& policy,
                      const catalog::Catalog& catalog, fields::Language language);

}  // namespace desirepath::outbox
