#pragma once

// `fold` joins the atoms of one exact table (departments, or day buckets) into blocks of which none
// can be subtracted to fewer than k (R1, R2, R3, R7, R8).
//
// Every atom that may stand alone is a block; all others are one more, the rest. While the rest is
// neither empty-handed (0) nor large enough, the next atom in the public order joins it: the
// smallest headcount first, never the smallest count, since the choice itself would tell. Lemma:
// when every block is 0 or >= k, so is every sum and difference of unions of blocks.
//
// Source: privacy.md, 3c. Threads: a pure function.

#include <cstdint>
#include <vector>

#include "collector/publish/table.h"

namespace desirepath::publish {

struct Atom {
  std::uint32_t member = 0;
  std::int64_t count = 0;      // devices that used the object
  std::int64_t reports = 0;    // devices that reported (N)
  std::int64_t headcount = 0;  // of the signed dictionary: the order in which atoms give way
  bool offered = false;        // the organisation offers the object here: R7 does not ask
  bool alone = true;           // false: never a block of its own (not a department, or an alarm)
};

struct Folded {
  bool published = false;            // false: not even the total may be shown
  std::vector<std::uint32_t> alone;  // members with a block of their own, ascending
  std::int64_t rest = 0;             // the sum of all others; 0 or >= k
  std::uint32_t rest_members = 0;    // how many atoms are in the rest
  std::int64_t total = 0;
};

Folded fold(std::vector<Atom> atoms, const Floors& floors);

// The same for parts of a base that is not divided by department: R7 and R8 do not apply, `order`
// of the atoms given is the order in which they give way.
Folded fold_parts(const std::vector<Atom>& atoms, std::int64_t k);

}  // namespace desirepath::publish
