#pragma once

// `Releases` is what waits for the forwarder, kept together as it was released.
//
// A round is whole releases of one window, kRoundSegments if there are so many. One with more than
// twice as many (a window after a crash, a tick of very many devices) is cut: its fullest segments
// go first, and a full segment holds frames of 26 devices at least, each having a quota of 160.
//
// Source: privacy.md 4, C5. Threads: one at a time; the forwarder locks.

#include <cstddef>
#include <deque>
#include <vector>

#include "collector/gate/segment.h"

namespace desirepath::gate {

inline constexpr std::size_t kRoundSegments = 16;

class Releases {
 public:
  // Segments released at one tick, of any windows, or found released after a crash.
  void add(std::vector<Segment> segments);
  // What is to be delivered together; empty when nothing waits. Of segments of one window.
  std::vector<Segment> next_round();
  // A round that was not delivered comes again, whole, before the others.
  void put_back(std::vector<Segment> round) { waiting_.push_front(std::move(round)); }
  [[nodiscard]] bool empty() const { return waiting_.empty(); }
  [[nodiscard]] std::size_t segments() const;

 private:
  std::deque<std::vector<Segment>> waiting_;
};

}  // namespace desirepath::gate
