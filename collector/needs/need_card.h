#pragma once

// The cards a curator reads: a need, how many devices, which tools staff chose, the likely reason,
// and the evidence for each figure.
//
// `analyse` (analyse.h) makes them from published windows; `report` prints them as table, JSON and
// CSV, and the web page gets the same JSON. Figures that come from bands are ranges: low and high
// are both possible. `low == 0` prints as 0–high, never as none.
//
// Source: needs.md 2; product.md 2 (words). Threads: plain values.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace desirepath::needs {

struct Devices {
  std::uint32_t low = 0;
  std::uint32_t high = 0;
  bool operator==(const Devices&) const = default;
};

struct Share {
  double low = 0;
  double high = 0;
  bool operator==(const Share&) const = default;
};

enum class Reason : std::uint8_t {
  kAbsent,        // nothing is offered
  kUnknown,       // offered, not known here
  kUnfit,         // does not fit the work
  kInaccessible,  // hard to get into
  kUnconnected,   // used next to the offered tool
  kOutsidePull,   // others outside bring it along
  kTooEarly,      // the diaries are too young to tell
  kTooFew         // the figures are too small to tell
};

enum class Grade : std::uint8_t { kIndicative, kSolid };
enum class Habit : std::uint8_t { kNotKnown, kTriedOnce, kTrial, kHabit };
enum class Stage : std::uint8_t { kSeed, kEarly, kCrossing, kMainstream };

// One of the windows in which anybody reported; a trend has the last publish::kTrendWindows of
// them.
struct TrendPoint {
  std::uint32_t window = 0;
  std::string name;
  Devices devices;
};

struct WindowNamed {
  std::uint32_t window = 0;
  std::string name;
};

struct ToolLine {
  std::uint32_t tool = 0;
  std::string id;
  std::string name;
  std::string standing;  // "unreviewed" … "blocked", or "offered to Design" for a scoped one
  Devices devices;
  Habit habit = Habit::kNotKnown;
  std::optional<Share> habit_share;  // of those who began two to four windows ago, still here
  std::vector<TrendPoint> trend;
};

struct NeedCard {
  std::uint32_t need = 0;
  std::string id;
  std::string name;
  std::string group;
  std::uint32_t rank = 0;
  Share index;                // 0–100
  Devices devices;            // use a tool that is not offered to them, this window
  double likely_devices = 0;  // what the order stands on: guests that may be none count as none
  Share reach;                // of the devices that report
  Share gap;                  // of the device-windows in this need, chosen by staff
  Share persistence;          // of those, active on two days or more
  Reason reason = Reason::kTooEarly;
  std::string reason_words;
  std::string fix;
  std::vector<TrendPoint> trend;
  Grade grade = Grade::kIndicative;
  Share growth{1, 1};                // this window against four windows before
  Share fragmentation;               // 1 - sum of squared shares of the tools
  std::vector<Share> reason_shares;  // of displacement values 1, 2, 3, 5, 7, 8, for --explain
  std::vector<ToolLine> offered;
  std::vector<ToolLine> tools;
  std::vector<std::string> evidence;
  std::optional<std::string> suppressed;  // why a figure is missing, in words
};

struct DepartmentLine {
  std::uint32_t department = 0;
  std::string id;
  std::string name;  // "other departments" for the rest
  Devices devices;
};

// What is publicly known of a tool's risk, as the catalog has it; "unknown" is an answer.
struct RiskLine {
  std::string subject;
  std::string answer;
  std::string source;  // empty if unknown
  std::string date;
};

struct ToolCard {
  std::uint32_t tool = 0;
  std::string id;
  std::string name;
  std::string vendor;
  std::string hq_country;  // empty: unknown
  std::vector<RiskLine> risk;
  std::string need;
  std::string standing;
  Devices devices;
  std::vector<DepartmentLine> departments;
  Devices one_day, two_three_days, four_seven_days, guest;
  Habit habit = Habit::kNotKnown;
  std::optional<Share> habit_share;
  std::optional<Stage> stage;
  std::optional<double> doubling_windows;  // in which its odds double, where it spreads
  std::vector<TrendPoint> trend;
  std::optional<WindowNamed> first_seen;  // where it first reached k, of history that is kept
  // Of the last four windows that ended a period.
  std::optional<TrendPoint> four_windows;
};

// The line under each table and the head of each report.
struct Head {
  std::string organisation;
  bool lab = false;
  std::uint32_t k = 10;
  double noise = 0;  // epsilon of the noise on each exact figure; 0: none
  std::uint32_t window = 0;
  std::string window_name;
  bool first_light = false;  // the window is it: needs alone, of so many days
  std::uint32_t days = 7;
  std::uint32_t windows = 0;  // published so far, this one included
  std::uint32_t enrolled = 0;
  std::optional<Devices> reporting;
  bool has_gateways = false;             // devices without an agent are counted, too
  std::optional<Devices> without_agent;  // of those reporting; nothing: not shown
  std::optional<double> arrived;
  std::optional<double> names_seen;
};

struct NeedsReport {
  Head head;
  std::vector<NeedCard> cards;  // by rank
};

struct ToolsReport {
  Head head;
  std::vector<ToolCard> cards;  // by devices
};

}  // namespace desirepath::needs
