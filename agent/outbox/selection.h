#pragma once

// `select_frames` turns a window's facts into its 128 frames: never more, never fewer, in random
// order.
//
// More than 127 facts: heartbeat, need and displacement facts stay, of the rest a uniform sample;
// how many were left out is told in the ledger. The rest of the frames is filler: kind DUMMY with a
// nonce and random numbers in every other field, so that an opened frame shows no pattern before it
// is dropped. Pure but for `random`.
//
// Source: privacy.md, 3a "Sending schedule".

#include "agent/facts/inputs.h"
#include "agent/outbox/frame.h"
#include "proto/seal/random.h"

namespace desirepath::outbox {

struct Selection {
  std::vector<Frame> frames;
  std::uint32_t lost_facts = 0;
};

Selection select_frames(facts::Facts facts, std::uint32_t window, seal::Random& random);

// Filler for the window, with a fresh nonce.
facts::Fact filler(std::uint32_t window, seal::Random& random);

}  // namespace desirepath::outbox
