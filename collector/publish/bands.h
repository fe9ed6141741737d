#pragma once

// `joint_bands` publishes several hidden counts as bands of width k, together, so that nobody who
// runs the algorithm can narrow any of them below k candidates (R6).
//
// Each count has its own grid: origin, origin + k, … A *cell* is one step of every grid. The counts
// are tied by groups: "the sum of these lies between low and high", where low and high follow from
// what is published already. Taken one at a time each band holds k candidates, but the ties may cut
// a corner off a cell: with new + young <= 33 known, the cell [14, 23] x [14, 23] leaves new only
// 14 to 19. So a cell is *good* only if each of its counts can take every value of its band while
// the others still fit; in terms of a group: sum of lower ends + (k - 1) <= high, and sum of upper
// ends - (k - 1) >= low. What is published is always a good cell: a state in a bad one is moved by
// a fixed walk (down along the group's order when it is too high, up its first count when too low),
// which looks at the cell only, never at the counts in it. Behind each published cell stands thus
// at least the whole good cell, and each count keeps k candidates. The bands shown cover the states
// that walk there as well, so the truth is inside.
//
// The rules this replaces ("anchor each band at a published number, alone") lose to an attacker who
// adds: see tests/integration/publish.
//
// Limits: a state that contradicts its groups (facts get lost on the way) is treated like the
// nearest that does not; its band may then miss it.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace desirepath::publish {

struct Band {
  std::int64_t low = 0;
  std::int64_t high = 0;
  bool operator==(const Band&) const = default;
};

struct Count {
  std::int64_t origin = 0;
  std::int64_t value = 0;
};

// A tie: the sum of the members lies between low and high. Members stand in the order in which they
// give way. Where the upper end is itself a hidden number, high is the least it may be, and the sum
// may be `slack` more: good cells keep to high, the bands shown reach on.
struct Tie {
  std::vector<std::size_t> members;
  std::int64_t low = 0;
  std::int64_t high = 0;
  std::int64_t slack = 0;
};

struct JointBands {
  std::vector<Band> cells;  // the good cell: every candidate in it is possible
  std::vector<Band> shown;  // with what walks into it
};

// Nothing when no cell is good: a matter of the ties alone, not of the counts.
std::optional<JointBands> joint_bands(const std::vector<Count>& counts,
                                      const std::vector<Tie>& ties, std::int64_t k);

// The band of one count known to lie in `range`: steps of k from its low end, of which the first
// may be `first` wide; the last step takes the rest. Nothing when the range holds fewer than k
// candidates.
std::optional<Band> band_within(Band range, std::int64_t value, std::int64_t k,
                                std::int64_t first = 0);

}  // namespace desirepath::publish
