#pragma once

// The outbox's values: a frame, each time it was sealed and sent, and the 128 frames of one window.
//
// The outbox keeps them in state.db (frame_format.h), the ledger reads them back. Threads: plain
// values.

#include <cstdint>
#include <optional>
#include <vector>

#include "agent/facts/fact.h"
#include "proto/seal/octets.h"

namespace desirepath::outbox {

constexpr std::uint32_t kFramesPerWindow = 128;
constexpr std::uint32_t kMaximumFacts = 127;  // one frame of a window is always filler
constexpr std::uint32_t kSendsPerWindow =
    160;  // the gate's quota: 128 frames and 32 that are sent again
constexpr std::uint32_t kLedgerWindows = 8;  // how long the person can look back

// One sealing that left the machine, or was about to when the agent stopped.
struct Send {
  std::uint64_t number = 0;  // counts every send of this agent
  std::int64_t time = 0;     // unix seconds
  seal::Key seed{};          // makes the very octets again
  seal::Key sealed_hash{};   // BLAKE2b-256 of the 368 octets
  seal::Key chain{};         // BLAKE2b-256 of the chain before, this number and `sealed_hash`
};

struct Frame {
  facts::Fact fact;           // kind DUMMY: filler
  bool vetoed = false;        // the person took the fact out; filler goes in its place
  bool delivered = false;     // the gate has it
  bool dropped = false;       // its time was over before the gate had it
  std::vector<Send> sends{};  // at most kSendsPerWindow over the window
};

struct WindowFrames {
  std::uint32_t window = 0;
  std::int64_t made = 0;         // unix seconds
  std::uint32_t lost_facts = 0;  // more than 127 facts: this many were left out
  std::int64_t uptime = 0;       // seconds the agent ran since they were made, for the hold
  std::int64_t kept_uptime = 0;  // of it, what is on the disk; not stored
  std::uint32_t erased_sends =
      0;  // sends that opt-out or hand-over made the ledger forget: the quota does not
  bool lab = false;
  std::optional<seal::Key> sealing_key;  // the window's, once a frame was sealed to it
  std::vector<std::uint32_t>
      accounts;  // who was at the machine in the window: the ledger's owner when it is one
  std::vector<Frame> frames;  // kFramesPerWindow, in the order they are sent

  [[nodiscard]] std::uint32_t sends() const {
    std::size_t total = erased_sends;
    for (const Frame& frame : frames) total += frame.sends.size();
    return static_cast<std::uint32_t>(total);
  }
};

}  // namespace desirepath::outbox
