// `policy first-light`: how it stands with the first light, and to announce it by hand.

#include <iostream>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "collector/command/deed.h"
#include "collector/command/policy_command.h"
#include "collector/policy/bundle_edit.h"
#include "collector/policy/first_light.h"
#include "proto/window/calendar.h"
#include "proto/window/publication_time.h"
#include "proto/window/time_zone.h"

namespace desirepath::command {
namespace {

using policy::FirstLightAnswer;

std::string words_of(const policy::FirstLightPlan& plan, const policy::Policy& policy) {
  switch (plan.answer) {
    case FirstLightAnswer::kNotAsked:
      return "the policy does not ask it";
    case FirstLightAnswer::kAnnounced:
      return "it is announced";
    case FirstLightAnswer::kTooFew:
      return absl::StrCat("the policy lists too few devices: its figures need ",
                          policy::first_light_devices(policy) + policy.k - 1);
    case FirstLightAnswer::kGridTakesIt:
      return "it is too late this time: the next whole window shows as much";
    case FirstLightAnswer::kPlanned:
      return absl::StrCat("it may be announced now, if ", policy::first_light_devices(policy),
                          " devices hold the policy");
  }
  return "";
}

std::string moment(absl::Time time, const policy::Policy& policy) {
  return absl::FormatTime("%Y-%m-%d %H:%M", time, window::zone_of(policy));
}

absl::Status run(const collector::Settings& settings, bool announce) {
  const absl::Time now = absl::Now();
  absl::StatusOr<policy::Bundle> bundle = policy::load_own_bundle(settings.paths, now);
  if (!bundle.ok()) return bundle.status();
  absl::StatusOr<window::Calendar> calendar = window::Calendar::from(bundle->policy);
  if (!calendar.ok()) return calendar.status();
  const policy::FirstLightPlan plan = policy::plan_first_light(*bundle, *calendar, now);
  if (announce) {
    if (plan.answer != FirstLightAnswer::kPlanned) {
      return absl::FailedPreconditionError(
          absl::StrCat("first light: ", words_of(plan, bundle->policy)));
    }
    if (absl::Status s = policy::announce_first_light(settings.paths, plan.light, now); !s.ok()) {
      return s;
    }
    if (absl::Status s = record_deed(settings, "first-light-announced", ""); !s.ok()) return s;
    std::cout << "first light  announced; devices hear of it at their next contact, and a gate "
                 "elsewhere must be handed the bundle today\n";
  } else {
    std::cout << "first light  " << words_of(plan, bundle->policy) << "\n";
  }
  if (plan.light.window == 0) return absl::OkStatus();
  bundle->policy.first_light = plan.light;
  calendar = window::Calendar::from(bundle->policy);
  if (!calendar.ok()) return calendar.status();
  const std::uint32_t window = plan.light.window;
  std::cout << "begins       " << moment(calendar->begin(window), bundle->policy)
            << "\nends         " << moment(calendar->end(window), bundle->policy)
            << "\npublished    "
            << moment(window::publication_time(*calendar, window), bundle->policy) << "\n";
  return absl::OkStatus();
}

}  // namespace

void add_first_light_command(CLI::App& policy, Invocation& invocation) {
  auto announce = std::make_shared<bool>(false);
  CLI::App* command = add_command(
      policy, "first-light", "needs alone, once at the start: when, and to announce it by hand",
      invocation,
      [announce](const collector::Settings& settings) { return run(settings, *announce); });
  command->add_flag("--announce", *announce,
                    "announce it now; serve does so by itself where the gate is in it");
}

}  // namespace desirepath::command
