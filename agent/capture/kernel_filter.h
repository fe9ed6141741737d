#pragma once

// `kernel_filter` is the program by which the kernel decides what the agent is shown, and how much
// of it.
//
// `LiveInterface` installs it, `FilteredView` runs it on captures. What may carry a name comes with
// kNameOctets: TCP SYN, FIN and RST, a ClientHello's first segment, what begins like a
// request of HTTP/1 or HTTP/2, DNS on port 53, QUIC long headers in datagrams of 1,200 octets or
// more, DTLS hellos, what the client says on the ports where TLS begins after plain text,
// fragments, IPv6 extension headers and tunnels. Of the rest a random sample is shown, by which
// `sight` scales up what it cannot count and follows the sequence numbers of long connections;
// acknowledgements alone are never.
//
// Every load stands behind a length check, for a load beyond the packet drops it.
//
// Source: performance.md's F1C and F2; RFC 9000, 14.1 and 17.2 (Initials fill 1,200 octets); RFC
// 8446, 5.1; RFC 6347, 4.2. Threads: pure functions.

#include <cstdint>
#include <vector>

#include "agent/capture/filter_assembler.h"
#include "agent/capture/sample_rate.h"

namespace desirepath::capture {

constexpr std::uint32_t kNameOctets =
    4096;  // a post-quantum hello before segmentation is about 2,000
constexpr std::uint32_t kHeaderOctets = 128;  // two tags, IPv6 and TCP with all options

// A sample is cut to kHeaderOctets and less, a small packet by an octet and more: the more, the
// fewer are shown.
constexpr std::uint32_t kStepOctets = 8;
constexpr std::uint32_t kSmallOctets = kHeaderOctets + 4 * kStepOctets;

// 0 for the quietest rate, one more for each that shows half as many.
constexpr std::uint32_t rate_step(std::uint32_t one_in) {
  std::uint32_t step = 0;
  while (one_in > SampleRate::kQuietest << step) ++step;
  return step;
}

// Of so many TCP segments without a name in them one is shown; a power of two.
constexpr std::uint32_t kSegmentsOneIn = 32;

enum class Bulk : std::uint8_t {
  kNone,    // names, and the sample
  kClient,  // what goes to the lower TCP port and could continue a split hello, too
  kAll,     // headers of everything, which is no sample
};

struct Showing {
  Bulk bulk = Bulk::kNone;
  std::uint32_t segments_one_in = kSegmentsOneIn;          // 0: no sample
  std::uint32_t datagrams_one_in = SampleRate::kQuietest;  // the same for all but TCP
};

// The program for a link type (LINKTYPE_ETHERNET, LINKTYPE_RAW or its kin); empty, to be shown
// everything, for others.
std::vector<FilterInstruction> kernel_filter(std::uint16_t link_type, const Showing& showing);

}  // namespace desirepath::capture
