#pragma once

// `Ground` is what the desks read of the signed bundle: the policy with its calendar, and the
// catalog in force.
//
// Verifying a bundle takes its time, so it is kept until the file changes. Errors: kNotFound before
// the first policy is published, those of policy::load_own_bundle. Threads: one at a time.

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "collector/api/operation.h"
#include "collector/store/paths.h"
#include "collector/workplace/office.h"
#include "proto/catalog/catalog.h"
#include "proto/policy/bundle.h"
#include "proto/window/calendar.h"

namespace desirepath::workplace {

struct Ground {
  policy::Bundle bundle;
  window::Calendar calendar;
  catalog::Catalog catalog;
};

// Whether the tool is offered to everyone in the window, by the decisions the devices have.
bool offered_to_everyone(const Ground& ground, std::uint32_t tool, std::uint32_t window);

class SignedGround {
 public:
  // `paths` must outlive it.
  explicit SignedGround(const store::Paths& paths) : paths_(paths) {}

  // Valid until the next call.
  absl::StatusOr<const Ground*> at(absl::Time now);

 private:
  const store::Paths& paths_;
  std::filesystem::file_time_type stamp_;
  std::optional<Ground> ground_;
};

// An operation that works on the ground. Before the first policy it is refused in these words,
// which say what begins with it. `ground` and `office` must outlive it.
using GroundWork = std::function<absl::StatusOr<api::Outcome>(const Ground&, const api::Call&)>;
api::Operation on_ground(const Office& office, SignedGround& ground, std::string before_policy,
                         GroundWork work);

}  // namespace desirepath::workplace
