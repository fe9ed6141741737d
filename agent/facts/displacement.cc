#include "agent/facts/displacement.h"

#include <algorithm>
#include <map>
#include <optional>

#include "agent/facts/use.h"

namespace desirepath::facts {
namespace {

// Use of all tools of one side of a need, over the spans of windows the rules ask about.
struct Side {
  bool now = false;     // W
  bool recent = false;  // W-4…W-1
  bool since = false;   // W-3…W
  bool before = false;  // W-8…W-5
  bool ever = false;    // in the diary
  bool login = false;   // its login host, W-8…W
};

struct Need {
  Side offered;
  Side other;
};

bool used_between(const Inputs& inputs, const diary::ToolDays& tool, int oldest, int newest) {
  for (int ago = newest; ago <= oldest; ++ago) {
    if (use_of(tool, days_of(inputs, ago)).use == Use::kOwner) return true;
  }
  return false;
}

void add(const Inputs& inputs, const diary::ToolDays& tool, Side& side) {
  side.now |= used_between(inputs, tool, 0, 0);
  side.recent |= used_between(inputs, tool, 4, 1);
  side.since |= used_between(inputs, tool, 3, 0);
  side.before |= used_between(inputs, tool, 8, 5);
  side.ever |= tool.first_owner_day >= 0 || used_between(inputs, tool, 8, 0);
  side.login |= tool.login.any(days_of(inputs, 8, 0));
}

// What is offered to a department: the standing that took effect last decides.
bool offered(const Inputs& inputs, std::uint32_t tool) {
  const policy::ToolStanding* latest = nullptr;
  for (const policy::ToolStanding& standing : inputs.standings) {
    if (standing.tool != tool || standing.effective_window > inputs.window) continue;
    const auto& scope = standing.departments;
    if (!scope.empty() && std::find(scope.begin(), scope.end(), inputs.department) == scope.end())
      continue;
    if (latest == nullptr || standing.effective_window >= latest->effective_window)
      latest = &standing;
  }
  return latest != nullptr && (latest->standing == policy::Standing::kSanctioned ||
                               latest->standing == policy::Standing::kPiloting);
}

Displacement only_other(const Need& need, std::int64_t age) {
  const Side& offer = need.offered;
  if (offer.before && !offer.since) return Displacement::kLeftOffered;
  if (offer.recent) return Displacement::kBoth;
  if (offer.ever) return Displacement::kLeftOffered;
  if (offer.login) return Displacement::kOnlyLogin;
  return age >= kGrownDiary ? Displacement::kOnlyOther : Displacement::kTooEarly;
}

std::optional<Displacement> judge(const Need& need, std::int64_t age) {
  const Side& offer = need.offered;
  const Side& other = need.other;
  if (offer.now && other.now) return Displacement::kBoth;
  if (offer.now) {
    return other.before && !other.since ? Displacement::kCameToOffered : Displacement::kOnlyOffered;
  }
  if (other.now) return only_other(need, age);
  if (offer.before && !offer.since) return Displacement::kStoppedOffered;
  if (other.before && !other.since) return Displacement::kStoppedOther;
  return std::nullopt;
}

}  // namespace

void displacement(const Inputs& inputs, Facts& facts) {
  std::map<std::uint32_t, Need> needs;
  for (const diary::ToolDays& tool : inputs.diary.tools) {
    const std::uint32_t number = inputs.need_of(tool.tool);
    if (number == 0) continue;
    Need& need = needs[number];
    const bool is_offered = offered(inputs, tool.tool);
    add(inputs, tool, is_offered ? need.offered : need.other);
  }
  for (const auto& [number, need] : needs) {
    if (const auto value = judge(need, diary_age(inputs))) {
      facts.push_back(
          fact_of(inputs, v1::FACT_KIND_DISPLACEMENT, number, static_cast<std::uint32_t>(*value)));
    }
  }
}

}  // namespace desirepath::facts
