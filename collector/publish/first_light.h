#pragma once

// What the first light is published under: needs alone, of the whole organisation, as bands; no
// tool, no department, no kind that the policy asks beside it.
//
// Nothing at all is published when fewer than 50 devices report. That something is published then
// tells that there were 50, so the band of those that reported begins there: counted from 0, the
// band around 50 would leave fewer than k candidates. For the same reason it needs k candidates up
// to the headcount, else it is not announced (collector/policy/first_light.h) and not published.
//
// It takes no part in what the grid's windows say: they are made of other days
// (agent/facts/first_light.h), no band of theirs leans on it (`read_earlier` in freeze.cc leaves it
// out) and no trend counts it (history.h). So a state of the one leaves every state of the others
// possible, and each keeps the candidates it has alone; tests/integration/publish holds that
// against small worlds published together.
//
// Threads: pure function.

#include "collector/publish/dictionary.h"

namespace desirepath::publish {

// `dictionary` of a first light, with all that it leaves out taken out.
Dictionary of_first_light(const Dictionary& dictionary);

}  // namespace desirepath::publish
