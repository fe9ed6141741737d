#include "proto/policy/words.h"

#include <array>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "proto/policy/change.h"
#include "proto/policy/department.h"
#include "proto/seal/encoding.h"

namespace desirepath::policy {
namespace {

std::string grid_words(const Policy& policy) {
  switch (policy.profile) {
    case Profile::kWeekly:
      return "weeks";
    case Profile::kSmall:
      return "four weeks at a time";
    case Profile::kDaily:
      return "days";
    case Profile::kLab:
      return absl::StrCat("windows of ", policy.lab_window_seconds, " seconds");
  }
  return "";
}

void add_departments(const Policy& policy, std::vector<std::string>& sentences) {
  const std::uint32_t floor = department_floor(policy);
  std::uint32_t devices = 0;
  for (const Department& department : policy.departments) devices += department.devices;
  sentences.push_back(absl::StrCat(policy.departments.size(), " departments with ", devices,
                                   " devices; below ", floor,
                                   " devices a department reports as the one above it"));
  for (const Department& department : policy.departments) {
    const std::uint32_t above = effective_department(policy, department.number);
    const Department* place = find_department(policy, above);
    const std::string reports = above == department.number ? ""
                                : place == nullptr         ? ", reports as the whole organisation"
                                                           : ", reports as " + place->name;
    sentences.push_back(
        absl::StrCat("  ", department.name, ": ", department.devices, " devices", reports));
  }
}

void add_signers(const Policy& policy, std::vector<std::string>& sentences) {
  sentences.push_back(
      absl::StrCat("signed by the admin (", seal::to_hex(policy.signers.admin), ")"));
  const char* side = policy.no_staff_body ? "and by the auditor, since there is no staff body ("
                                          : "and by the staff side, any one of (";
  std::string keys;
  for (const PublicKey& key : policy.signers.staff) {
    absl::StrAppend(&keys, keys.empty() ? "" : " ", seal::to_hex(key));
  }
  sentences.push_back(absl::StrCat(side, keys, ")"));
  sentences.push_back(absl::StrCat("standings and catalog are signed by the curator (",
                                   seal::to_hex(policy.signers.curation), ")"));
  sentences.push_back(absl::StrCat("sealing keys are signed by the collector (",
                                   seal::to_hex(policy.signers.collector), ")"));
}

}  // namespace

std::vector<std::string> policy_sentences(const Policy& policy) {
  std::vector<std::string> sentences;
  if (policy.lab()) sentences.emplace_back("THIS IS A LAB: its figures are not anonymous");
  sentences.push_back(absl::StrCat("policy ", policy.number, " of ", policy.organisation));
  sentences.push_back(absl::StrCat("holds from ", moment_words(policy.not_before), " to ",
                                   moment_words(policy.ends)));
  sentences.push_back(absl::StrCat("figures are made over ", grid_words(policy),
                                   ", by the clock of ", policy.time_zone));
  sentences.push_back(absl::StrCat("no figure stands for fewer than k = ", policy.k, " devices"));
  if (policy.keep_windows != 0) {
    sentences.push_back(
        absl::StrCat("published figures are kept for ", policy.keep_windows, " windows"));
  }
  if (policy.noise_milli != 0) {
    sentences.push_back(absl::StrCat("exact figures carry noise: discrete Laplace of epsilon ",
                                     policy.noise_milli / 1000.0, " a block, drawn once"));
  }
  if (policy.strict) {
    sentences.emplace_back(
        "figures of needs and of four windows are exact where all their candidates are safe, else "
        "bands");
  }
  sentences.push_back(absl::StrCat("each device sends ", policy.frames_per_window,
                                   " frames a window, used or not; facts wait ", policy.hold_hours,
                                   " hours for a veto"));
  const CountingHours& hours = policy.counting_hours;
  if (hours.first_hour != 0 || hours.last_hour != 24 || hours.weekdays != 0x7f) {
    sentences.push_back(absl::StrCat("outside ", hours.first_hour, " to ", hours.last_hour,
                                     " o'clock, and on ", 7 - __builtin_popcount(hours.weekdays),
                                     " days of the week, nothing is looked at"));
  }
  sentences.emplace_back("devices may be asked:");
  for (std::uint32_t kind : policy.kinds) sentences.push_back("  " + kind_words(kind));
  for (std::uint32_t need : policy.sensitive_needs) {
    sentences.push_back(absl::StrCat("need ", need, ", which is off elsewhere, is asked about"));
  }
  add_departments(policy, sentences);
  if (!policy.observed.empty()) {
    sentences.emplace_back("devices without an agent are counted by gateways, only here:");
    for (const std::string& network : observed_sentences(policy))
      sentences.push_back("  " + network);
  }
  add_signers(policy, sentences);
  return sentences;
}

std::vector<std::string> observed_sentences(const Policy& policy) {
  std::vector<std::string> sentences;
  for (const ObservedNetwork& network : policy.observed) {
    std::string ranges;
    for (const AddressRange& range : network.ranges) {
      absl::StrAppend(&ranges, ranges.empty() ? "" : ", ", to_text(range));
    }
    const Department* department = find_department(policy, network.department);
    sentences.push_back(absl::StrCat(
        ranges, " by gateway ", network.gateway, ", at most ", network.devices, " devices, as ",
        department == nullptr ? "the whole organisation" : department->name,
        network.routed ? "; a device is an address" : "; a device is a hardware address"));
  }
  return sentences;
}

std::string moment_words(std::int64_t unix_seconds) {
  return absl::FormatTime("%Y-%m-%d %H:%M UTC", absl::FromUnixSeconds(unix_seconds),
                          absl::UTCTimeZone());
}

}  // namespace desirepath::policy
