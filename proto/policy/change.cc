#include "proto/policy/change.h"

#include <algorithm>
#include <array>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "proto/fields/field_register.h"
#include "proto/policy/department.h"

namespace desirepath::policy {
namespace {

constexpr std::array<const char*, 4> kProfiles = {"weeks", "four weeks", "days", "lab windows"};

std::string day_of(std::int64_t unix_seconds) {
  return absl::FormatTime("%Y-%m-%d", absl::FromUnixSeconds(unix_seconds), absl::UTCTimeZone());
}

class Comparison {
 public:
  // A number of which less (or more) asks for more.
  template <typename Number>
  void number(const char* what, Number before, Number after, bool less_widens) {
    if (before == after) return;
    add(absl::StrCat(what, " is ", after, " instead of ", before), (after < before) == less_widens);
  }
  void add(std::string words, bool widens) { changes_.push_back({std::move(words), widens}); }
  std::vector<Change> take() { return std::move(changes_); }

 private:
  std::vector<Change> changes_;
};

void compare_kinds(const Policy& before, const Policy& after, Comparison& to) {
  const std::set<std::uint32_t> old(before.kinds.begin(), before.kinds.end());
  const std::set<std::uint32_t> now(after.kinds.begin(), after.kinds.end());
  for (std::uint32_t kind : now) {
    if (old.count(kind) == 0) to.add("newly asked: " + kind_words(kind), true);
  }
  for (std::uint32_t kind : old) {
    if (now.count(kind) == 0) to.add("no longer asked: " + kind_words(kind), false);
  }
  const std::set<std::uint32_t> old_needs(before.sensitive_needs.begin(),
                                          before.sensitive_needs.end());
  const std::set<std::uint32_t> needs(after.sensitive_needs.begin(), after.sensitive_needs.end());
  for (std::uint32_t need : needs) {
    if (old_needs.count(need) == 0) {
      to.add(absl::StrCat("need ", need, ", off until now, is asked about"), true);
    }
  }
  for (std::uint32_t need : old_needs) {
    if (needs.count(need) == 0) {
      to.add(absl::StrCat("need ", need, " is no longer asked about"), false);
    }
  }
}

void compare_departments(const Policy& before, const Policy& after, Comparison& to) {
  for (const Department& department : after.departments) {
    const Department* old = find_department(before, department.number);
    if (old == nullptr) {
      to.add(absl::StrCat("department ", department.name, " is new, with ", department.devices,
                          " devices"),
             true);
    } else if (old->id != department.id || old->parent != department.parent) {
      to.add(absl::StrCat("department ", department.name, " has another place"), true);
    } else if (old->devices != department.devices) {
      // A larger headcount could make a small group visible on paper.
      to.add(absl::StrCat("department ", department.name, " has ", department.devices,
                          " devices instead of ", old->devices),
             department.devices > old->devices);
    }
  }
  for (const Department& department : before.departments) {
    if (find_department(after, department.number) == nullptr) {
      to.add(absl::StrCat("department ", department.name, " is gone, its devices report above it"),
             false);
    }
  }
}

void compare_signers(const Signers& before, const Signers& after, Comparison& to) {
  if (before.admin != after.admin) to.add("the admin signs with another key", true);
  if (std::set(before.staff.begin(), before.staff.end()) !=
      std::set(after.staff.begin(), after.staff.end())) {
    to.add("the staff side signs with other keys", true);
  }
  if (before.curation != after.curation) to.add("the curator signs with another key", true);
  if (before.collector != after.collector) to.add("the collector signs with another key", true);
}

void compare_hours(const CountingHours& before, const CountingHours& after, Comparison& to) {
  if (before.first_hour == after.first_hour && before.last_hour == after.last_hour &&
      before.weekdays == after.weekdays) {
    return;
  }
  const bool wider = after.first_hour < before.first_hour || after.last_hour > before.last_hour ||
                     (after.weekdays & ~before.weekdays) != 0;
  to.add(absl::StrCat("devices count from ", after.first_hour, " to ", after.last_hour,
                      " o'clock on ", __builtin_popcount(after.weekdays), " days a week"),
         wider);
}

std::string observed_words(const ObservedNetwork& network) {
  std::string words;
  for (const AddressRange& range : network.ranges) {
    absl::StrAppend(&words, words.empty() ? "" : ", ", to_text(range));
  }
  return absl::StrCat("devices without an agent on ", words);
}

const ObservedNetwork* counterpart(const Policy& policy, const ObservedNetwork& network) {
  for (const ObservedNetwork& other : policy.observed) {
    if (other.gateway == network.gateway && other.department == network.department &&
        other.routed == network.routed) {
      return &other;
    }
  }
  return nullptr;
}

void compare_observed(const Policy& before, const Policy& after, Comparison& to) {
  for (const ObservedNetwork& network : after.observed) {
    const ObservedNetwork* old = counterpart(before, network);
    if (old != nullptr && old->ranges == network.ranges && old->devices == network.devices)
      continue;
    const bool same_places =
        old != nullptr && std::all_of(network.ranges.begin(), network.ranges.end(), [&](auto& one) {
          return std::count(old->ranges.begin(), old->ranges.end(), one) != 0;
        });
    to.add(absl::StrCat(observed_words(network), " are counted by gateway ", network.gateway, ", ",
                        network.devices, " at most",
                        old == nullptr ? ""
                                       : absl::StrCat(", instead of ", old->devices, " on ",
                                                      old->ranges.size(), " ranges")),
           !same_places || network.devices > old->devices);
  }
  for (const ObservedNetwork& network : before.observed) {
    if (counterpart(after, network) == nullptr) {
      to.add(absl::StrCat(observed_words(network), " are no longer counted"), false);
    }
  }
}

}  // namespace

std::vector<Change> changes_between(const Policy& before, const Policy& after) {
  Comparison to;
  if (before.organisation != after.organisation) {
    to.add("the organisation is called " + after.organisation, false);
  }
  if (before.profile != after.profile || before.lab_window_seconds != after.lab_window_seconds) {
    to.add(
        absl::StrCat("figures are made over ", kProfiles[static_cast<std::size_t>(after.profile)]),
        after.profile != Profile::kSmall);
  }
  if (before.time_zone != after.time_zone) {
    to.add("windows follow the clock of " + after.time_zone, true);
  }
  to.number("the smallest number shown, k,", before.k, after.k, true);
  to.number("the smallest department", before.department_floor, after.department_floor, true);
  to.number("the time for a veto in hours", before.hold_hours, after.hold_hours, true);
  if (before.keep_windows != after.keep_windows) {
    to.add(after.keep_windows == 0
               ? "published figures are kept without end"
               : absl::StrCat("published figures are kept for ", after.keep_windows, " windows"),
           after.keep_windows == 0 ||
               (before.keep_windows != 0 && after.keep_windows > before.keep_windows));
  }
  if (before.noise_milli != after.noise_milli) {
    to.add(after.noise_milli == 0
               ? "exact figures carry no noise any more"
               : absl::StrCat("exact figures carry noise of epsilon ", after.noise_milli / 1000.0),
           after.noise_milli == 0 ||
               (before.noise_milli != 0 && after.noise_milli > before.noise_milli));
  }
  if (before.strict != after.strict) {
    to.add(after.strict ? "figures of needs and of four windows may be exact, where all their "
                          "candidates are safe, instead of bands"
                        : "figures of needs and of four windows are bands only",
           after.strict);
  }
  compare_kinds(before, after, to);
  compare_hours(before.counting_hours, after.counting_hours, to);
  compare_departments(before, after, to);
  compare_observed(before, after, to);
  compare_signers(before.signers, after.signers, to);
  if (before.no_staff_body != after.no_staff_body) {
    to.add(after.no_staff_body ? "the organisation says it has no staff body, the auditor signs"
                               : "a staff body signs instead of the auditor",
           after.no_staff_body);
  }
  if (before.ends != after.ends) {
    to.add("the policy ends on " + day_of(after.ends) + " instead of " + day_of(before.ends),
           after.ends > before.ends);
  }
  return to.take();
}

bool widens(const Policy& before, const Policy& after) {
  const std::vector<Change> changes = changes_between(before, after);
  return std::any_of(changes.begin(), changes.end(), [](const Change& c) { return c.widens; });
}

std::string kind_words(std::uint32_t kind, fields::Language language) {
  const std::string_view words = fields::text(language, fields::kind_name(kind));
  return words.empty() ? absl::StrCat("kind ", kind) : std::string(words);
}

}  // namespace desirepath::policy
