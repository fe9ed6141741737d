#pragma once

// Integers of a capture file, which is written in the byte order of the machine that wrote it.
//
// The readers of pcap and pcapng use it. Frames themselves are read by `wire::Cursor`. Constant
// functions.

#include <cstdint>
#include <cstring>

namespace desirepath::capture {

class ByteOrder {
 public:
  constexpr explicit ByteOrder(bool swapped = false) : swapped_(swapped) {}

  [[nodiscard]] std::uint16_t u16(const std::uint8_t* at) const {
    std::uint16_t value;
    std::memcpy(&value, at, sizeof value);
    return swapped_ ? __builtin_bswap16(value) : value;
  }
  [[nodiscard]] std::uint32_t u32(const std::uint8_t* at) const {
    std::uint32_t value;
    std::memcpy(&value, at, sizeof value);
    return swapped_ ? __builtin_bswap32(value) : value;
  }
  [[nodiscard]] std::uint64_t u64(const std::uint8_t* at) const {
    std::uint64_t value;
    std::memcpy(&value, at, sizeof value);
    return swapped_ ? __builtin_bswap64(value) : value;
  }

 private:
  bool swapped_;
};

}  // namespace desirepath::capture
