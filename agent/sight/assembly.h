#pragma once

// `Assembly` puts a byte range together from pieces that come in any order, twice or overlapping.
//
// The fragment table uses it for IP datagrams, the readers for TCP streams and QUIC CRYPTO. It
// writes into space its owner lends. What came first stays: a later piece that says otherwise about
// the same octets does not replace them.
//
// Limits: `kMostRuns` separate runs and the space; a piece beyond either is refused, which the
// owner counts. Threads: one at a time.

#include <array>
#include <cstdint>
#include <span>

#include "agent/wire/cursor.h"

namespace desirepath::sight {

class Assembly {
 public:
  static constexpr std::size_t kMostRuns = 128;

  // Starts empty over `space`, which must outlive the use.
  void begin(std::span<std::uint8_t> space) noexcept;

  // Copies what is new of `piece`. False when it lies beyond the space, or would be a run too many;
  // what fits of a piece that begins inside is copied all the same.
  bool add(std::size_t offset, wire::Bytes piece) noexcept;

  // The octets from 0 up to the first that is missing.
  [[nodiscard]] wire::Bytes head() const noexcept;

  // Forgets the first `count` octets, there or missing; later offsets count from behind them.
  void drop_front(std::size_t count) noexcept;

  [[nodiscard]] std::size_t space() const noexcept { return space_.size(); }
  [[nodiscard]] bool is_empty() const noexcept { return count_ == 0; }

 private:
  struct Run {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
  };

  void copy_new(std::uint32_t offset, wire::Bytes piece) noexcept;
  bool merge(Run run) noexcept;

  std::span<std::uint8_t> space_;
  std::array<Run, kMostRuns> runs_;  // ascending, apart from each other
  std::size_t count_ = 0;
};

}  // namespace desirepath::sight
