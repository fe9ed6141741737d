#pragma once

// `Fact` is one anonymous statement of this device about one window; the outbox gives it its nonce
// and sends it alone.
//
// Meanings of the numbers: fact.proto. Threads: a plain value.

#include <array>
#include <cstdint>

#include "desirepath/v1/fact.pb.h"

namespace desirepath::facts {

using Kind = v1::FactKind;
using Nonce = std::array<std::uint8_t, 16>;

struct Fact {
  Kind kind = v1::FACT_KIND_DUMMY;
  std::uint32_t policy_number = 0;
  std::uint32_t window = 0;
  std::uint32_t department = 0;
  std::uint32_t a = 0;
  std::uint32_t b = 0;
  std::uint32_t value = 0;
  Nonce nonce{};

  friend bool operator==(const Fact&, const Fact&) = default;
};

}  // namespace desirepath::facts
