#pragma once

// `pairs_report` is the integration backlog: between which two listed tools work goes back and
// forth, in which shape, and what it costs.
//
//   bounces a day   over the devices that bounced, from the window published by bounces
//   days a week     joint days likewise, from the window by days
//   shape           double entry (much goes up on both sides) or carry-over (down here, up there)
//                   where more than half are it, from the window by shape
//   hours a year    bounces a day x 4 s x joint days a year x devices / 3600: re-orientation only,
//                   what it takes to find one's way in the other tool, not the entering itself
//   told hours      the same with the minutes that staff told an entry takes; none until somebody
//                   typed them in
//
// Each is an interval: classes are ranges and their sizes bands. The four windows of a turn
// (publish/pair_tables.h) are taken together. Ranked by hours.
//
// `usual_neighbours` are 24 pairs of needs whose tools often lie side by side; `proposed_pairs`
// the pairs of tools of them that reached k, for a policy to list.
//
// Source: needs.md 2 "Double entry". Threads: pure functions.

#include <absl/status/statusor.h>

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "collector/needs/need_card.h"
#include "collector/publish/history.h"
#include "proto/catalog/catalog.h"

namespace desirepath::needs {

enum class PairShape : std::uint8_t { kNotKnown, kMixed, kDoubleEntry, kCarryOver };

// What staff told: minutes an entry takes.
struct ToldMinutes {
  std::string first;  // ids
  std::string second;
  double minutes = 0;
  std::uint32_t answers = 0;
  std::string date;
};

struct PairRow {
  std::string first;  // ids
  std::string second;
  std::string first_name;
  std::string second_name;
  Devices devices;
  std::optional<Share> bounces;  // a day
  std::optional<Share> days;     // a week
  PairShape shape = PairShape::kNotKnown;
  std::optional<Share> hours;  // a year, all devices
  std::optional<ToldMinutes> told;
  std::optional<Share> told_hours;
};

struct PairsReport {
  Head head;
  std::vector<PairRow> rows;  // the most hours first
};

PairsReport pairs_report(const publish::History& history, const catalog::Catalog& catalog,
                         const std::vector<ToldMinutes>& told);

// "first,second,minutes,answers,date" with a header line. kInvalidArgument names the line.
absl::StatusOr<std::vector<ToldMinutes>> parse_told_minutes(const std::string& csv);

using Neighbours = std::pair<std::string_view, std::string_view>;  // ids of needs
const std::array<Neighbours, 24>& usual_neighbours();

struct ProposedPair {
  std::string first;  // ids
  std::string second;
};

// At most 32, as many as a policy may list; the most devices first.
std::vector<ProposedPair> proposed_pairs(const publish::History& history,
                                         const catalog::Catalog& catalog);

}  // namespace desirepath::needs
