#pragma once

// Strict mode: a band becomes its exact number where *every* number of the band would be safe.
//
// Whether it is, is judged from what is published already and never from the number itself: so a
// band that stays a band tells nothing, and one that is narrowed tells its number alone
// (simulatable auditing, Kenthapadi, Mishra and Nissim, 2005). A rule that looks at the number
// ("exact where the difference is k or more, else nothing") tells by its silence.
//
// A count `whole` of devices in any of several `parts` (a tool's four windows; a need's tools) is
// safe when, with shown parts A and hidden ones of fewer than k:
//   whole - max A >= k                 whoever is not in the largest part
//   hidden parts keep 0 to k-1         the whole needs none of them to be large
//   sum of parts - whole               the devices in more than one part: enough that each overlap,
//                                      that of all parts too, keeps k candidates
//   whole + complement <= most         nearly everybody (R7)
//
// Off unless the policy has `strict`, which widens: both sides sign. It withholds most: see
// README.md for how much. Used by `tool_bands` and `need_tables`.

#include <cstdint>
#include <vector>

#include "collector/publish/bands.h"

namespace desirepath::publish {

struct Nested {
  std::vector<Band> parts;  // low == high: published; else hidden, between them
  std::int64_t least = 0;   // what else is known to lie inside the whole
  std::int64_t most = 0;    // devices that surely reported
};

bool every_number_is_safe(Band band, const Nested& known, std::int64_t k, std::int64_t complement);

}  // namespace desirepath::publish
