#include "agent/sight/flow_table.h"

#include <algorithm>
#include <bit>

#include "agent/sight/mix.h"

namespace desirepath::sight {
namespace {

std::uint32_t tag_of(std::uint64_t fingerprint) noexcept {
  return static_cast<std::uint32_t>(fingerprint >> 32) | 1U;
}

}  // namespace

FlowTable::FlowTable(std::uint32_t most_flows, std::uint64_t seed)
    : capacity_(std::bit_ceil(std::max(most_flows, kWays))),
      seed_(seed),
      touched_((capacity_ / kWays + kBits - 1) / kBits),
      tags_(capacity_),
      flows_(capacity_),
      ends_(capacity_),
      meters_(capacity_) {}

FlowTable::Place FlowTable::find(const Segment& segment) noexcept {
  Words lower = words_of(segment.source.address);
  Words upper = words_of(segment.destination.address);
  std::uint64_t lower_port = segment.source.port;
  std::uint64_t upper_port = segment.destination.port;
  Place place;
  const bool swap = lower.high != upper.high ? lower.high > upper.high
                    : lower.low != upper.low ? lower.low > upper.low
                                             : lower_port > upper_port;
  if (swap) {
    std::swap(lower, upper);
    std::swap(lower_port, upper_port);
    place.side = 1;
  }
  const auto transport = static_cast<std::uint64_t>(segment.transport);
  const std::uint64_t near = mix(lower.low ^ seed_, upper.low ^ kMixA);
  const std::uint64_t far = mix(lower.high ^ kMixB, upper.high ^ seed_ ^ kMixC);
  fingerprint_ = mix(near ^ (transport << 32 | lower_port << 16 | upper_port), far ^ kMixB ^ seed_);

  const std::uint32_t set =
      static_cast<std::uint32_t>(fingerprint_) & (capacity_ - 1) & ~(kWays - 1);
  const std::uint32_t tag = tag_of(fingerprint_);
  std::uint32_t vacant = kWays;
  for (std::uint32_t way = 0; way < kWays; ++way) {
    const std::uint32_t seen = tags_[set + way];
    if (seen == tag && flows_[set + way].fingerprint == fingerprint_) {
      place.index = set + way;
      place.found = true;
      return place;
    }
    if (seen == 0 && vacant == kWays) vacant = way;
  }
  place.occupied = vacant == kWays;
  place.index = place.occupied ? victim_of(set) : set + vacant;
  return place;
}

// A closed flow, otherwise the one that was quiet longest.
std::uint32_t FlowTable::victim_of(std::uint32_t set) const noexcept {
  std::uint32_t victim = set;
  for (std::uint32_t index = set + 1; index < set + kWays; ++index) {
    const Flow& flow = flows_[index];
    const Flow& best = flows_[victim];
    const bool better =
        flow.is_closed() == best.is_closed() ? flow.last < best.last : flow.is_closed();
    if (better) victim = index;
  }
  return victim;
}

void FlowTable::begin(const Place& place, const Segment& segment) noexcept {
  tags_[place.index] = tag_of(fingerprint_);
  const std::uint32_t set = place.index / kWays;
  touched_[set / kBits] |= std::uint64_t{1} << (set % kBits);
  Flow& flow = flows_[place.index];
  flow = Flow{};
  flow.fingerprint = fingerprint_;
  flow.first = segment.time;
  flow.last = segment.time;
  flow.is_udp = segment.transport == Transport::kUdp;
  FlowEnds& ends = ends_[place.index];
  ends = FlowEnds{};
  ends.ends[static_cast<std::size_t>(place.side)] = segment.source;
  ends.ends[static_cast<std::size_t>(1 - place.side)] = segment.destination;
}

void FlowTable::free(std::uint32_t index) noexcept { tags_[index] = 0; }

}  // namespace desirepath::sight
