#pragma once

// `PcapngReader` reads the packets of a pcapng file: enhanced, simple and the old packet blocks.
//
// `CaptureFile` uses it. Each interface has its own link type and clock resolution, and one file
// may hold several sections of different byte order; other blocks (names, statistics, secrets) are
// skipped.
//
// Source: draft-ietf-opsawg-pcapng.
// Limits: kMostInterfaces a section, kLargestFrame a packet; beyond is damage. Threads: one at a
// time.

#include <cstdint>
#include <vector>

#include "agent/capture/byte_order.h"
#include "agent/capture/byte_stream.h"
#include "agent/capture/packet.h"
#include "agent/capture/read_outcome.h"

namespace desirepath::capture {

constexpr std::size_t kMostInterfaces = 4096;

class PcapngReader {
 public:
  // True when a section header block stands at the front of `stream`; reads nothing.
  static bool recognises(ByteStream& stream);

  ReadOutcome next(ByteStream& stream, Packet& packet);

 private:
  // How an interface counts time: ticks x numerator / denominator are microseconds.
  struct Interface {
    std::uint16_t link_type = 1;
    std::uint32_t snaplen = 0;  // 0: no limit
    bool binary = false;        // ticks are 2^-exponent seconds, else 10^-exponent
    std::uint8_t exponent = 6;
    std::int64_t offset_seconds = 0;
  };

  ReadOutcome begin_section(ByteStream& stream);
  // These take a whole block's octets, between its two lengths.
  bool add_interface(const std::uint8_t* body, std::size_t size);
  void read_options(const std::uint8_t* at, std::size_t size, Interface& interface) const;
  bool read_packet(std::uint32_t type, const std::uint8_t* body, std::size_t size, Packet& packet);
  bool read_simple_packet(const std::uint8_t* body, std::size_t size, Packet& packet);
  [[nodiscard]] static Time time_of(const Interface& interface, std::uint64_t ticks);

  ByteOrder order_;
  bool in_section_ = false;
  std::vector<Interface> interfaces_;
};

}  // namespace desirepath::capture
