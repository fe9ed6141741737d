#pragma once

// `u16_at` and `u32_at` read a big-endian integer at a fixed place of a header of fixed length.
//
// The parsers of the headers that every packet has use them: one length check makes the span, and
// the compiler refuses a place beyond its end. Everything of variable length is `Cursor`'s.
// Threads: pure.

#include <cstddef>
#include <cstdint>
#include <span>

namespace desirepath::wire {

template <std::size_t At, std::size_t Size>
constexpr std::uint16_t u16_at(std::span<const std::uint8_t, Size> header) noexcept {
  static_assert(Size != std::dynamic_extent && At + 2 <= Size);
  return static_cast<std::uint16_t>(header[At] << 8 | header[At + 1]);
}

template <std::size_t At, std::size_t Size>
constexpr std::uint32_t u32_at(std::span<const std::uint8_t, Size> header) noexcept {
  static_assert(Size != std::dynamic_extent && At + 4 <= Size);
  return std::uint32_t{u16_at<At>(header)} << 16 | u16_at<At + 2>(header);
}

}  // namespace desirepath::wire
