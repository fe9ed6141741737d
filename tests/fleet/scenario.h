#pragma once

// A `Scenario` is a simulated organisation: its departments, the tools it offers, and the unmet
// needs planted in it.
//
// The simulator (main.cc) plays it and the judge compares what the product found with what was
// planted. It is read from JSON: {"seed", "devices", "weeks", "k", "profile", "departments":
// [{"name", "devices"}], "uptime": {"office", "part_time", "shift"}, "offered": [{"need", "tool",
// "departments"}], "needs": [{"id", "need", "cause", "affected", "activity", "tools", "onset_week",
// "departments"}]}. Departments left out of an offer or a need mean all of them; devices beyond the
// departments' sum are one department more. Left out may be: seed (1), devices (the departments'
// sum), departments (one of all devices), weeks (12), k (10), profile (weekly), uptime (all
// office), offered, needs, and of a need id (its need), activity (0.8), onset_week (0),
// departments. Uptime may be shares, percent or heads. check_scenario (scenario_check.h) holds the
// rest against the catalog.
//
// Errors: kInvalidArgument names the key that is missing, of the wrong type or out of range.

#include <absl/status/statusor.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace desirepath::fleet {

enum class Cause : std::uint8_t {
  kAbsent,
  kUnknown,
  kUnfit,
  kInaccessible,
  kUnconnected,
  kOutsidePull
};

struct ScenarioDepartment {
  std::string name;
  std::uint32_t devices = 0;
};

// Shares of the devices with each pattern of working days; they add up to 1.
struct Uptime {
  double office = 1;     // Monday to Friday
  double part_time = 0;  // three days
  double shift = 0;      // any four days of seven
};

struct Offer {
  std::string need;
  std::string tool;
  std::vector<std::string> departments;  // empty: everyone
};

struct PlantedNeed {
  std::string id;
  std::string need;
  Cause cause = Cause::kAbsent;
  std::uint32_t affected = 0;  // devices
  double activity = 0.8;       // chance that an affected device uses its tool in a week
  std::vector<std::string> tools;
  std::int32_t onset_week = 0;  // negative: before the first window
  std::vector<std::string> departments;
};

struct Scenario {
  std::uint64_t seed = 1;
  std::uint32_t devices = 0;
  std::uint32_t weeks = 0;
  std::uint32_t k = 10;
  std::string profile = "weekly";
  std::vector<ScenarioDepartment> departments;
  Uptime uptime;
  std::vector<Offer> offered;
  std::vector<PlantedNeed> needs;
  std::vector<std::string> notes;  // what was read otherwise than written
};

absl::StatusOr<Scenario> parse_scenario(std::string_view json);

// The planted cause as the scenario spells it: "absent", "unknown", …
std::string_view cause_name(Cause cause);

}  // namespace desirepath::fleet
