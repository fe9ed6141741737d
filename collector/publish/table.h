#pragma once

// The values that publish makes and everything later reads: blocks, windows and the frozen
// dictionary they belong to.
//
// `freeze` (freeze.h) makes them from the cells of one window; `needs` and `report` read them back
// from published.db (published_database.h) and from nothing else, so no later stage can undo the
// gate.
//
// A block is one published statement about one object of one view in one window: "between low and
// high devices". low == high is an exact number; low == 0 means "fewer than high + 1" and prints
// as 0–high; no block at all means that the object did not reach k.
//
// Threads: plain values.

#include <cstdint>
#include <string>
#include <vector>

#include "proto/policy/policy.h"

namespace desirepath::publish {

// What is counted. The numbers are stored and never change.
enum class View : std::uint8_t {
  kReporting = 1,       // band: devices that reported; object 0
  kTool = 2,            // exact: object tool, devices that used it; the sum of kToolDepartment
  kToolDepartment = 3,  // exact: object tool, member department; a partition
  kToolDays = 4,        // exact: object tool, member 1..4 (FactKind TOOL_WEEK values); a partition
  kNeed = 5,            // band: object need, devices that used any tool of it
  kOther = 6,  // band: object need, devices that used a tool of it that is not offered to them
  kDisplacement = 7,   // band: object need, member: FactKind DISPLACEMENT values
  kRetention = 8,      // band: object tool, member: age (0 new, 1 two to four windows)
  kPeriod = 9,         // band: object tool, devices in four windows
  kPair = 10,          // band: object and second, tools of a listed pair
  kVisibility = 11,    // band: member: FactKind VISIBILITY_WEEK values
  kRule = 12,          // band: object rule, devices that showed its notice
  kWithoutAgent = 13,  // band: of kReporting, devices that a gateway counts; object 0
  // 14 stood for four windows by department and is not given again.
  kPairFlow = 15,  // band: object and second, member: of the window's division (pair_tables.h)
};

// The member that stands for every atom without a block of its own ("other departments").
constexpr std::uint32_t kRest = 0xffffffff;
// The member of a table that has a single block.
constexpr std::uint32_t kWhole = 0;

// Why a block covers more than one would like to see, or nothing is shown.
enum class Why : std::uint8_t {
  kNone = 0,
  kBelowFloor = 1,    // fewer than k devices
  kFolded = 2,        // joined with others so that none can be subtracted
  kTooFewToSplit = 3  // the bands that would be left hold fewer than k candidates
};

struct Block {
  View view = View::kTool;
  std::uint32_t window = 0;
  std::uint32_t object = 0;
  std::uint32_t second = 0;
  std::uint32_t member = kWhole;
  std::uint32_t low = 0;
  std::uint32_t high = 0;
  Why why = Why::kNone;

  [[nodiscard]] bool exact() const { return low == high; }
  auto operator<=>(const Block&) const = default;
};

// The limits of one publication, compiled in below and raised by the policy.
struct Floors {
  std::uint32_t k = 10;           // every number
  std::uint32_t department = 10;  // reports a department needs before it has a block of its own
  std::uint32_t complement = 5;   // devices of a block that must NOT use a tool nobody offered
  auto operator<=>(const Floors&) const = default;
};

// What was true when the window was frozen, kept with its figures for ever.
struct Window {
  std::uint32_t id = 0;
  std::string name;  // "2026-W37"
  std::string organisation;
  bool lab = false;
  std::uint32_t days = 7;    // of the grid: 1, 7 or 28; of the first light its own
  bool first_light = false;  // proto/policy/first_light.h
  std::uint32_t policy_number = 0;
  Floors floors;
  std::uint32_t noise_milli = 0;  // R9: epsilon of each exact block in thousandths; 0: none
  std::uint32_t enrolled = 0;  // certificates, or the signed headcount where the gate is elsewhere
  std::int32_t arrived_permille = -1;  // frames that came of those expected; -1: not known
  std::vector<policy::Department> departments;
  std::vector<policy::ToolStanding> standings;  // those in force in this window
  std::vector<std::uint32_t> alarms;            // departments with more reports than devices
};

}  // namespace desirepath::publish
