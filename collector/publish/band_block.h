#pragma once

// `band_block` turns a band into a block as it is stored: a low end below the floor becomes 0, so
// that all numbers below k look the same (R1).

#include <algorithm>
#include <cstdint>

#include "collector/publish/bands.h"
#include "collector/publish/table.h"

namespace desirepath::publish {

inline Block band_block(View view, std::uint32_t window, std::uint32_t object, std::uint32_t member,
                        Band band, std::uint32_t k) {
  const bool below = band.low < std::int64_t{k};
  Block block;
  block.view = view;
  block.window = window;
  block.object = object;
  block.member = member;
  block.low = below ? 0 : static_cast<std::uint32_t>(band.low);
  block.high = static_cast<std::uint32_t>(below ? std::max(band.high, std::int64_t{k} - 1)
                                                : std::max(band.high, band.low));
  block.why = below ? Why::kBelowFloor : Why::kNone;
  return block;
}

}  // namespace desirepath::publish
