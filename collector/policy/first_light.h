#pragma once

// When a first light is announced, and its announcement in the key log.
//
// `serve` asks `plan_first_light` at its ticks until the answer is final; `policy first-light` asks
// once. The days are those from tomorrow on, or the day after from 14:00 on: devices that listen
// ask the gate every hour of their uptime at most, and one that has not heard of it the day before
// tells nothing. The first such day with three working days up to Sunday begins it, unless a window
// of the grid begins before: then everybody watches that one whole, and the grid takes it.
//
// Its figures need candidates: with fewer than 50 + k - 1 devices listed the number that reported
// would be known within less than k (collector/publish/first_light.h), and nothing is announced.
//
// Source: product.md, section 5; proto/policy/first_light.h. Errors: those of BundleEdit and
// store::Database.

#include <cstdint>
#include <optional>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "collector/store/paths.h"
#include "proto/policy/first_light.h"
#include "proto/policy/policy.h"
#include "proto/window/calendar.h"

namespace desirepath::policy {

// A setting of curation.db: enough devices held the policy when the grid took it, so a later week
// does not announce it any more.
inline constexpr char kFirstLightPassed[] = "first_light.passed";

enum class FirstLightAnswer : std::uint8_t {
  kNotAsked,     // the policy does not allow it, or is withdrawn
  kAnnounced,    // already
  kTooFew,       // the signed headcount is too small for its figures
  kGridTakesIt,  // it is too late: the grid's first whole window shows as much as soon
  kPlanned,      // `light` may be announced now
};

struct FirstLightPlan {
  FirstLightAnswer answer = FirstLightAnswer::kNotAsked;
  FirstLight light;
};

// What may be announced at `now`, given that enough devices hold the policy.
FirstLightPlan plan_first_light(const Bundle& bundle, const window::Calendar& calendar,
                                absl::Time now);

// Appends the key log's next entry, which announces it. The entry's own key is that of the next
// window, made a little earlier than usual.
absl::Status announce_first_light(const store::Paths& paths, const FirstLight& light,
                                  absl::Time now);

}  // namespace desirepath::policy
