#pragma once

// A `Tally` is one window's cells, added up by what the tables ask: the only place where numbers
// below k are held, for the moment in which a window is frozen.
//
// `freeze` fills it row by row from window.db; the tables read it. It is never written, logged or
// sent.

#include <array>
#include <cstdint>
#include <map>
#include <utility>

namespace desirepath::publish {

struct Cell {
  std::uint32_t kind = 0;  // FactKind
  std::uint32_t department = 0;
  std::uint32_t a = 0;
  std::uint32_t b = 0;
  std::uint32_t value = 0;
  std::int64_t count = 0;
};

constexpr std::uint32_t kDayValues = 4;  // 1 · 2-3 · 4-7 days · guest
constexpr std::uint32_t kGuestValue = 4;
constexpr std::uint32_t kDisplacementValues = 9;
constexpr std::uint32_t kAges = 4;
constexpr std::uint32_t kVisibilitySteps = 5;
constexpr std::uint32_t kFlowValues = 27;  // of PAIR_FLOW: days x 9 + bounces x 3 + shape

struct ToolTally {
  std::map<std::uint32_t, std::int64_t> departments;
  std::array<std::int64_t, kDayValues + 1> days{};  // by value, 0 unused
  std::array<std::int64_t, kAges> ages{};           // of RETENTION
  std::int64_t period = 0;
};

struct NeedTally {
  std::int64_t devices = 0;  // NEED_WEEK
  std::array<std::int64_t, kDisplacementValues> displacement{};
};

struct Tally {
  std::map<std::uint32_t, std::int64_t> reports;  // HEARTBEAT by department
  std::int64_t without_agent = 0;                 // of them by gateways
  std::map<std::uint32_t, ToolTally> tools;
  std::map<std::uint32_t, NeedTally> needs;
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::int64_t> pairs;
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::array<std::int64_t, kFlowValues>> flows;
  std::map<std::uint32_t, std::int64_t> rules;
  std::array<std::int64_t, kVisibilitySteps + 1> visibility{};  // by value, 0 unused

  // Values that no fact of ours has are left out.
  void add(const Cell& cell);
  [[nodiscard]] std::int64_t all_reports() const;
};

}  // namespace desirepath::publish
