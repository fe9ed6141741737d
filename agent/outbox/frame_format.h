#pragma once

// How a window's frames lie in state.db: one value "outbox/<window>", before it is encrypted.
//
//   u8 version = 1, u32 window, i64 made, u32 lost facts, i64 uptime, u32 erased sends, u8 flags (1
//   lab, 2 key known), 32 key, u32 accounts, each u32; u32 frames, each:
//     u8 kind, u32 policy, u32 department, u32 a, u32 b, u32 value, 16 nonce, u8 flags (1 vetoed, 2
//     delivered, 4 dropped), u32 sends, each: u64 number, i64 time, 32 seed, 32 hash, 32 chain
// Filler and facts are equally long, and all frames of a window lie in one value: its size says
// nothing about use.
//
// Errors: kDataLoss: the octets are not such a value. Fuzzed: tests/fuzz/seal/ledger_fuzz.cc.

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "agent/outbox/frame.h"

namespace desirepath::outbox {

std::string encode(const WindowFrames& frames);
absl::StatusOr<WindowFrames> decode(std::string_view octets);

// "outbox/0000002957": ascending names are ascending windows.
std::string value_name(std::uint32_t window);

}  // namespace desirepath::outbox
