#include "collector/policy/draft.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "absl/status/status.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "collector/policy/observed_file.h"
#include "desirepath/v1/fact.pb.h"
#include "proto/policy/floors.h"
#include "proto/policy/signature.h"
#include "proto/seal/encoding.h"

namespace desirepath::policy {
namespace {

constexpr std::array<const char*, 4> kProfiles = {"weekly", "small", "daily", "lab"};

// The choices as named text: how curation.db keeps them.
std::map<std::string, std::string> text_of(const DraftChoices& choices) {
  std::string staff;
  for (const PublicKey& key : choices.staff) {
    absl::StrAppend(&staff, staff.empty() ? "" : " ", seal::to_hex(key));
  }
  return {{"organisation", choices.organisation},
          {"time_zone", choices.time_zone},
          {"profile", profile_word(choices.profile)},
          {"k", absl::StrCat(choices.k)},
          {"months", absl::StrCat(choices.months)},
          {"no_staff_body", choices.no_staff_body ? "1" : "0"},
          {"first_hour", absl::StrCat(choices.first_hour)},
          {"last_hour", absl::StrCat(choices.last_hour)},
          {"weekdays", absl::StrCat(choices.weekdays)},
          {"lab_window_seconds", absl::StrCat(choices.lab_window_seconds)},
          {"noise_milli", absl::StrCat(choices.noise_milli)},
          {"keep_windows", absl::StrCat(choices.keep_windows)},
          {"strict", choices.strict ? "1" : "0"},
          {"first_light", choices.first_light ? "1" : "0"},
          {"observed", choices.observed},
          {"sensitive_needs", absl::StrJoin(choices.sensitive_needs, " ")},
          {"admin", seal::to_hex(choices.admin)},
          {"curation", seal::to_hex(choices.curation)},
          {"collector", seal::to_hex(choices.collector)},
          {"staff", staff}};
}

class Stored {
 public:
  explicit Stored(std::map<std::string, std::string> values) : values_(std::move(values)) {}
  std::string text(const std::string& name) const { return values_.at(name); }
  std::uint32_t number(const std::string& name) const {
    std::uint32_t value = 0;
    return absl::SimpleAtoi(values_.at(name), &value) ? value : 0;
  }
  std::vector<std::uint32_t> numbers(const std::string& name) const {
    std::vector<std::uint32_t> numbers;
    for (const auto& word : absl::StrSplit(values_.at(name), ' ', absl::SkipEmpty())) {
      std::uint32_t value = 0;
      if (absl::SimpleAtoi(word, &value)) numbers.push_back(value);
    }
    return numbers;
  }
  PublicKey key(const std::string& name) const {
    return seal::key_from_hex(values_.at(name)).value_or(PublicKey{});
  }

