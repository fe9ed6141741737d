#include "collector/workplace/ground.h"

#include <algorithm>
#include <system_error>
#include <utility>
#include <vector>

#include "collector/policy/bundle_edit.h"
#include "collector/policy/catalog_in_force.h"
#include "proto/policy/standing.h"

namespace desirepath::workplace {

bool offered_to_everyone(const Ground& ground, std::uint32_t tool, std::uint32_t window) {
  const auto offered = [&](std::uint32_t department) {
    return policy::is_offered(policy::standing_of(
        ground.bundle.standings, ground.bundle.policy.departments, tool, department, window));
  };
  const std::vector<policy::Department>& departments = ground.bundle.policy.departments;
  return offered(policy::kOrganisation) &&
         std::all_of(departments.begin(), departments.end(),
                     [&](const policy::Department& one) { return offered(one.number); });
}

absl::StatusOr<const Ground*> SignedGround::at(absl::Time now) {
  std::error_code failure;
  const auto stamp = std::filesystem::last_write_time(paths_.bundle(), failure);
  if (!failure && ground_ && stamp == stamp_) return &*ground_;
  absl::StatusOr<policy::Bundle> bundle = policy::load_own_bundle(paths_, now);
  if (!bundle.ok()) return bundle.status();
  const absl::StatusOr<window::Calendar> calendar = window::Calendar::from(bundle->policy);
  if (!calendar.ok()) return calendar.status();
  absl::StatusOr<catalog::Catalog> catalog = policy::catalog_in_force(*bundle);
  if (!catalog.ok()) return catalog.status();
  ground_.emplace(Ground{*std::move(bundle), *calendar, *std::move(catalog)});
  stamp_ = stamp;
  return &*ground_;
}

api::Operation on_ground(const Office& office, SignedGround& ground, std::string before_policy,
                         GroundWork work) {
  return [&office, &ground, before_policy = std::move(before_policy),
          work = std::move(work)](const api::Call& call) -> absl::StatusOr<api::Outcome> {
    const absl::StatusOr<const Ground*> there = ground.at(office.clock());
    if (absl::IsNotFound(there.status())) return absl::FailedPreconditionError(before_policy);
    return there.ok() ? work(**there, call) : absl::StatusOr<api::Outcome>(there.status());
  };
}

}  // namespace desirepath::workplace
