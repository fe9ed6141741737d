#pragma once

// The octet types of the room: views, 32-octet values, and the wiping of secrets.

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace desirepath::seal {

using Octets = std::span<const std::uint8_t>;
using Key = std::array<std::uint8_t, 32>;

// The octets of a string, for functions that take either.
inline Octets octets(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

inline std::string_view text(Octets octets) {
  return {reinterpret_cast<const char*>(octets.data()), octets.size()};
}

}  // namespace desirepath::seal
