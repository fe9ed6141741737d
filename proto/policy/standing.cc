#include "proto/policy/standing.h"

#include <algorithm>
#include <array>

#include "proto/policy/department.h"

namespace desirepath::policy {
namespace {

constexpr std::array<std::string_view, 6> kWords = {"unreviewed", "tolerated",  "piloting",
                                                    "sanctioned", "restricted", "blocked"};

}  // namespace

Standing standing_of(const std::vector<ToolStanding>& standings,
                     const std::vector<Department>& departments, std::uint32_t tool,
                     std::uint32_t department, std::uint32_t window) {
  bool decided = false;
  std::uint32_t newest = 0;
  for (const ToolStanding& entry : standings) {
    if (entry.tool != tool || entry.effective_window > window) continue;
    newest = decided ? std::max(newest, entry.effective_window) : entry.effective_window;
    decided = true;
  }
  if (!decided) return Standing::kUnreviewed;
  for (std::size_t steps = 0; steps <= departments.size() + 1; ++steps) {
    for (const ToolStanding& entry : standings) {
      if (entry.tool != tool || entry.effective_window != newest) continue;
      const auto& named = entry.departments;
      const bool here = department == kOrganisation
                            ? named.empty()
                            : std::find(named.begin(), named.end(), department) != named.end();
      if (here) return entry.standing;
    }
    if (department == kOrganisation) break;
    const Department* place = find_department(departments, department);
    department = place == nullptr ? kOrganisation : place->parent;
  }
  return Standing::kUnreviewed;
}

std::string_view standing_word(Standing standing) {
  return kWords[static_cast<std::size_t>(standing)];
}

bool parse_standing(std::string_view word, Standing& standing) {
  const auto* const found = std::find(kWords.begin(), kWords.end(), word);
  if (found == kWords.end()) return false;
  standing = static_cast<Standing>(found - kWords.begin());
  return true;
}

}  // namespace desirepath::policy
