#include "collector/policy/first_light.h"

#include "absl/status/statusor.h"
#include "collector/policy/bundle_edit.h"
#include "collector/policy/catalog_in_force.h"
#include "collector/policy/key_file.h"
#include "collector/policy/key_log.h"
#include "collector/store/window_database.h"
#include "proto/window/first_light_time.h"

namespace desirepath::policy {
namespace {

constexpr std::int32_t kWeek = 7;
constexpr std::uint32_t kLastHour = 14;  // of announcing it for the next day
constexpr std::uint32_t kHours = 24;

std::int64_t headcount_of(const Policy& policy) {
  std::int64_t devices = 0;
  for (const Department& department : policy.departments) devices += department.devices;
  return devices;
}

}  // namespace

FirstLightPlan plan_first_light(const Bundle& bundle, const window::Calendar& calendar,
                                absl::Time now) {
  const Policy& policy = bundle.policy;
  if (bundle.first_light) return {FirstLightAnswer::kAnnounced, *bundle.first_light};
  if (!allows_first_light(policy) || bundle.withdrawn || bundle.retired) {
    return {FirstLightAnswer::kNotAsked, {}};
  }
  if (headcount_of(policy) < std::int64_t{first_light_devices(policy)} + policy.k - 1) {
    return {FirstLightAnswer::kTooFew, {}};
  }
  if (!window::may_be_announced(calendar, bundle.policies.front().policy, now)) {
    return {FirstLightAnswer::kGridTakesIt, {}};
  }
  const std::uint32_t current = calendar.window_at(now);
  const bool late = calendar.slot_at(now) * kHours >= kLastHour * calendar.slots_per_day();
  const std::int32_t soonest = calendar.day_at(now) + (late ? 2 : 1);
  for (std::int32_t day = soonest; day < soonest + kWeek; ++day) {
    const FirstLight light{calendar.window_of_day(day), day};
    if (light.window != current) break;
    if (fault_of(light, policy).empty()) return {FirstLightAnswer::kPlanned, light};
  }
  return {FirstLightAnswer::kGridTakesIt, {}};
}

absl::Status announce_first_light(const store::Paths& paths, const FirstLight& light,
                                  absl::Time now) {
  absl::StatusOr<BundleEdit> edit = BundleEdit::open(paths);
  if (!edit.ok()) return edit.status();
  absl::StatusOr<store::Database> keys = store::open_keys_database(paths.keys_db().string());
  if (!keys.ok()) return keys.status();
  const absl::StatusOr<seal::SigningKey> collector = read_key_file(paths.collector_key());
  if (!collector.ok()) return collector.status();
  const absl::Status added = extend_key_log_by_one(
      edit->message(), *keys, catalog_message(edit->message()).revision(), *collector, light);
  if (!added.ok()) return added;
  return edit->commit(now);
}

}  // namespace desirepath::policy
