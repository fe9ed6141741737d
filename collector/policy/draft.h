#pragma once

// `make_draft` writes what the organisation would ask of its devices, ready to be signed.
//
// `init` and `policy draft` make one; the choices behind it are kept in curation.db, so that a
// draft can be made again when departments or headcounts have changed. Nothing here signs.
//
// Source: privacy.md, Decisions 3, 6 and 12; product.md, section 5 "Sizes".

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "collector/curation/curation_database.h"
#include "desirepath/v1/policy.pb.h"
#include "proto/policy/policy.h"

namespace desirepath::policy {

// What `policy draft` may set. Department list and headcounts come from curation.db.
struct DraftChoices {
  std::string organisation = "This organisation";
  std::string time_zone = "Europe/Helsinki";
  Profile profile = Profile::kWeekly;
  std::uint32_t k = 10;
  std::uint32_t months = 12;
  bool no_staff_body = false;
  std::uint32_t first_hour = 6;
  std::uint32_t last_hour = 20;
  std::uint32_t weekdays = 0x1f;         // Monday to Friday
  std::uint32_t lab_window_seconds = 0;  // 0: no lab
  std::uint32_t noise_milli = 0;         // epsilon in thousandths; 0: no noise
  std::uint32_t keep_windows = 0;        // published windows that are kept; 0: all
  bool strict = false;                   // exact figures of needs and of four windows
  bool first_light = true;               // needs alone, once at the start (weekly and small)
  std::string observed;  // networks gateways count on (observed_file.h); empty: none
  std::vector<std::uint32_t> sensitive_needs;  // private by nature, and asked about nevertheless
  PublicKey admin{};
  PublicKey curation{};
  PublicKey collector{};
  std::vector<PublicKey> staff;
};

// The kinds of fact this installation asks for unless somebody narrows it, the first light apart.
std::vector<std::uint32_t> default_kinds();

// kInvalidArgument: the observed networks name a department that is not in the list.
absl::StatusOr<v1::Policy> make_draft(const DraftChoices& choices,
                                      const std::vector<Department>& departments,
                                      absl::Time begins);

// As kept in curation.db; the defaults where nothing was chosen.
absl::StatusOr<DraftChoices> load_choices(curation::CurationDatabase& curation);
absl::Status save_choices(const DraftChoices& choices, curation::CurationDatabase& curation);

absl::StatusOr<Profile> parse_profile(const std::string& word);
std::string profile_word(Profile profile);

}  // namespace desirepath::policy
