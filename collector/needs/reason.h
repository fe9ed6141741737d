#pragma once

// `likely_reason` is the small tree that says why staff use something else, and which fix is the
// cheapest.
//
// Asked in this order, the first that holds is the answer:
//   outside pull   more guests than owners of the tools that are not offered
//   absent         nothing is offered for the need
//   inaccessible   offered, but not in the departments that use something else (by rule)
//   too early      fewer than 8 windows, or too many diaries that young
//   too few        the bands are wider than the answer
//   inaccessible   v7: got no further than the login
//   unknown        v2: never used what is offered
//   does not fit   v3: left what is offered; or Disp > 0.4
//   too early      v1, in a need that has only begun: it may be a switch on its way
//   unconnected    v1: uses both
//   too few        no answer stands out
//
// Disp divides by everyone who uses what is offered, so in an organisation where a popular tool is
// offered to all it never reaches 0.4, however many have left it in one corner; therefore the share
// of those who left among those who use something else counts as well.
//
// Source: needs.md 2. Threads: pure functions.

#include <array>
#include <cstdint>
#include <string>

#include "collector/needs/need_card.h"
#include "collector/needs/sides.h"

namespace desirepath::needs {

struct ReasonInputs {
  std::uint32_t k = 10;
  std::uint32_t windows = 0;  // published so far
  bool offered_to_all = false;
  bool offered_to_some = false;
  Share others_without_offer;
  std::uint32_t headcount_without_offer = 0;
  Devices guests, owners;                 // of the tools that are not offered
  Devices other;                          // pooled over the last windows
  std::array<Devices, 9> displacement{};  // pooled alike, by value; 0, 4 and 6 are not published
  Devices offered_users;                  // pooled alike
  Devices now, before;                    // the card's devices, and kSwitchWindows ago
  bool displacement_published = false;
};

struct ReasonFigure {
  Reason reason = Reason::kTooEarly;
  Share share;         // of what decided
  Share displacement;  // Disp
};

ReasonFigure likely_reason(const ReasonInputs& inputs);

std::string reason_words(Reason reason, std::uint32_t windows_to_wait);
std::string reason_fix(Reason reason);

}  // namespace desirepath::needs
