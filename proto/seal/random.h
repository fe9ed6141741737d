#pragma once

// `Random` is the source of every choice the product leaves to chance: nonces, seeds, order, times.
//
// It is a value that is passed in, so that a simulated fleet and the tests are reproducible:
// `Random()` asks the system (libsodium's randombytes), `Random(seed)` is a ChaCha20 stream that
// depends on the seed alone.
//
// Threads: one thread at a time; make one for each thread.

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>

#include "proto/seal/octets.h"

namespace desirepath::seal {

class Random {
 public:
  Random() = default;
  explicit Random(const Key& seed) : seed_(seed) {}

  void fill(std::span<std::uint8_t> out);

  template <std::size_t kSize>
  std::array<std::uint8_t, kSize> octets() {
    std::array<std::uint8_t, kSize> out{};
    fill(out);
    return out;
  }

  // Uniform in [0, bound), without the bias of a remainder; 0 when bound is 0 or 1.
  std::uint32_t uniform(std::uint32_t bound);

  // Fisher-Yates over anything with random access.
  template <typename Items>
  void shuffle(Items& items) {
    for (std::size_t left = items.size(); left > 1; --left) {
      using std::swap;
      swap(items[left - 1], items[uniform(static_cast<std::uint32_t>(left))]);
    }
  }

 private:
  std::optional<Key> seed_;
  std::uint64_t block_ = 0;
  std::array<std::uint8_t, 64> buffer_{};
  std::size_t used_ = 64;
};

// The system's randomness, where nothing needs to be reproducible.
void random_bytes(std::span<std::uint8_t> out);
std::uint32_t random_uniform(std::uint32_t bound);

}  // namespace desirepath::seal
