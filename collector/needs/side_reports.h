#pragma once

// The smaller reports: departments, visibility, quick wins.
//
// Departments shows the signed dictionary and which tools each department sees of its own; how many
// of a department reported is published nowhere. Quick wins orders the cards by value / effort:
// value = devices x grade (minutes saved are nobody's default), effort in points by what the likely
// reason asks for.
//
// Source: needs.md 3 "Quick wins", 2 "Shelfware match". Threads: pure functions.

#include <absl/status/statusor.h>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "collector/needs/need_card.h"
#include "collector/publish/history.h"
#include "proto/catalog/catalog.h"

namespace desirepath::needs {

struct DepartmentRow {
  std::string id;
  std::string name;
  std::uint32_t devices = 0;  // signed headcount
  std::string counted_under;  // the name it reports under when too small to exist in the data
  std::uint32_t tools = 0;    // with a block of its own
  std::string largest;        // "Miro 31, Trello 12"
  bool alarm = false;         // more reports than devices
};

struct DepartmentsReport {
  Head head;
  std::vector<DepartmentRow> rows;
};

struct VisibilityRow {
  std::uint32_t step = 0;  // 1: under 20 % of flows had a name … 5: 80 % and more
  Devices devices;
};

struct VisibilityReport {
  Head head;
  std::vector<VisibilityRow> rows;
};

struct QuickWin {
  std::string need;  // id
  std::string name;
  Devices devices;
  std::string code;  // connector, licences, guide, contract, review, new_contract
  std::string action;
  std::string who;  // must act
  std::uint32_t effort = 0;
  double score = 0;
  std::optional<Devices>
      idle_seats;  // of what is offered and already paid for, that would serve them
};

struct QuickWinsReport {
  Head head;
  std::vector<QuickWin> wins;  // best first
};

struct SignalRow {
  std::string tool;  // id
  std::string name;
  std::string department;  // empty: the whole organisation
  bool growing = true;     // else an offered tool is declining
  std::uint32_t devices = 0;
  double before = 0;  // a window, over the eight before
};

struct SignalsReport {
  Head head;
  std::vector<SignalRow> rows;  // growing ones first, the largest step first
};

using Seats = std::map<std::string, std::uint32_t>;  // bought, by tool id

DepartmentsReport departments_report(const publish::History& history,
                                     const catalog::Catalog& catalog);
SignalsReport signals_report(const publish::History& history, const catalog::Catalog& catalog);
VisibilityReport visibility_report(const publish::History& history);
QuickWinsReport quick_wins(const NeedsReport& needs, const catalog::Catalog& catalog,
                           const Seats& seats);

// "tool,seats" with a header line. kInvalidArgument names the line.
absl::StatusOr<Seats> parse_seats(const std::string& csv);

}  // namespace desirepath::needs
