#include "tests/fleet/scenario.h"

#include <absl/strings/str_cat.h>

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <set>
#include <utility>

#include "tests/fleet/scenario_members.h"

namespace desirepath::fleet {
namespace {

constexpr std::int64_t kMostDevices = 10'000'000;
constexpr std::int64_t kMostWeeks = 1000;
constexpr std::int64_t kMostK = 1000;
constexpr std::uint32_t kWeeks = 12;
constexpr std::uint32_t kK = 10;
constexpr double kActivity = 0.8;

constexpr std::array<std::pair<std::string_view, Cause>, 6> kCauses{
    {{"absent", Cause::kAbsent},
     {"unknown", Cause::kUnknown},
     {"unfit", Cause::kUnfit},
     {"inaccessible", Cause::kInaccessible},
     {"unconnected", Cause::kUnconnected},
     {"outside_pull", Cause::kOutsidePull}}};

constexpr std::array<std::string_view, 4> kProfiles = {"weekly", "small", "daily", "lab"};

Cause cause_of(Members& members) {
  const std::string name = members.text("cause");
  for (const auto& [known, cause] : kCauses) {
    if (name == known) return cause;
  }
  members.fail("cause",
               "must be absent, unknown, unfit, inaccessible, unconnected or outside_pull");
  return Cause::kAbsent;
}

std::string profile_of(Members& members) {
  const std::string name = members.text_or("profile", "weekly");
  if (std::find(kProfiles.begin(), kProfiles.end(), name) == kProfiles.end())
    members.fail("profile", "must be weekly, small, daily or lab");
  return name;
}

PlantedNeed planted_need(Members& members) {
  PlantedNeed need;
  need.need = members.text("need");
  need.id = members.text_or("id", need.need);
  need.cause = cause_of(members);
  if (!members.has("affected")) members.fail("affected", "is missing, write how many devices");
  need.affected = static_cast<std::uint32_t>(members.count("affected", 0, kMostDevices, 0));
  need.activity = members.number("activity", 0, 1, kActivity);
  need.tools = members.texts("tools");
  need.onset_week =
      static_cast<std::int32_t>(members.count("onset_week", -kMostWeeks, kMostWeeks, 0));
  need.departments = members.texts("departments");
  if (need.tools.empty()) members.fail("tools", "must name at least one tool");
  return need;
}

// Shares, percent or heads: what counts is how they compare. What is left out is nobody's, but for
// the office, which takes what is left of one.
Uptime uptime_of(Members& members) {
  Uptime uptime;
  constexpr double kMost = kMostDevices;
  uptime.part_time = members.number("part_time", 0, kMost, 0);
  uptime.shift = members.number("shift", 0, kMost, 0);
  const double rest = std::max(0.0, 1 - uptime.part_time - uptime.shift);
  uptime.office = members.number("office", 0, kMost, rest);
  const double sum = uptime.office + uptime.part_time + uptime.shift;
  if (sum <= 0) {
    members.fail("office", "must be above 0, or part_time or shift");
    return {};
  }
  return {uptime.office / sum, uptime.part_time / sum, uptime.shift / sum};
}

void read_departments(Members& members, Scenario& scenario) {
  std::int64_t sum = 0;
  std::set<std::string> names;
  members.objects("departments", [&](Members& entry) {
    ScenarioDepartment department{entry.text("name"), 0};
    if (!entry.has("devices")) entry.fail("devices", "is missing, write how many");
    department.devices = static_cast<std::uint32_t>(entry.count("devices", 0, kMostDevices, 0));
    sum += department.devices;
    if (!names.insert(department.name).second)
      entry.fail("name", "is there twice, each department has its own");
    scenario.departments.push_back(std::move(department));
  });
  const std::int64_t devices = members.count("devices", 1, kMostDevices, sum);
  scenario.devices = static_cast<std::uint32_t>(devices);
  if (devices == 0 || devices > kMostDevices)
    return members.fail("devices", absl::StrCat("must be given, 1 to ", kMostDevices));
  if (devices < sum) {
    return members.fail("devices",
                        absl::StrCat("must be ", sum, " or more, the sum of the departments"));
  }
  if (devices == sum) return;
  std::string name = scenario.departments.empty() ? "Everyone" : "No department";
  while (names.contains(name)) name += " listed";
  scenario.departments.push_back({name, static_cast<std::uint32_t>(devices - sum)});
  if (sum > 0) {
    scenario.notes.push_back(absl::StrCat("departments: ", devices - sum,
                                          " devices are in none of them, taken as one more"));
  }
}

}  // namespace

absl::StatusOr<Scenario> parse_scenario(std::string_view text) {
  constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  boost::system::error_code error;
  const boost::json::value root = boost::json::parse(text, error);
  if (error)
    return absl::InvalidArgumentError(absl::StrCat("scenario: not JSON: ", error.message()));
  if (!root.is_object()) return absl::InvalidArgumentError("scenario: must be one JSON object");
  Members members(root.get_object(), "");
  Scenario scenario;
  scenario.seed = members.seed("seed", 1);
  scenario.weeks = static_cast<std::uint32_t>(members.count("weeks", 1, kMostWeeks, kWeeks));
  scenario.k = static_cast<std::uint32_t>(members.count("k", 1, kMostK, kK));
  scenario.profile = profile_of(members);
  read_departments(members, scenario);
  members.object("uptime", [&](Members& shares) { scenario.uptime = uptime_of(shares); });
  members.objects("offered", [&](Members& entry) {
    scenario.offered.push_back(
        {entry.text("need"), entry.text("tool"), entry.texts("departments")});
  });
  members.objects("needs", [&](Members& entry) { scenario.needs.push_back(planted_need(entry)); });
  if (!members.status().ok()) return members.status();
  for (const std::string& name : members.unread())
    scenario.notes.push_back(absl::StrCat(name, ": not known, left out"));
  return scenario;
}

std::string_view cause_name(Cause cause) {
  for (const auto& [name, known] : kCauses) {
    if (known == cause) return name;
  }
  return "";
}

}  // namespace desirepath::fleet
