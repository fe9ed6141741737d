#pragma once

// `publication_of` makes everything one window publishes: a pure function of the window's cells,
// the dictionary, and what the three windows before have published.
//
// `freeze` writes the result in one transaction; the brute-force oracle (tests/integration/publish)
// calls it on enumerated worlds. Blocks come in the order of the key of published.db.

#include <cstdint>
#include <vector>

#include "collector/publish/dictionary.h"
#include "collector/publish/noise.h"
#include "collector/publish/table.h"
#include "collector/publish/tally.h"
#include "collector/publish/tool_bands.h"

namespace desirepath::publish {

struct Publication {
  Window window;
  std::vector<Block> blocks;
};

// `noise` (R9) is drawn from here and nowhere else; without it the result is a function of the
// rest.
Publication publication_of(const Tally& tally, const Dictionary& dictionary, const Earlier& earlier,
                           std::uint32_t window, Noise* noise = nullptr);

}  // namespace desirepath::publish
