#include "agent/what_counts.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "absl/time/civil_time.h"
#include "desirepath/v1/fact.pb.h"
#include "proto/catalog/private_matters.h"

namespace desirepath::agent {
namespace {

// Where people look for work themselves. A recruiter's visit looks the same, so it is not counted
// either.
constexpr std::array<std::string_view, 25> kJobMarkets = {"99designs",
                                                          "cv-library",
                                                          "dice",
                                                          "fiverr",
                                                          "freelance-de",
                                                          "freelancer",
                                                          "freelancermap",
                                                          "glassdoor",
                                                          "headhunter-ru",
                                                          "indeed",
                                                          "karriere-at",
                                                          "leetcode",
                                                          "malt",
                                                          "monster",
                                                          "naukri",
                                                          "otta",
                                                          "reed",
                                                          "seek",
                                                          "stepstone",
                                                          "toptal",
                                                          "totaljobs",
                                                          "upwork",
                                                          "welcome-to-the-jungle",
                                                          "wellfound",
                                                          "ziprecruiter"};

template <std::size_t n>
bool lists(const std::array<std::string_view, n>& list, std::string_view id) {
  return std::ranges::find(list, id) != list.end();
}

// The candidate's side of recruiting.
bool seeks_work(const catalog::Catalog& catalog, const ToolUse& use) {
  if (use.role == catalog::Role::kViewer) return true;
  const catalog::Tool* tool = catalog.tool(use.tool);
  return tool == nullptr || lists(kJobMarkets, tool->id);
}

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

bool asks_uploads(const policy::Policy* policy) {
  return policy != nullptr &&
         std::ranges::count(policy->kinds, std::uint32_t{v1::FACT_KIND_UPLOAD_WEEK}) != 0;
}

bool may_count(const policy::Policy& policy, const catalog::Catalog& catalog, const ToolUse& use) {
  const catalog::Need* need = catalog.need(use.need);
  if (need == nullptr) return false;
  const bool is_private = lists(catalog::kPrivateNeeds, need->id) ||
                          (need->id == catalog::kHalfPrivateNeed && seeks_work(catalog, use));
  return !is_private ||
         std::ranges::find(policy.sensitive_needs, use.need) != policy.sensitive_needs.end();
}

}  // namespace desirepath::agent
