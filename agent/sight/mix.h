#pragma once

// `mix` and `words_of` are the seeded hash of the tables in `sight`.
//
// Two multiplications to 128 bits and folding, as in wyhash: fast, and good enough to tell flows
// apart by 64 bits when the seed is not known to who chooses the addresses. Threads: pure.

#include <cstdint>
#include <cstring>

#include "agent/sight/endpoint.h"

namespace desirepath::sight {

struct Words {
  std::uint64_t high;
  std::uint64_t low;
};

inline Words words_of(const Address& address) noexcept {
  Words words;
  std::memcpy(&words, address.octets.data(), sizeof words);
  return words;
}

// Every input bit reaches every output bit.
constexpr std::uint64_t mix(std::uint64_t a, std::uint64_t b) noexcept {
  __extension__ using Wide = unsigned __int128;
  const Wide product = static_cast<Wide>(a) * b;
  return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

// Digits of the golden ratio and of pi; any odd random numbers do.
constexpr std::uint64_t kMixA = 0x9e3779b97f4a7c15U;
constexpr std::uint64_t kMixB = 0x243f6a8885a308d3U;
constexpr std::uint64_t kMixC = 0x13198a2e03707345U;

}  // namespace desirepath::sight
