#include "collector/workplace/window_desk.h"

#include <algorithm>
#include <string>

#include "absl/status/status.h"
#include "collector/workplace/first_light_account.h"
#include "proto/window/publication_time.h"

namespace desirepath::workplace {
namespace {

using api::Call;
using api::Outcome;
using boost::json::object;

std::string profile_word(policy::Profile profile) {
  switch (profile) {
    case policy::Profile::kSmall:
      return "small";
    case policy::Profile::kDaily:
      return "daily";
    case policy::Profile::kLab:
      return "lab";
    case policy::Profile::kWeekly:
      break;
  }
  return "weekly";
}

Outcome tell(const Office& office, const Ground& ground) {
  const absl::Time now = office.clock();
  const window::Calendar& calendar = ground.calendar;
  const std::uint32_t current = calendar.window_at(now);
  const std::uint32_t next = next_published(calendar, first_told(ground.bundle, calendar), now);
  return Outcome{
      .body = object{
          {"profile", profile_word(ground.bundle.policy.profile)},
          {"now", absl::ToUnixSeconds(now)},
          {"first_light", first_light_of(office, ground.bundle, calendar)},
          {"current", object{{"name", calendar.name(current)},
                             {"begins", absl::ToUnixSeconds(calendar.begin(current))},
                             {"ends", absl::ToUnixSeconds(calendar.end(current))}}},
          {"next",
           object{{"name", calendar.name(next)},
                  {"begins", absl::ToUnixSeconds(calendar.begin(next))},
                  {"ends", absl::ToUnixSeconds(calendar.end(next))},
                  {"visible", absl::ToUnixSeconds(window::publication_time(calendar, next))}}}}};
}

}  // namespace

std::uint32_t next_published(const window::Calendar& calendar, std::uint32_t first,
                             absl::Time now) {
  const std::uint32_t current = calendar.window_at(now);
  std::uint32_t next = std::max(first, current < 2 ? 0 : current - 2);
  while (window::publication_time(calendar, next) <= now) ++next;
  return next;
}

std::uint32_t first_window(const policy::Bundle& bundle, const window::Calendar& calendar) {
  std::int64_t begins = bundle.policy.not_before;
  for (const policy::SignedPolicy& one : bundle.policies) {
    begins = std::min(begins, one.policy.not_before);
  }
  return calendar.window_at(absl::FromUnixSeconds(begins));
}

void add_window_operations(const Office& office, SignedGround& signed_ground,
                           api::Operations& operations) {
  operations["getWindows"] = on_ground(
      office, signed_ground, "no policy is published yet; windows begin with the first one",
      [&office](const Ground& ground, const Call&) { return tell(office, ground); });
}

}  // namespace desirepath::workplace
