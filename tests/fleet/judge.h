#pragma once

// `judge_scenario` plays a scenario (plain_fleet.h), reads every window's cards as a curator would,
// and compares them with what was planted.
//
//   recall            planted needs with a card in the last window, of those that k devices have
//   then recall_large      the same of those with 25 devices affected, activity 0.7 and a tool of
//   15 precision         cards that stand for a planted need, of all cards in the last window
//   precision_at_n    the same of the first n cards, n planted needs with k devices
//   reasons_right     of planted needs with a card: the likely reason is the planted cause; "too
//                     early" is neither right nor wrong, "too few" is wrong
//   reasons_right_seen  the same without what no diary can tell: staff who left what is offered
//   before
//                     the first window look as if they never knew it
//   reasons_right_60  the same of those with 60 devices affected
//   rank_correlation  Spearman's, of the cards' order and affected x activity
//   delay_median      windows from the first in which k devices had the need to its first card
//   weeks_to_card_median  weeks from the planted onset, or from the first window if it was before,
//                     to the end of the window of the first card
//   reach_error       middle of the card's reach minus the truth, absolute; gap_error likewise
//   false_cards       cards in the last window that nobody planted
//   false_needs       needs that nobody planted and that had a card in any window
//   false_cards_a_year  these for 52 weeks
//   recall_in_…       recall by the devices of the departments that a need is planted in: below_50,
//                     50_199, 200_999, 1000_up
// A figure that nothing stands behind (no card, no cause) is left out.
//
// Needs are told apart by the catalog's need: two planted in one are one need, whose cause is that
// of the larger part. Threads: pure functions.

#include <absl/status/statusor.h>

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "collector/needs/need_card.h"
#include "proto/catalog/catalog.h"
#include "tests/fleet/scenario.h"

namespace desirepath::fleet {

// A planted need and what became of it.
struct Found {
  std::uint32_t need = 0;  // number
  std::string id;          // of the need
  Cause cause = Cause::kAbsent;
  bool began_before = false;  // the larger part, before the first window
  double affected = 0;
  double impact = 0;          // devices expected in a window
  double largest_tool = 0;    // devices expected to use it
  bool large = false;         // see recall_large
  std::uint32_t scope = 0;    // devices of the departments it is planted in
  std::uint32_t devices = 0;  // in the last window, in truth
  std::optional<needs::NeedCard> card;
  std::optional<std::uint32_t> first_possible;  // windows from 0
  std::optional<std::uint32_t> first_card;
  std::int32_t onset_week = 0;  // the earliest
  double reach = 0;             // in truth, over the windows the card looks at
  double gap = 0;
};

struct Verdict {
  std::vector<Found> planted;          // by impact, the largest first
  std::vector<needs::NeedCard> cards;  // of the last window, by rank
  std::set<std::uint32_t> shown;       // needs that had a card in any window
  std::map<std::string, double> figures;
  std::vector<std::string> notes;  // of check_scenario: what was played otherwise than written
};

// `without` names inputs that the analysis does not get, to see what each carries: "displacement",
// "days", "departments", "retention" or "needs".
absl::StatusOr<Verdict> judge_scenario(Scenario scenario, const catalog::Catalog& catalog,
                                       const std::vector<std::string>& without = {});

// One JSON object: figures, and with `detail` every planted need and card.
std::string verdict_json(const Scenario& scenario, const Verdict& verdict, bool detail);

// Figures of many seeds: mean with its 95 % interval.
std::string seeds_json(const Scenario& scenario, const std::vector<Verdict>& verdicts);

}  // namespace desirepath::fleet
