#pragma once

// A frame: one fact, padded to 320 octets and sealed to the window's key, 368 octets on the wire.
//
// The agent's outbox pads and seals, the collector's intake opens and unpads, the gate sees 368
// octets of nothing. Layout of the plaintext: u16 length (little endian), the serialized `Fact`,
// zeros to the end. Layout of the seal, as crypto_box_seal has it: ephemeral public key (32), then
// crypto_box_easy of the plaintext under nonce = BLAKE2b-192(ephemeral public key, window's public
// key). Here the ephemeral pair comes from a seed of 32 octets, which the ledger keeps, so that it
// can make every octet that left again; crypto_box_seal_open opens it.
//
// Source: privacy.md, Decisions 2, 3a "Frame", 3e; libsodium 1.0.18 crypto_box_seal.c.
// Errors: kInvalidArgument from all of them: the octets are not a frame (of this key); drop and
// count.

#include <array>
#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "proto/seal/keys.h"
#include "proto/seal/octets.h"

namespace desirepath::seal {

constexpr std::size_t kPlainBytes = 320;
constexpr std::size_t kSealedBytes = 368;
constexpr std::size_t kMessageBytes = kPlainBytes - 2;  // the longest message a frame can hold

using Plain = std::array<std::uint8_t, kPlainBytes>;
using Sealed = std::array<std::uint8_t, kSealedBytes>;

absl::StatusOr<Plain> pad(std::string_view message);

// The message; refused unless every octet behind it is zero, so that one message has one frame.
absl::StatusOr<std::string> unpad(const Plain& plain);

// The same plain, key and seed give the same octets. A seed is used once.
absl::StatusOr<Sealed> seal_frame(const Plain& plain, const Key& public_key, const Key& seed);

absl::StatusOr<Plain> open_frame(Octets sealed, const SealingKeyPair& key);

}  // namespace desirepath::seal
