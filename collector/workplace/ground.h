#pragma once

// `Ground` is what the desks read of the signed bundle: the policy with its calendar, and the
// catalog in force.
//
// Verifying a bundle takes its time, so it is kept until the file changes. Errors: kNotFound before
// the first policy is published, those of policy::load_own_bundle. Threads: one at a time.

#include <filesystem>
#include <optional>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "collector/store/paths.h"
#include "proto/catalog/catalog.h"
#include "proto/policy/bundle.h"
#include "proto/window/calendar.h"

namespace desirepath::workplace {

struct Ground {
  policy::Bundle bundle;
  window::Calendar calendar;
  catalog::Catalog catalog;
};

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

}  // namespace desirepath::workplace
