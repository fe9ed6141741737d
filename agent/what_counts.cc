#include "agent/what_counts.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "absl/time/civil_time.h"

namespace desirepath::agent {
namespace {

// Off unless both sign.
constexpr std::array<std::string_view, 2> kPrivateNeeds = {"messaging-personal", "social-media"};

}  // namespace

bool within_hours(const policy::Policy& policy, absl::Time time) {
  absl::TimeZone zone;
  if (policy.lab() || !absl::LoadTimeZone(policy.time_zone, &zone)) return policy.lab();
  const absl::CivilSecond local = absl::ToCivilSecond(time, zone);
  const int weekday = static_cast<int>(absl::GetWeekday(local));  // Monday is 0
  const policy::CountingHours& hours = policy.counting_hours;
  const auto hour = static_cast<std::uint32_t>(local.hour());
  return (hours.weekdays >> weekday & 1) != 0 && hour >= hours.first_hour && hour < hours.last_hour;
}

bool may_count(const policy::Policy& policy, const catalog::Catalog& catalog, std::uint32_t need) {
  const catalog::Need* known = catalog.need(need);
  if (known == nullptr) return false;
  if (std::find(kPrivateNeeds.begin(), kPrivateNeeds.end(), known->id) == kPrivateNeeds.end()) {
    return true;
  }
  return std::find(policy.sensitive_needs.begin(), policy.sensitive_needs.end(), need) !=
         policy.sensitive_needs.end();
}

}  // namespace desirepath::agent
