#pragma once

// `PairMeter` counts how work goes back and forth between two tools the organisation listed, today,
// in memory.
//
// The diary feeds it every contact. A bounce is worked contact with one tool of a pair after worked
// contact with the other, in the same slot or the next; contacts come a slot at a time, so what
// goes back and forth within five minutes counts once or twice: the figure is a lower bound. "Much"
// went up or down a side when it passes kMuchBytes a day. Only the pair's numbers of the day are
// kept, never when.
//
// Source: needs.md, "Double entry". Limits: kMaximumPairs pairs, later ones are not counted.

#include <cstdint>
#include <span>
#include <vector>

#include "agent/diary/snapshot.h"
#include "agent/match/contact.h"
#include "proto/policy/policy.h"

namespace desirepath::diary {

class PairMeter {
 public:
  static constexpr std::size_t kMaximumPairs = 32;
  // A typed page or a form is 5 to 20 kB up; a list that is read, 50 kB down and more.
  static constexpr std::uint64_t kMuchBytesUp = 32 * 1024;
  static constexpr std::uint64_t kMuchBytesDown = 64 * 1024;

  // Forgets pairs that are not listed any more.
  void set_pairs(std::span<const policy::ToolPair> pairs);
  void record(const match::Contact& contact);
  // What `day` adds to a stored PairDay, pairs without a bounce left out; and then forgets that
  // day.
  std::vector<PairDay> take(std::int32_t day);

 private:
  struct Side {
    std::uint64_t up = 0;
    std::uint64_t down = 0;
  };
  struct Meter {
    std::uint32_t first = 0;
    std::uint32_t second = 0;
    std::int32_t day = -1;
    std::int64_t last_slot = -1;
    bool last_was_first = false;
    std::uint32_t bounces = 0;
    Side sides[2]{};
  };

  std::vector<Meter> meters_;
};

}  // namespace desirepath::diary
