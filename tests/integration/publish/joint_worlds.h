#pragma once

// Enumerations of whole small organisations, each with the hidden quantities an attacker would like
// to know. Each returns what is left to him after everything is published at once.
//
// The worlds are complete up to their headcount: every state that the public facts (headcounts,
// standings, catalog, the definitions of the facts) allow is tried.

#include <cstdint>

#include "tests/integration/publish/candidates.h"

namespace desirepath::oracle {

// One tool of one organisation: owners, guests, new, young.
Candidates::Verdict retention_world(const Gate& gate, std::uint32_t k, std::uint32_t headcount);

// Four windows of one tool: new in each of three, young in the fourth.
Candidates::Verdict young_world(const Gate& gate, std::uint32_t k, std::uint32_t owners);

// One need: an offered tool, two others, all displacement values, N.
Candidates::Verdict need_world(const Gate& gate, std::uint32_t k, std::uint32_t headcount);

// One need with an offer nobody uses, and one other tool: owners on one day, on several, and
// guests.
Candidates::Verdict guest_world(const Gate& gate, std::uint32_t k, std::uint32_t headcount);

// One need of which nothing is offered, three tools, N.
Candidates::Verdict absent_world(const Gate& gate, std::uint32_t k, std::uint32_t headcount);

// Two departments and devices without one: reports of each, two tools that nobody offers.
Candidates::Verdict coverage_world(const Gate& gate, std::uint32_t k, std::uint32_t headcount);

// The same, and a gateway that counts in the first department: how many have no agent.
Candidates::Verdict gateway_world(const Gate& gate, std::uint32_t k, std::uint32_t headcount);

// Four windows of one tool and the devices in any of them.
Candidates::Verdict period_world(const Gate& gate, std::uint32_t k, std::uint32_t most);

// Profile small with fewer than 50 devices: needs only, no tool is published. One need of which
// nothing is offered, N. The tables of a first window that shows needs only are these.
Candidates::Verdict needs_only_world(const Gate& gate, std::uint32_t k, std::uint32_t headcount);

// A first light of two needs and N, in a lab (where twice k must report).
Candidates::Verdict first_light_world(const Gate& gate, std::uint32_t k, std::uint32_t headcount);

// The same with the floors of the weekly profile, fifty of which must report: one need, N.
Candidates::Verdict real_first_light_world(const Gate& gate, std::uint32_t k,
                                           std::uint32_t headcount);

// A first light and the grid's first window after it, published together: one need of two tools,
// the devices of either and of both.
Candidates::Verdict light_and_week_world(const Gate& gate, std::uint32_t k,
                                         std::uint32_t headcount);

// A listed pair of tools: owners of each, and how those that bounce are divided in three.
Candidates::Verdict pair_world(const Gate& gate, std::uint32_t k, std::uint32_t most);

}  // namespace desirepath::oracle
