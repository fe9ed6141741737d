#pragma once

// `FilteredView` shows of a capture what the kernel filter would have shown of the network.
//
// `observe --kernel-filter` puts it between file and observer, tests compare what is found with and
// without it. The kernel's random word is drawn from a seed, so that a run can be repeated.
//
// `stands_for` is how both this and `LiveInterface` tell a sample from what is always shown.
// Threads: one at a time.

#include <cstdint>
#include <map>
#include <span>
#include <vector>

#include "agent/capture/kernel_filter.h"
#include "agent/capture/packet.h"

namespace desirepath::capture {

// How many octets a program keeps of a packet when the kernel's random word is `random`; 0: none.
std::uint32_t kept_octets(std::span<const FilterInstruction> program, const Packet& packet,
                          std::uint32_t random = 0);

// How many datagrams one stands for that the filter kept `octets` of; of a segment, whether it is
// a sample. The cut itself tells, for a ring holds packets of the filter before, too. libpcap puts
// a tag back into both lengths.
constexpr std::uint32_t stands_for(std::uint32_t octets, std::uint32_t wire_length,
                                   const Showing& showing) {
  constexpr std::uint32_t kTagOctets = 4;
  if (octets >= wire_length || showing.bulk == Bulk::kAll || showing.datagrams_one_in == 0)
    return 1;
  const std::uint32_t cut = wire_length - octets;
  if (wire_length <= kSmallOctets + kTagOctets && cut <= rate_step(SampleRate::kBusiest) + 1) {
    return SampleRate::kQuietest << (cut - 1);
  }
  if (octets > kHeaderOctets + kTagOctets) return 1;  // cut for its length
  return SampleRate::kQuietest << (kHeaderOctets + kTagOctets - octets) / kStepOctets;
}

class FilteredView {
 public:
  FilteredView(Bulk bulk, std::uint64_t seed) : showing_{bulk}, state_(seed | 1U) {}

  // False if the packet would not have been shown; otherwise it is cut as the kernel would.
  bool show(Packet& packet);

 private:
  std::uint32_t draw() noexcept;

  Showing showing_;
  SampleRate rate_;
  std::uint64_t state_;
  std::map<std::uint16_t, std::vector<FilterInstruction>> programs_;  // by link type
};

}  // namespace desirepath::capture
