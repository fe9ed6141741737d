#pragma once

// A decision of the organisation about one tool, as the history keeps it. Plain values.
//
// `curation_database.h` stores them, the instructions to the devices are made of them, the needs'
// reasons and the tool's page show them.

#include <cstdint>
#include <string>
#include <vector>

#include "proto/policy/policy.h"

namespace desirepath::curation {

struct ScopedStanding {
  std::uint32_t department = policy::kOrganisation;  // kOrganisation: everyone not named
  policy::Standing standing = policy::Standing::kUnreviewed;
  bool operator==(const ScopedStanding&) const = default;
};

struct StandingDecision {
  std::uint32_t tool = 0;
  std::uint32_t effective_window = 0;
  std::int64_t decided = 0;  // unix seconds
  std::string by;            // the account that decided
  std::vector<ScopedStanding> scopes = {};
  std::string reason = {};  // in a sentence; empty where the list it came from had none
  std::int64_t number = 0;  // given by the history
};

}  // namespace desirepath::curation
