#include "proto/policy/floors.h"

#include <algorithm>
#include <array>
#include <set>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "desirepath/v1/fact.pb.h"
#include "proto/policy/signature.h"

namespace desirepath::policy {
namespace {

// STAR and VOICE are reserved: their numbers exist, this program cannot be asked for them.
constexpr std::array<std::uint32_t, 13> kKinds = {
    v1::FACT_KIND_HEARTBEAT,       v1::FACT_KIND_TOOL_WEEK,   v1::FACT_KIND_TOOL_PERIOD,
    v1::FACT_KIND_TOOL_DAY,        v1::FACT_KIND_RETENTION,   v1::FACT_KIND_NEED_WEEK,
    v1::FACT_KIND_DISPLACEMENT,    v1::FACT_KIND_PAIR,        v1::FACT_KIND_PAIR_FLOW,
    v1::FACT_KIND_VISIBILITY_WEEK, v1::FACT_KIND_UPLOAD_WEEK, v1::FACT_KIND_RULE_WEEK,
    v1::FACT_KIND_FIRST_LIGHT};

template <typename... Parts>
absl::Status refuse(const v1::Policy& message, const Parts&... parts) {
  return absl::InvalidArgumentError(absl::StrCat("policy ", message.number(), ": ", parts...));
}

absl::Status check_departments(const v1::Policy& message) {
  if (message.departments_size() > static_cast<int>(kMaximumDepartments)) {
    return refuse(message, "more than ", kMaximumDepartments, " departments, join some");
  }
  std::set<std::uint32_t> numbers;
  std::set<std::string> ids;
  for (const v1::Department& department : message.departments()) {
    // A parent stands before its children: so there is no circle, and one pass sees all.
    const bool parent_known =
        department.parent() == kOrganisation || numbers.count(department.parent()) == 1;
    if (department.id().empty() || department.number() == kOrganisation || !parent_known) {
      return refuse(message, "department \"", department.id(),
                    "\" needs an id, a number above 0 and a parent listed before it");
    }
    if (!numbers.insert(department.number()).second || !ids.insert(department.id()).second) {
      return refuse(message, "department \"", department.id(),
                    "\" is listed twice, each number and id stands for one");
    }
  }
  return absl::OkStatus();
}

absl::Status check_keys(const v1::Policy& message) {
  const auto valid = [](const std::string& key) { return key.size() == PublicKey{}.size(); };
  if (!valid(message.admin_key()) || !valid(message.curation_key()) ||
      !valid(message.collector_key())) {
    return refuse(message, "names no admin, curation or collector key of 32 octets");
  }
  if (message.staff_keys().empty() ||
      message.staff_keys_size() > static_cast<int>(kMaximumStaffKeys)) {
    return refuse(message, "needs one to three keys of the staff side (or the auditor's)");
  }
  for (const std::string& key : message.staff_keys()) {
    if (!valid(key)) return refuse(message, "names a staff key that is not 32 octets");
    if (key == message.admin_key()) {
      return refuse(message, "names the admin key as staff key, two hands need two keys");
    }
  }
  return absl::OkStatus();
}

absl::Status check_numbers(const v1::Policy& message, bool lab) {
  if (!lab && message.k() < kKFloor) {
    return refuse(message, "k = ", message.k(), " is below the floor of ", kKFloor);
  }
  if (!lab && message.department_floor() < kDepartmentFloor) {
    return refuse(message, "department floor ", message.department_floor(), " is below ",
                  kDepartmentFloor);
  }
  if (lab && message.k() < 1) return refuse(message, "k = 0 counts nobody, use 1 or more");
  if (message.noise_milli() != 0 &&
      (message.noise_milli() < kLeastNoise || message.noise_milli() > kMostNoise)) {
    return refuse(message, "noise of ", message.noise_milli(), " thousandths, use ", kLeastNoise,
                  " to ", kMostNoise, ", or 0 for none");
  }
  if (message.strict() && message.noise_milli() != 0) {
    return refuse(message, "wants exact figures of needs and noise on exact figures, choose one");
  }
  if (message.keep_windows() != 0 && message.keep_windows() < kFewestKept) {
    return refuse(message, "keeps ", message.keep_windows(), " published windows, use ",
                  kFewestKept, " or more, or 0 for all");
  }
  if (message.frames_per_window() != kFramesPerWindow) {
    return refuse(message, message.frames_per_window(), " frames a window, every device sends ",
                  kFramesPerWindow);
  }
  if (!lab && message.hold_hours() < kHoldHoursFloor) {
    return refuse(message, "a veto needs ", kHoldHoursFloor, " hours, the policy leaves ",
                  message.hold_hours());
  }
  for (const v1::FactKindSetting& setting : message.kinds()) {
    if (!is_compiled_kind(setting.kind())) {
      return refuse(message, "asks for facts of kind ", setting.kind(),
                    ", which this program does not have");
    }
  }
  return absl::OkStatus();
}

absl::Status check_times(const v1::Policy& message) {
  if (message.not_before() < 0 || message.ends() <= message.not_before() ||
      message.ends() - message.not_before() > kLongestSeconds) {
    return refuse(message, "must end after its beginning and within 12 months of it");
  }
  absl::TimeZone zone;
  if (message.time_zone().empty() || !absl::LoadTimeZone(message.time_zone(), &zone)) {
    return refuse(message, "time zone \"", message.time_zone(),
                  "\" is not known here, name one like Europe/Helsinki");
  }
  const v1::CountingHours& hours = message.counting_hours();
  if (message.has_counting_hours() &&
      (hours.first_hour() >= hours.last_hour() || hours.last_hour() > 24 || hours.weekdays() == 0 ||
       hours.weekdays() > 0x7f)) {
    return refuse(message, "counting hours must be a span within a day on one weekday or more");
  }
  return absl::OkStatus();
}

absl::Status check_profile(const v1::Policy& message, bool allow_lab) {
  const bool lab = message.has_lab() || message.profile() == v1::PROFILE_LAB;
  if (lab && !allow_lab) {
    return refuse(message,
                  "is a lab's, its figures are not anonymous; start with lab = true to "
                  "take part");
  }
  if (lab != (message.has_lab() && message.profile() == v1::PROFILE_LAB) ||
      (lab && (message.lab().window_seconds() < kShortestLabWindow ||
               message.lab().window_seconds() > kLongestLabWindow))) {
    return refuse(message, "a lab needs its profile and windows of ", kShortestLabWindow, " to ",
                  kLongestLabWindow, " seconds");
  }
  if (message.profile() < v1::PROFILE_WEEKLY || message.profile() > v1::PROFILE_LAB) {
    return refuse(message, "profile ", static_cast<int>(message.profile()),
                  " is unknown, use weekly, small or daily");
  }
  return absl::OkStatus();
}

Policy value_of(const v1::Policy& message) {
  Policy value;
  value.number = message.number();
  value.organisation = message.organisation();
  value.time_zone = message.time_zone();
  value.profile = static_cast<Profile>(message.profile() - v1::PROFILE_WEEKLY);
  value.k = message.k();
  value.department_floor = message.department_floor();
  value.frames_per_window = message.frames_per_window();
  for (const auto& setting : message.kinds()) value.kinds.push_back(setting.kind());
  for (const auto& department : message.departments()) {
    value.departments.push_back({department.number(), department.id(), department.name(),
                                 department.parent(), department.devices()});
  }
  value.no_staff_body = message.no_staff_body();
  value.not_before = message.not_before();
  value.ends = message.ends();
  value.lab_window_seconds = message.lab().window_seconds();
  value.hold_hours = message.hold_hours();
  value.noise_milli = message.noise_milli();
  value.keep_windows = message.keep_windows();
  value.strict = message.strict();
  if (message.has_counting_hours()) {
    value.counting_hours = {message.counting_hours().first_hour(),
                            message.counting_hours().last_hour(),
                            message.counting_hours().weekdays()};
  }
  value.sensitive_needs.assign(message.sensitive_needs().begin(), message.sensitive_needs().end());
  value.signers.admin = key_of(message.admin_key());
  for (const std::string& key : message.staff_keys()) value.signers.staff.push_back(key_of(key));
  value.signers.curation = key_of(message.curation_key());
  value.signers.collector = key_of(message.collector_key());
  return value;
}

}  // namespace

bool is_compiled_kind(std::uint32_t kind) {
  return std::find(kKinds.begin(), kKinds.end(), kind) != kKinds.end();
}

absl::StatusOr<Policy> check_policy(const v1::Policy& message, bool allow_lab) {
  if (message.number() == 0 || message.organisation().empty()) {
    return refuse(message, "needs a number above 0 and the name of the organisation");
  }
  if (absl::Status s = check_profile(message, allow_lab); !s.ok()) return s;
  if (absl::Status s = check_numbers(message, message.has_lab()); !s.ok()) return s;
  if (absl::Status s = check_times(message); !s.ok()) return s;
  if (absl::Status s = check_keys(message); !s.ok()) return s;
  if (absl::Status s = check_departments(message); !s.ok()) return s;
  absl::StatusOr<std::vector<ObservedNetwork>> observed =
      check_observed(message, message.has_lab() ? 1 : kDepartmentFloor);
  if (!observed.ok()) return refuse(message, observed.status().message());
  Policy value = value_of(message);
  value.observed = *std::move(observed);
  return value;
}

}  // namespace desirepath::policy
