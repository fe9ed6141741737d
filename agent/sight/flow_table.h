#pragma once

// `FlowTable` finds the flow a segment belongs to, in bounded space and without allocating.
//
// `Observer` owns it. The table is set associative: the hash of the ends picks a set of
// `kWays` flows, a line of tags finds the flow in it. When a set is full, its flow that was quiet
// longest gives way (least recently used within the set; closed flows first), so no list has to be
// kept in order and a flood of flows costs what any packet costs. A linked LRU was rejected: it
// touches two more flows, thus two more cache lines, for every packet.
//
// Flows are told apart by 64 bits of a seeded hash of both ends; two flows share an entry with a
// chance of 2^-64 a pair, and would then be counted as one. Memory is not touched before it is
// used. Threads: one at a time.

#include <bit>
#include <cstdint>
#include <vector>

#include "agent/sight/flow.h"
#include "agent/sight/pages.h"
#include "agent/sight/segment.h"
#include "agent/sight/sequence_meter.h"

namespace desirepath::sight {

class FlowTable {
 public:
  static constexpr std::uint32_t kWays = 16;

  // `most_flows` is rounded up to a power of two, at least kWays.
  FlowTable(std::uint32_t most_flows, std::uint64_t seed);

  struct Place {
    std::uint32_t index = 0;  // good for `flow`, `ends`, `free`
    int side = 0;             // of the segment's source
    bool found = false;       // otherwise the place is to be taken with `begin`
    bool occupied = false;    // by the flow that has to give way first
  };

  // Where the segment's flow is, or where it would go.
  [[nodiscard]] Place find(const Segment& segment) noexcept;

  // Puts a new flow at a place that was not found; who was there must have been ended.
  void begin(const Place& place, const Segment& segment) noexcept;
  void free(std::uint32_t index) noexcept;

  [[nodiscard]] Flow& flow(std::uint32_t index) noexcept { return flows_[index]; }
  [[nodiscard]] FlowEnds& ends(std::uint32_t index) noexcept { return ends_[index]; }
  // Untouched, and then without memory, unless packets are left out.
  [[nodiscard]] SequenceMeter& meter(std::uint32_t index) noexcept { return meters_[index]; }
  [[nodiscard]] std::uint32_t capacity() const noexcept { return capacity_; }

  // Calls `visit(index)` for every flow; it may free that flow.
  template <typename Visitor>
  void for_each(Visitor&& visit) {
    for (std::uint32_t word = 0; word < touched_.size(); ++word) {
      for (std::uint64_t left = touched_[word]; left != 0; left &= left - 1) {
        const auto bit = static_cast<std::uint32_t>(std::countr_zero(left));
        const std::uint32_t set = (word * kBits + bit) * kWays;
        if (is_empty(set)) touched_[word] &= ~(std::uint64_t{1} << bit);
        for (std::uint32_t index = set; index < set + kWays; ++index) {
          if (tags_[index] != 0) visit(index);
        }
      }
    }
  }

 private:
  static constexpr std::uint32_t kBits = 64;

  [[nodiscard]] bool is_empty(std::uint32_t set) const noexcept {
    std::uint32_t any = 0;
    for (std::uint32_t way = 0; way < kWays; ++way) any |= tags_[set + way];
    return any == 0;
  }
  std::uint32_t victim_of(std::uint32_t set) const noexcept;

  std::uint32_t capacity_;
  std::uint64_t seed_;
  std::uint64_t fingerprint_ = 0;       // of the last `find`
  std::vector<std::uint64_t> touched_;  // a bit for each set that may hold a flow
  Pages<std::uint32_t> tags_;           // zero: free
  Pages<Flow> flows_;
  Pages<FlowEnds> ends_;
  Pages<SequenceMeter> meters_;
};

}  // namespace desirepath::sight
