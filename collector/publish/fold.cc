#include "collector/publish/fold.h"

#include <algorithm>

namespace desirepath::publish {
namespace {

struct Rest {
  std::int64_t count = 0;
  std::int64_t reports = 0;
  std::uint32_t members = 0;
  bool offered = true;

  void add(const Atom& atom) {
    count += atom.count;
    reports += atom.reports;
    ++members;
    offered = offered && atom.offered;
  }
};

// R7: enough devices of the block do not use what nobody offered them.
bool leaves_others(std::int64_t count, std::int64_t reports, bool offered, const Floors& floors) {
  return offered || reports - count >= std::int64_t{floors.complement};
}

bool may_stand_alone(const Atom& atom, const Floors& floors) {
  return atom.alone && atom.count >= std::int64_t{floors.k} &&
         atom.reports >= std::int64_t{floors.department} &&
         leaves_others(atom.count, atom.reports, atom.offered, floors);
}

bool rest_holds(const Rest& rest, const Floors& floors) {
  if (rest.count == 0) return true;
  // A lab with k = 1 is not anonymous and shows a single small department as such.
  const bool crowd = rest.members >= 2 || floors.complement == 0;
  return crowd && rest.count >= std::int64_t{floors.k} &&
         leaves_others(rest.count, rest.reports, rest.offered, floors);
}

// Both folds: `alone` stands in the order in which atoms give way.
template <typename Holds>
Folded give_way(std::vector<Atom> alone, Rest rest, const Holds& holds) {
  auto next = alone.begin();
  while (next != alone.end() && !holds(rest)) rest.add(*next++);
  Folded folded;
  folded.rest = rest.count;
  folded.rest_members = rest.members;
  folded.total = rest.count;
  for (; next != alone.end(); ++next) {
    folded.alone.push_back(next->member);
    folded.total += next->count;
  }
  std::sort(folded.alone.begin(), folded.alone.end());
  return folded;
}

}  // namespace

Folded fold(std::vector<Atom> atoms, const Floors& floors) {
  std::sort(atoms.begin(), atoms.end(), [](const Atom& left, const Atom& right) {
    return left.headcount != right.headcount ? left.headcount < right.headcount
                                             : left.member < right.member;
  });
  std::vector<Atom> alone;
  Rest rest;
  Rest everyone;
  for (const Atom& atom : atoms) {
    everyone.add(atom);
    if (may_stand_alone(atom, floors)) {
      alone.push_back(atom);
    } else {
      rest.add(atom);
    }
  }
  Folded folded = give_way(alone, rest, [&](const Rest& each) { return rest_holds(each, floors); });
  folded.published = everyone.count >= std::int64_t{floors.k} &&
                     leaves_others(everyone.count, everyone.reports, everyone.offered, floors);
  return folded;
}

Folded fold_parts(const std::vector<Atom>& atoms, std::int64_t k) {
  std::vector<Atom> alone;
  Rest rest;
  for (const Atom& atom : atoms) {
    if (atom.count >= k) {
      alone.push_back(atom);
    } else {
      rest.add(atom);
    }
  }
  Folded folded =
      give_way(alone, rest, [k](const Rest& each) { return each.count == 0 || each.count >= k; });
  folded.published = folded.total >= k;
  return folded;
}

}  // namespace desirepath::publish
