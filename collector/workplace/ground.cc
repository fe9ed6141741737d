#include "collector/workplace/ground.h"

#include <system_error>
#include <utility>

#include "collector/policy/bundle_edit.h"
#include "collector/policy/catalog_in_force.h"

namespace desirepath::workplace {

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

}  // namespace desirepath::workplace
