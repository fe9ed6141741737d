#include "collector/workplace/first_light_account.h"

#include <algorithm>
#include <boost/json/object.hpp>
#include <vector>

#include "collector/policy/first_light.h"
#include "collector/publish/published_database.h"
#include "collector/workplace/window_desk.h"
#include "proto/window/first_light_time.h"
#include "proto/window/publication_time.h"

namespace desirepath::workplace {
namespace {

using boost::json::object;
using boost::json::value;
using policy::FirstLightAnswer;

// Of one that is announced.
const char* state_of(const Office& office, std::uint32_t window) {
  absl::StatusOr<store::Database> published =
      publish::open_published(office.paths.published_db().string());
  if (!published.ok()) return "announced";
  const absl::StatusOr<std::vector<std::uint32_t>> windows = publish::list_windows(*published);
  if (!windows.ok() || std::find(windows->begin(), windows->end(), window) == windows->end()) {
    return "announced";
  }
  const absl::StatusOr<std::vector<publish::Block>> line =
      publish::read_blocks(*published, publish::View::kReporting, window, window);
  return line.ok() && !line->empty() ? "shown" : "withheld";
}

// While there are too few devices, the next window may still have one.
const char* state_of(const Office& office, const policy::FirstLightPlan& plan,
                     const policy::Policy& first, const window::Calendar& calendar) {
  if (plan.answer == FirstLightAnswer::kAnnounced) return state_of(office, plan.light.window);
  if (plan.answer == FirstLightAnswer::kTooFew) return "too-small";
  const auto passed = office.curation.setting(policy::kFirstLightPassed);
  const absl::Time next = calendar.begin(calendar.window_at(office.clock()) + 1);
  const bool may_come =
      plan.answer == FirstLightAnswer::kPlanned || window::may_be_announced(calendar, first, next);
  return may_come && !(passed.ok() && passed->has_value()) ? "waiting" : "passed";
}

}  // namespace

std::uint32_t first_told(const policy::Bundle& bundle, const window::Calendar& calendar) {
  if (bundle.first_light) return bundle.first_light->window;
  const std::uint32_t first = first_window(bundle, calendar);
  const absl::Time began = absl::FromUnixSeconds(bundle.policies.front().policy.not_before);
  return calendar.begin(first) < began ? first + 1 : first;
}

absl::Time first_of_grid(const policy::Bundle& bundle, const window::Calendar& calendar) {
  const std::uint32_t first = first_told(bundle, calendar);
  return window::publication_time(calendar, calendar.is_first_light(first) ? first + 1 : first);
}

value first_light_of(const Office& office, const policy::Bundle& bundle,
                     const window::Calendar& calendar) {
  const policy::FirstLightPlan plan = policy::plan_first_light(bundle, calendar, office.clock());
  if (plan.answer == FirstLightAnswer::kNotAsked) return nullptr;
  object told{{"state", state_of(office, plan, bundle.policies.front().policy, calendar)},
              {"devices", policy::first_light_devices(bundle.policy)},
              {"begins", nullptr},
              {"ends", nullptr},
              {"visible", nullptr},
              {"grid_visible", absl::ToUnixSeconds(first_of_grid(bundle, calendar))}};
  if (!bundle.first_light) return told;
  const std::uint32_t window = plan.light.window;
  told["begins"] = absl::ToUnixSeconds(calendar.begin(window));
  told["ends"] = absl::ToUnixSeconds(calendar.end(window));
  told["visible"] = absl::ToUnixSeconds(window::publication_time(calendar, window));
  return told;
}

}  // namespace desirepath::workplace
