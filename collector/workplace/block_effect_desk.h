#pragma once

// `BlockEffectDesk`: what the published tables show after a tool was restricted or taken away.
//
// getBlockEffect takes the newest decision that restricts or blocks the tool, the window before it
// counts, and those 2, 6 and 12 windows into it: the tool itself, and each other tool of the need,
// as bands with the least and the most by which they can have changed. Where people went is read
// off the tools that surely grew; whether they went there from here nobody counted.
//
// Source: needs.md, section 3 (block-effect watch). Errors: those of operation.h.

#include "collector/api/provider.h"
#include "collector/workplace/ground.h"
#include "collector/workplace/office.h"

namespace desirepath::workplace {

// `ground` must outlive the operations; the provider's reports are copied.
void add_block_effect_operations(const Office& office, SignedGround& ground,
                                 api::Provider& provider);

}  // namespace desirepath::workplace
