#pragma once

// The organisation's word on a tool, for one department in one window.
//
// The agent's displacement facts and ledger, and the collector's needs, ask it. All entries of one
// tool with the same effective window are one decision; the newest decision that is effective
// counts, whole. In it the department's own entry wins, then its parents', then the one for
// everyone; a tool without any is unreviewed.
//
// Source: product.md, section 2 (standing); policy.proto, ToolStanding. Threads: pure functions.

#include <cstdint>
#include <string_view>
#include <vector>

#include "proto/policy/policy.h"

namespace desirepath::policy {

// `departments`: the policy's, for who is whose parent.
Standing standing_of(const std::vector<ToolStanding>& standings,
                     const std::vector<Department>& departments, std::uint32_t tool,
                     std::uint32_t department, std::uint32_t window);

// S of the displacement facts: what the organisation offers for a need.
constexpr bool is_offered(Standing standing) {
  return standing == Standing::kSanctioned || standing == Standing::kPiloting;
}

// "sanctioned" and the like, as in files and on pages; `parse_standing` gives false for no such
// word.
std::string_view standing_word(Standing standing);
bool parse_standing(std::string_view word, Standing& standing);

}  // namespace desirepath::policy
