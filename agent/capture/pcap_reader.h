#pragma once

// `PcapReader` reads the records of a classic pcap file behind its first four octets' magic number.
//
// `CaptureFile` uses it. It knows microsecond and nanosecond files of both byte orders, the records
// of a patched tcpdump of 1997 ("modified pcap", 24 octets), and the old versions that swapped the
// two lengths.
//
// Source: draft-ietf-opsawg-pcap; libpcap's savefile manual page.
// Limits: a record of more than kLargestFrame octets is damage. Threads: one at a time.

#include <cstdint>
#include <optional>

#include "agent/capture/byte_order.h"
#include "agent/capture/byte_stream.h"
#include "agent/capture/packet.h"
#include "agent/capture/read_outcome.h"

namespace desirepath::capture {

constexpr std::uint32_t kLargestFrame = 1024 * 1024;  // the largest snaplen writers use is 262,144

class PcapReader {
 public:
  // Reads the header at the front of `stream`; none if it is not a pcap header.
  static std::optional<PcapReader> from(ByteStream& stream);

  ReadOutcome next(ByteStream& stream, Packet& packet);

 private:
  PcapReader() = default;
  void order_lengths(std::uint32_t& captured, std::uint32_t& wire) const;

  ByteOrder order_;
  bool nanoseconds_ = false;
  std::uint16_t version_major_ = 2;
  std::uint16_t version_minor_ = 4;
  std::uint16_t link_type_ = 1;
  std::size_t header_bytes_ = 16;
};

}  // namespace desirepath::capture
