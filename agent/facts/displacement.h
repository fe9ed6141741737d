#pragma once

// DISPLACEMENT: for need a, how the tools the organisation offers (S: sanctioned and piloting, for
// this department) and every other tool of the need stand to each other on this device. Values:
// fact.proto.
//
// The rules, in the order they are asked (W is the closing window, "used" means by an owner):
//   both in W                                         1
//   S alone in W      other in W-8…W-5, not since     4      else 0
//   other alone in W  S in W-8…W-5, not since         3
//                     S in W-4…W-1                    1      both are in hand, this window had one
//                     of them S longer ago                    3      it was left, and stays left S
//                     never, but its login host     7      within W-8…W S never, diary of 8 windows
//                     2 S never, younger diary          8
//   neither in W      S in W-8…W-5, not since         5
//                     other in W-8…W-5, not since     6
// A need without S knows only 2, 6 and 8. "not since" means unused in W-3…W. Source: privacy.md,
// Decisions 4 and 3a.

#include "agent/facts/inputs.h"

namespace desirepath::facts {

enum class Displacement : std::uint32_t {
  kOnlyOffered = 0,
  kBoth = 1,
  kOnlyOther = 2,
  kLeftOffered = 3,
  kCameToOffered = 4,
  kStoppedOffered = 5,
  kStoppedOther = 6,
  kOnlyLogin = 7,
  kTooEarly = 8,
};

constexpr std::int64_t kGrownDiary = 8;  // windows: from then on "never" may be said

void displacement(const Inputs& inputs, Facts& facts);

}  // namespace desirepath::facts
