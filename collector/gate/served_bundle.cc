#include "collector/gate/served_bundle.h"

#include <absl/strings/str_cat.h>

#include <algorithm>
#include <fstream>
#include <sstream>
#include <utility>

#include "desirepath/v1/policy.pb.h"
#include "proto/policy/observed_network.h"
#include "proto/seal/hash.h"

namespace desirepath::gate {
namespace {

// A policy may ask for more than the default, never for less than this outside a lab.
constexpr std::uint32_t kFloor = 5;
constexpr std::uint32_t kMostObserved = policy::kMostObservedDevices;

// As the key log announces it; the devices check it.
std::optional<policy::FirstLight> first_light_of(const v1::PolicyBundle& bundle) {
  for (const v1::SignedDocument& document : bundle.key_log()) {
    v1::KeyLogEntry entry;
    if (!entry.ParseFromString(document.payload()) || !entry.has_first_light()) continue;
    return policy::FirstLight{entry.first_light().window(),
                              static_cast<std::int32_t>(entry.first_light().first_day())};
  }
  return std::nullopt;
}

std::optional<window::Calendar> calendar_of(const v1::Policy& policy,
                                            std::optional<policy::FirstLight> light) {
  policy::Profile profile = policy::Profile::kWeekly;
  if (policy.profile() == v1::PROFILE_SMALL) profile = policy::Profile::kSmall;
  if (policy.profile() == v1::PROFILE_DAILY) profile = policy::Profile::kDaily;
  if (policy.has_lab()) profile = policy::Profile::kLab;
  absl::StatusOr<window::Calendar> calendar =
      window::Calendar::make(profile, policy.time_zone(), policy.lab().window_seconds(), light);
  if (!calendar.ok()) return std::nullopt;
  return *std::move(calendar);
}

}  // namespace

absl::StatusOr<ServedBundle> parse_bundle(std::string octets) {
  v1::PolicyBundle bundle;
  if (!bundle.ParseFromString(octets)) return absl::DataLossError("policy bundle: not understood");
  ServedBundle served;
  served.hash = seal::hash(octets);
  if (bundle.policies_size() > 0) {
    v1::Policy policy;
    if (!policy.ParseFromString(bundle.policies(bundle.policies_size() - 1).payload())) {
      return absl::DataLossError("policy bundle: its newest policy is not understood");
    }
    served.lab = policy.has_lab();
    served.k = served.lab ? std::max(policy.k(), 1U) : std::max(policy.k(), kFloor);
    served.signers = policy.admin_key();
    for (const std::string& key : policy.staff_keys()) served.signers += key;
    for (const v1::ObservedNetwork& network : policy.observed_without_agent()) {
      std::uint32_t& devices = served.observed[network.gateway()];
      devices = std::min(devices + std::min(network.devices(), kMostObserved), kMostObserved);
    }
    served.calendar = calendar_of(policy, first_light_of(bundle));
  }
  for (const v1::SignedDocument& document : bundle.key_log()) {
    v1::KeyLogEntry entry;
    if (entry.ParseFromString(document.payload())) served.windows.insert(entry.window());
  }
  served.octets = std::move(octets);
  return served;
}

std::shared_ptr<const ServedBundle> BundleFile::current() {
  const absl::MutexLock lock(&mutex_);
  std::error_code error;
  Stamp stamp;
  stamp.time = std::filesystem::last_write_time(path_, error);
  if (error) return bundle_;
  stamp.size = std::filesystem::file_size(path_, error);
  if (error || stamp == stamp_) return bundle_;
  absl::StatusOr<std::string> octets = read_file(path_);
  absl::StatusOr<ServedBundle> served =
      octets.ok() ? parse_bundle(*std::move(octets)) : octets.status();
  stamp_ = stamp;
  if (!served.ok()) {
    ++failures_;
    return bundle_;
  }
  bundle_ = std::make_shared<const ServedBundle>(*std::move(served));
  return bundle_;
}

std::uint64_t BundleFile::failures() const {
  const absl::MutexLock lock(&mutex_);
  return failures_;
}

absl::StatusOr<std::string> read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    return absl::NotFoundError(
        absl::StrCat(path.string(), ": cannot be read: check that it exists and its mode"));
  }
  std::ostringstream content;
  content << file.rdbuf();
  if (file.bad()) return absl::UnavailableError(absl::StrCat(path.string(), ": cannot be read"));
  return content.str();
}

}  // namespace desirepath::gate