 private:
  std::map<std::string, std::string> values_;
};

}  // namespace

std::vector<std::uint32_t> default_kinds() {
  return {v1::FACT_KIND_HEARTBEAT,      v1::FACT_KIND_TOOL_WEEK, v1::FACT_KIND_TOOL_PERIOD,
          v1::FACT_KIND_RETENTION,      v1::FACT_KIND_NEED_WEEK, v1::FACT_KIND_DISPLACEMENT,
          v1::FACT_KIND_VISIBILITY_WEEK};
}

absl::StatusOr<v1::Policy> make_draft(const DraftChoices& choices,
                                      const std::vector<Department>& departments,
                                      absl::Time begins) {
  const bool lab = choices.lab_window_seconds != 0;
  v1::Policy draft;
  draft.set_organisation(choices.organisation);
  draft.set_time_zone(choices.time_zone);
  draft.set_profile(
      lab ? v1::PROFILE_LAB
          : static_cast<v1::Profile>(static_cast<int>(choices.profile) + v1::PROFILE_WEEKLY));
  draft.set_k(choices.k);
  // Below the compiled floor of k a lab shows everything, so its departments are shown too.
  draft.set_department_floor(lab && choices.k < kKFloor ? choices.k : kDepartmentFloor);
  draft.set_frames_per_window(kFramesPerWindow);
  for (std::uint32_t kind : default_kinds()) draft.add_kinds()->set_kind(kind);
  if (choices.first_light && choices.profile != Profile::kDaily) {
    draft.add_kinds()->set_kind(v1::FACT_KIND_FIRST_LIGHT);
  }
  for (const Department& department : departments) {
    v1::Department& message = *draft.add_departments();
    message.set_number(department.number);
    message.set_id(department.id);
    message.set_name(department.name);
    message.set_parent(department.parent);
    message.set_devices(department.devices);
  }
  draft.set_admin_key(field_of(choices.admin));
  draft.set_curation_key(field_of(choices.curation));
  draft.set_collector_key(field_of(choices.collector));
  for (const PublicKey& key : choices.staff) draft.add_staff_keys(field_of(key));
  draft.set_noise_milli(choices.noise_milli);
  draft.set_keep_windows(choices.keep_windows);
  draft.set_strict(choices.strict);
  for (std::uint32_t need : choices.sensitive_needs) draft.add_sensitive_needs(need);
  const absl::StatusOr<std::vector<v1::ObservedNetwork>> observed =
      read_observed(choices.observed, departments);
  if (!observed.ok()) return observed.status();
  for (const v1::ObservedNetwork& network : *observed) {
    *draft.add_observed_without_agent() = network;
  }
  draft.set_no_staff_body(choices.no_staff_body);
  draft.set_not_before(absl::ToUnixSeconds(begins));
  const std::int64_t seconds = std::int64_t{choices.months} * 365 * 86400 / 12;
  draft.set_ends(absl::ToUnixSeconds(begins) + std::min(seconds, kLongestSeconds));
  if (lab) {
    draft.mutable_lab()->set_window_seconds(choices.lab_window_seconds);
    return draft;
  }
  draft.set_hold_hours(kHoldHoursFloor);
  draft.mutable_counting_hours()->set_first_hour(choices.first_hour);
  draft.mutable_counting_hours()->set_last_hour(choices.last_hour);
  draft.mutable_counting_hours()->set_weekdays(choices.weekdays);
  return draft;
}

absl::StatusOr<DraftChoices> load_choices(curation::CurationDatabase& curation) {
  DraftChoices choices;
  std::map<std::string, std::string> values = text_of(choices);
  std::set<std::string> kept;
  for (auto& [name, value] : values) {
    const auto stored = curation.setting("draft." + name);
    if (!stored.ok()) return stored.status();
    if (!stored->has_value()) continue;
    value = **stored;
    kept.insert(name);
  }
  // An installation from before there was a first light is past its beginning: nothing to widen.
  if (!kept.empty() && !kept.contains("first_light")) values["first_light"] = "0";
  const Stored from(values);
  choices.organisation = from.text("organisation");
  choices.time_zone = from.text("time_zone");
  const absl::StatusOr<Profile> profile = parse_profile(from.text("profile"));
  if (!profile.ok()) return profile.status();
  choices.profile = *profile;
  choices.k = from.number("k");
  choices.months = from.number("months");
  choices.no_staff_body = from.number("no_staff_body") != 0;
  choices.first_hour = from.number("first_hour");
  choices.last_hour = from.number("last_hour");
  choices.weekdays = from.number("weekdays");
  choices.lab_window_seconds = from.number("lab_window_seconds");
  choices.noise_milli = from.number("noise_milli");
  choices.keep_windows = from.number("keep_windows");
  choices.strict = from.number("strict") != 0;
  choices.first_light = from.number("first_light") != 0;
  choices.observed = from.text("observed");
  choices.sensitive_needs = from.numbers("sensitive_needs");
  choices.admin = from.key("admin");
  choices.curation = from.key("curation");
  choices.collector = from.key("collector");
  choices.staff.clear();
  for (const auto& word : absl::StrSplit(from.text("staff"), ' ', absl::SkipEmpty())) {
    const absl::StatusOr<seal::Key> key = seal::key_from_hex(std::string(word));
    if (!key.ok()) return key.status();
    choices.staff.push_back(*key);
  }
  return choices;
}

absl::Status save_choices(const DraftChoices& choices, curation::CurationDatabase& curation) {
  for (const auto& [name, value] : text_of(choices)) {
    if (absl::Status s = curation.set_setting("draft." + name, value); !s.ok()) return s;
  }
  return absl::OkStatus();
}

absl::StatusOr<Profile> parse_profile(const std::string& word) {
  for (std::size_t i = 0; i < kProfiles.size(); ++i) {
    if (word == kProfiles[i]) return static_cast<Profile>(i);
  }
  return absl::InvalidArgumentError(
      absl::StrCat("\"", word, "\" is no profile, choose weekly, small or daily"));
}

std::string profile_word(Profile profile) { return kProfiles[static_cast<std::size_t>(profile)]; }

}  // namespace desirepath::policy
