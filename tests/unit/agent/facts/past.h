#pragma once

// `Past` builds a device's diary week by week, seen from the window that closes (kWindow), for the
// tests of the facts.
//
// "ago" is in windows before the closing one. Tools 11 to 19 serve need 1, tools 21 to 29 need 2.
// The department is 1
// ("Sales", 40 devices).

#include <algorithm>
#include <cstdint>
#include <vector>

#include "agent/facts/inputs.h"

namespace desirepath::facts {

constexpr std::uint32_t kWindow = 2959;  // the last of a four-week period: 2959 % 4 == 3

class Past {
 public:
  explicit Past(int windows_old = 20) {
    diary_.began_day = first_day(windows_old - 1);
    diary_.today = first_day(0) + 7;
    for (std::int32_t day = std::max(diary_.began_day, diary_.today - 127); day <= diary_.today;
         ++day) {
      diary_.present.set(day);
    }
    policy_.number = 7;
    policy_.kinds = {1, 2, 3, 5, 6, 7, 8, 10, 11};
    policy_.departments = {{1, "sales", "Sales", 0, 40}, {2, "key-accounts", "Key Accounts", 1, 6}};
  }

  static std::int32_t first_day(int ago) { return (static_cast<std::int32_t>(kWindow) - ago) * 7; }

  Past& owner(std::uint32_t tool, int ago, int days = 1) {
    diary::ToolDays& entry = tool_in(tool);
    for (int day = 0; day < days; ++day) entry.owner.set(first_day(ago) + day);
    const std::int32_t first = first_day(ago);
    entry.first_owner_day =
        entry.first_owner_day < 0 ? first : std::min(entry.first_owner_day, first);
    return *this;
  }
  Past& guest(std::uint32_t tool, int ago, int days = 1) {
    for (int day = 0; day < days; ++day) tool_in(tool).guest.set(first_day(ago) + day);
    return *this;
  }
  Past& login(std::uint32_t tool, int ago) {
    tool_in(tool).login.set(first_day(ago));
    return *this;
  }
  Past& offers(std::uint32_t tool, policy::Standing standing = policy::Standing::kSanctioned,
               std::vector<std::uint32_t> departments = {}, std::uint32_t effective = 0) {
    standings_.push_back({tool, standing, std::move(departments), effective});
    return *this;
  }

  [[nodiscard]] Inputs inputs() const {
    return {.diary = diary_,
            .policy = policy_,
            .standings = standings_,
            .pairs = pairs_,
            .need_of = [](std::uint32_t tool) { return tool < 30 ? tool / 10 : 0; },
            .department = department_,
            .window = kWindow};
  }

  // The value of the only fact of the kind about `a`; -1 if there is none.
  template <typename Make>
  [[nodiscard]] int value(Make make, std::uint32_t a) const {
    Facts facts;
    make(inputs(), facts);
    int value = -1;
    for (const Fact& fact : facts) {
      if (fact.a == a) value = value == -1 ? static_cast<int>(fact.value) : -2;
    }
    return value;
  }

  diary::Snapshot diary_;
  policy::Policy policy_;
  std::vector<policy::ToolStanding> standings_;
  std::vector<policy::ToolPair> pairs_;
  std::uint32_t department_ = 1;

 private:
  diary::ToolDays& tool_in(std::uint32_t number) {
    const auto at = std::lower_bound(
        diary_.tools.begin(), diary_.tools.end(), number,
        [](const diary::ToolDays& tool, std::uint32_t n) { return tool.tool < n; });
    if (at != diary_.tools.end() && at->tool == number) return *at;
    diary::ToolDays tool;
    tool.tool = number;
    return *diary_.tools.insert(at, tool);
  }
};

}  // namespace desirepath::facts
