#pragma once

// `Fragments` puts fragmented IP datagrams together, a bounded number at a time.
//
// `Peeler` owns it. Source: RFC 791, 3.2; RFC 8200, 4.5; RFC 5722 (overlaps: what came first stays
// here, the datagram is not thrown away).
// Limits: `kMostDatagrams` at once, each up to 64 KiB, lazily allocated and kept; the one that
// waited longest gives way and is counted by `evicted()`. Threads: one at a time.

#include <array>
#include <cstdint>
#include <memory>
#include <optional>

#include "agent/sight/assembly.h"
#include "agent/wire/ip.h"

namespace desirepath::sight {

class Fragments {
 public:
  static constexpr std::size_t kMostDatagrams = 64;
  static constexpr std::size_t kMostBytes = 65536;

  // Takes a fragment; gives the whole datagram when it is the last one missing. The payload of the
  // result is good until the next call.
  std::optional<wire::IpPacket> add(const wire::IpPacket& fragment);

  [[nodiscard]] std::uint64_t evicted() const noexcept { return evicted_; }

 private:
  struct Datagram {
    std::unique_ptr<std::uint8_t[]> space;
    Assembly assembly;
    wire::IpAddress source;
    wire::IpAddress destination;
    std::uint32_t identification = 0;
    std::uint32_t whole_bytes = 0;  // known when the last fragment was seen
    std::uint64_t used = 0;
    std::uint8_t protocol = 0;
    bool active = false;
  };

  Datagram& datagram_of(const wire::IpPacket& fragment);

  std::array<Datagram, kMostDatagrams> datagrams_;
  std::uint64_t tick_ = 0;
  std::uint64_t evicted_ = 0;
};

}  // namespace desirepath::sight
