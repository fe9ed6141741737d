#pragma once

// `Noise` changes the exact blocks of a tool before they are published (R9): off unless the policy,
// which both sides sign, has an epsilon.
//
// It comes after R1–R8 have decided on the true counts which blocks there are, and before the bands
// are made, which are then anchored at what everyone will see. One draw a block; a total is the sum
// of its blocks, so no second draw of it can be averaged with the first. Nothing falls below k, and
// what is shown as "fewer than k" stays that.
//
// The days of a tool are another partition of the same devices: their last block takes what the
// draws leave of the total, so that both tables add up to one number. Where that would be below k
// it is k, and the days add up to a little more.
//
// Threads: one thread at a time.

#include <cstdint>
#include <vector>

#include "collector/publish/discrete_laplace.h"
#include "collector/publish/fold.h"

namespace desirepath::publish {

class Noise {
 public:
  Noise(std::uint32_t epsilon_milli, seal::Random& random) : law_(epsilon_milli, random) {}

  // The department table: `atoms` hold the counts, `folded` says which stand alone.
  void add_to(std::vector<Atom>& atoms, Folded& folded, std::int64_t k);
  // The days table, whose blocks add up to `total`.
  void add_to(std::vector<Atom>& parts, Folded& folded, std::int64_t k, std::int64_t total);

 private:
  DiscreteLaplace law_;
};

}  // namespace desirepath::publish
