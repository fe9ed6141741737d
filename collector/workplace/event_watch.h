#pragma once

// `EventWatch` sees what other systems are told, and puts it into the queue: one stream, derived
// from published tables and from what people decided here.
//
//   new-need                   a need is in the published figures that never was before
//   standing-changed           a decision on a tool, from which window it counts
//   notice-sent, rule-approved the devices concerned will show a notice
//   waiting-for-answer         a need grows and nobody did anything about it
//   more-reports-than-devices  a window had them; not where: coverage by department is no event
//   test                       somebody tries the channels
//
// No event names a person, a department's figures, or a number below k; a need is told of only
// where its devices are k or more. An event's id is made of what happened, so that looking again,
// or after a kill, adds nothing twice. What was there before the first look is taken as known.
//
// Source: privacy.md, 13. Limits: those of curation/event_queue.h. Errors: those of the provider
// and store::Database; nothing is added then. Threads: one at a time.

#include <functional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "collector/api/provider.h"
#include "collector/curation/event_queue.h"
#include "collector/workplace/ground.h"
#include "collector/workplace/office.h"

namespace desirepath::workplace {

// The event's id: 32 hex digits of what happened.
std::string event_id(std::string_view kind, std::string_view subject, std::string_view what);

// "test", to each channel; its id is of the moment.
curation::Event test_event(absl::Time now);

class EventWatch {
 public:
  // The name of the newest window if it had more reports than devices, else empty.
  using Alarm = std::function<absl::StatusOr<std::string>()>;

  EventWatch(const Office& office, SignedGround& ground, const api::Provider& provider, Alarm alarm,
             std::vector<std::string> channels)
      : office_(office),
        ground_(ground),
        provider_(provider),
        alarm_(std::move(alarm)),
        channels_(std::move(channels)) {}

  absl::Status look();

 private:
  absl::Status decisions(const Ground& ground);
  absl::Status deeds();
  absl::Status figures();
  absl::Status needs();
  absl::Status waiting();
  absl::Status add(curation::Event event);
  // The number up to which a table was seen; at the first look everything was.
  absl::StatusOr<std::int64_t> seen(const std::string& table);

  const Office& office_;
  SignedGround& ground_;
  const api::Provider& provider_;
  Alarm alarm_;
  std::vector<std::string> channels_;
  std::int64_t decided_ = -1;  // numbers up to which the last look saw
  std::int64_t done_ = -1;
  std::string revision_;
  absl::Time figures_due_ = absl::InfinitePast();
};

}  // namespace desirepath::workplace
