#include "proto/policy/first_light.h"

#include <algorithm>
#include <limits>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "desirepath/v1/fact.pb.h"
#include "proto/policy/bundle_documents.h"

namespace desirepath::policy {
namespace {

constexpr std::int32_t kWeek = 7;
constexpr std::int32_t kWorkingWeek = 5;  // Monday to Friday
constexpr std::int32_t kSmallWindow = 28;

std::int32_t days_per_window(const Policy& policy) {
  return policy.profile == Profile::kSmall ? kSmallWindow : kWeek;
}

bool has_grid(const FirstLight& light, const Policy& policy) {
  return policy.profile != Profile::kDaily && light.first_day > 0 && light.window != 0 &&
         static_cast<std::uint32_t>(light.first_day / days_per_window(policy)) == light.window;
}

// A lab's days are no weekdays.
std::int32_t working_days(const FirstLight& light, const Policy& policy) {
  if (policy.lab()) return days_of(light);
  std::int32_t days = 0;
  for (std::int32_t day = light.first_day % kWeek; day < kWorkingWeek; ++day) {
    if ((policy.counting_hours.weekdays >> day & 1U) != 0) ++days;
  }
  return days;
}

}  // namespace

bool allows_first_light(const Policy& policy) {
  return policy.profile != Profile::kDaily &&
         std::count(policy.kinds.begin(), policy.kinds.end(), v1::FACT_KIND_FIRST_LIGHT) != 0;
}

std::uint32_t first_light_devices(const Policy& policy) {
  return policy.lab() ? 2 * policy.k : kFirstLightDevices;
}

absl::Status take_first_light(const v1::FirstLight& message, Bundle& bundle) {
  if (bundle.first_light) {
    return absl::InvalidArgumentError(
        "the key log announces a second first light, there is one at most");
  }
  constexpr std::uint32_t kMost = std::numeric_limits<std::int32_t>::max() - kWeek;
  const FirstLight light{message.window(),
                         static_cast<std::int32_t>(std::min(message.first_day(), kMost))};
  std::string fault;
  bool allowed = false;
  for (SignedPolicy& each : bundle.policies) {
    if (has_grid(light, each.policy)) each.policy.first_light = light;
    const std::string why = fault_of(light, each.policy);
    allowed = allowed || why.empty();
    if (fault.empty()) fault = why;
  }
  if (!allowed) {
    return absl::InvalidArgumentError(absl::StrCat("the first light of the key log ", fault));
  }
  bundle.first_light = light;
  bundle.policy.first_light = bundle.policies.back().policy.first_light;
  return absl::OkStatus();
}

std::string fault_of(const FirstLight& light, const Policy& policy) {
  if (!allows_first_light(policy)) return "is not asked by the policy";
  if (!has_grid(light, policy)) return "does not begin in the window it names";
  if (light.first_day % days_per_window(policy) == 0) return "is a whole window of the grid";
  const std::int32_t days = working_days(light, policy);
  if (days >= kFewestWorkingDays) return "";
  return absl::StrCat("has ", days, " working days of the ", kFewestWorkingDays, " it needs");
}

}  // namespace desirepath::policy
