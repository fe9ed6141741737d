#pragma once

// FIRST_LIGHT: that this device takes part in the first light (a = 0), and each need a of which it
// used a tool in it: 1, 2, 3 or more tools. Never with a department, and the only kind of its
// window (proto/policy/first_light.h).
//
// Only a device whose diary began before the first light and not before the grid's window ahead of
// it tells anything: one that was installed in the middle saw half of it, one that saw a whole
// window before it is past its beginning. A machine of several people says only that it takes part.
// Devices that a gateway counts are left out. Source: product.md, section 5.

#include "agent/facts/inputs.h"

namespace desirepath::facts {

// `inputs.days` are those of `light`. Nothing where the device takes no part.
Facts first_light_facts(const Inputs& inputs, const policy::FirstLight& light);

// What the grid's windows after a first light look at: nothing before `day`, their first. So no
// figure of theirs is made of a day that the first light has told of.
void begin_grid(std::int32_t day, diary::Snapshot& diary);

}  // namespace desirepath::facts
