#include "collector/publish/earlier.h"

namespace desirepath::publish {
Earlier::Past past_of(const Window& window, std::span<const Block> blocks) {
  Earlier::Past past;
  past.published = true;
  past.k = window.floors.k;
  for (const Block& block : blocks) {
    switch (block.view) {
      case View::kTool:
        past.totals[block.object] = block.high;
        break;
      case View::kRetention:
        if (block.member == kAgeNew) past.new_most[block.object] = block.high;
        break;
      default:
        break;
    }
  }
  return past;
}

}  // namespace desirepath::publish
