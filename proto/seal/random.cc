#include "proto/seal/random.h"

#include <sodium.h>

#include <algorithm>

namespace desirepath::seal {

void random_bytes(std::span<std::uint8_t> out) { randombytes_buf(out.data(), out.size()); }

std::uint32_t random_uniform(std::uint32_t bound) { return randombytes_uniform(bound); }

void Random::fill(std::span<std::uint8_t> out) {
  if (!seed_) return random_bytes(out);
  while (!out.empty()) {
    if (used_ == buffer_.size()) {
      constexpr std::array<std::uint8_t, crypto_stream_chacha20_NONCEBYTES> kNonce{};
      buffer_.fill(0);
      crypto_stream_chacha20_xor_ic(buffer_.data(), buffer_.data(), buffer_.size(), kNonce.data(),
                                    block_++, seed_->data());
      used_ = 0;
    }
    const std::size_t count = std::min(out.size(), buffer_.size() - used_);
    std::copy_n(buffer_.begin() + static_cast<std::ptrdiff_t>(used_), count, out.begin());
    used_ += count;
    out = out.subspan(count);
  }
}

std::uint32_t Random::uniform(std::uint32_t bound) {
  if (bound < 2) return 0;
  const std::uint32_t refused =
      (0U - bound) % bound;  // 2^32 mod bound: values that would be one too many
  for (;;) {
    const auto drawn = octets<4>();
    const std::uint32_t value =
        static_cast<std::uint32_t>(drawn[0]) | static_cast<std::uint32_t>(drawn[1]) << 8 |
        static_cast<std::uint32_t>(drawn[2]) << 16 | static_cast<std::uint32_t>(drawn[3]) << 24;
    if (value >= refused) return value % bound;
  }
}

}  // namespace desirepath::seal
