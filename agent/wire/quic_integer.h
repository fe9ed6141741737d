#pragma once

// `quic_integer` reads a variable-length integer: the two high bits of the first octet give its
// width of 1, 2, 4 or 8.
//
// `quic_packet.cc` and `quic_frames.cc` use it. Source: RFC 9000, 16. Errors: those of `Cursor`.

#include <cstdint>

#include "agent/wire/cursor.h"

namespace desirepath::wire {

constexpr std::uint64_t quic_integer(Cursor& in) noexcept {
  const std::uint8_t first = in.u8();
  std::uint64_t value = first & 0x3fU;
  for (int octets = (1 << (first >> 6)) - 1; octets > 0; --octets) value = value << 8 | in.u8();
  return value;
}

}  // namespace desirepath::wire
