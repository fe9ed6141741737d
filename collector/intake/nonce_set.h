#pragma once

// `NonceSet` remembers which nonces of a window may have been counted, in five octets each. Pure.
//
// It answers "surely not" or "perhaps": never a wrong "surely not". NonceBook asks the disk about a
// "perhaps". With twenty million nonces it takes 160 MiB and a wrong "perhaps" comes about once in
// 10^12 questions. Devices choose nonces, so they are mixed with a key of this process: nobody can
// aim at one place of the table.
//
// An ordered index on disk costs 10-22 microseconds a nonce and rewrites a page for each; a Bloom
// filter of this size asks the disk far more often.
//
// Limits: load at most three quarters; `full` says when a larger one must be built from the disk,
// because five octets do not hold the nonce's whole hash.

#include <cstdint>
#include <vector>

#include "collector/intake/fact_check.h"

namespace desirepath::intake {

class NonceSet {
 public:
  // Room for `expected` nonces before it is full.
  explicit NonceSet(std::size_t expected);

  [[nodiscard]] bool may_contain(const Nonce& nonce) const;
  // Must not be full.
  void insert(const Nonce& nonce);

  [[nodiscard]] bool full() const { return size_ >= capacity_; }
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] std::size_t resident_bytes() const { return slots_.size(); }

 private:
  struct Place {
    std::size_t slot;
    std::uint64_t tag;  // 40 bits, never 0
  };
  [[nodiscard]] Place place(const Nonce& nonce) const;
  [[nodiscard]] std::uint64_t tag_at(std::size_t slot) const;
  // The slot that holds the tag, or the empty one where it would go.
  [[nodiscard]] std::size_t find(Place place) const;

  int bits_ = 0;  // of the slots' count
  std::size_t capacity_ = 0;
  std::size_t size_ = 0;
  std::vector<std::uint8_t> slots_;
};

}  // namespace desirepath::intake
