#pragma once

// `example_needs` and `example_tools`: a made-up organisation's report, to be shown watermarked
// "example, not your data" until the first figures are in, and to try a page without a collector.

#include "collector/needs/need_card.h"

namespace desirepath::needs {

NeedsReport example_needs();
ToolsReport example_tools();

}  // namespace desirepath::needs
