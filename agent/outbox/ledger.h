#pragma once

// The ledger: every frame this device made in the last eight windows, in words, octets and hashes.
//
// The console and the command `ledger` print it; the person reads what was told, and can make every
// sealed octet that left again and compare it with the wire. Pure functions over
// `Outbox::ledger()`.
//
// States: held (waits for the hold), queued (leaves in one of the next sessions), sent (the gate
// has it), vetoed (taken out; filler goes in its place), dropped (the gate did not have it when its
// time was over). Source: privacy.md, 3e and Decisions 7.

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "agent/facts/words.h"
#include "agent/outbox/frame.h"
#include "agent/outbox/timetable.h"
#include "proto/seal/frame.h"

namespace desirepath::outbox {

enum class FrameState : std::uint8_t { kHeld, kQueued, kSent, kVetoed, kDropped };

std::string_view name(FrameState state);

struct LedgerSend {
  std::int64_t time = 0;  // unix seconds
  std::uint64_t number = 0;
  std::string sealed_hash;  // hex, BLAKE2b-256 of the 368 octets
  std::string seed;   // hex: with the octets and the key below, anyone can make the seal again
  std::string chain;  // hex
};

struct LedgerEntry {
  std::uint32_t window = 0;
  std::string window_name;
  std::uint32_t position = 0;
  std::int64_t made = 0;  // unix seconds
  FrameState state = FrameState::kHeld;
  bool filler = false;  // made as filler; a vetoed fact is not
  bool lab = false;
  std::string kind;  // "tool week"
  std::string
      words;  // "This device told: a device of Sales used Miro on 2-3 days in week 2026-W37"
  std::uint32_t true_answer = 0;  // what the diary says
  std::uint32_t sent_answer = 0;  // what was sent; the same while no noise is added
  std::string plaintext;          // hex of the 320 octets
  std::string sealing_key;        // hex; empty while nothing of the window was sealed
  std::vector<LedgerSend> sends;
};

// Above every ledger of a lab.
constexpr std::string_view kLabBanner =
    "LAB: these figures are not anonymous. Do not use a lab with people's real work.";

std::vector<LedgerEntry> ledger_entries(const WindowFrames& window, absl::Time now,
                                        const Timetable& timetable, const facts::Names& names);

// "tool week", "heartbeat", "filler".
std::string kind_name(facts::Kind kind);

// What another account of the machine may see: kind, state and hashes; no words, no octets.
LedgerEntry for_others(LedgerEntry entry);

// Whether `account` was alone at the machine in the window, or nobody is known to have been.
bool belongs_to(const WindowFrames& window, std::uint32_t account);

// The very octets that left as this send; kInvalidArgument if the window has no key (nothing left).
absl::StatusOr<seal::Sealed> sealed_again(const WindowFrames& window, const Frame& frame,
                                          const Send& send);

// That every send kept makes the octets its hash names, and that hashes and numbers chain without a
// gap; kDataLoss names the first that does not.
absl::Status verify_ledger(const std::vector<WindowFrames>& windows);

}  // namespace desirepath::outbox
