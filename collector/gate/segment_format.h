#pragma once

// The format of a spool segment, apart from reading and writing files. Pure.
//
//   header  32 octets   "DPSPOOL1" · u32 window · u32 slots · u32 CRC-32C of the sixteen before ·
//                       u8 mark · 11 zeros
//   slots   376 octets  u32 mark · u32 CRC-32C of window and ciphertext · 368 octets of ciphertext
//
// All little endian. A segment has its full size from the start, and each frame goes to a random
// slot that is free, so neither order nor time of arrival can be read from it; no certificate is in
// it at all. The header's mark is all that survives a crash: k certificates had been seen, or it
// was released. A slot without its mark is empty; a slot whose checksum is wrong was cut off by a
// crash and never acknowledged: it is counted and passed over, it is not corruption.
//
// An append-only log would have been simpler, and would keep the order. Source: privacy.md 3a
// "Gate", Decisions 11.

#include <array>
#include <cstdint>
#include <optional>
#include <span>

#include "proto/seal/frame.h"

namespace desirepath::gate {

inline constexpr std::size_t kSegmentSlots = 4096;
inline constexpr std::size_t kHeaderBytes = 32;
inline constexpr std::size_t kSlotBytes = 8 + seal::kSealedBytes;
inline constexpr std::size_t kSegmentBytes = kHeaderBytes + kSegmentSlots * kSlotBytes;
inline constexpr std::size_t kMarkOffset = 20;

// Any other octet is kNone: then it waits for fresh certificates.
enum class Mark : std::uint8_t { kNone = 0, kReached = 0x5a, kReleased = 0xa5 };

using HeaderOctets = std::array<std::uint8_t, kHeaderBytes>;
using SlotOctets = std::array<std::uint8_t, kSlotBytes>;

struct Header {
  std::uint32_t window = 0;
  Mark mark = Mark::kNone;
};

enum class SlotState : std::uint8_t { kEmpty, kFull, kTorn };

std::uint32_t crc32c(std::span<const std::uint8_t> octets, std::uint32_t seed = 0);

HeaderOctets encode_header(const Header& header);
// Nothing when it is not a whole header of this format.
std::optional<Header> decode_header(std::span<const std::uint8_t> octets);

SlotOctets encode_slot(std::uint32_t window, const seal::Sealed& ciphertext);
SlotState decode_slot(std::uint32_t window, std::span<const std::uint8_t, kSlotBytes> octets,
                      seal::Sealed& ciphertext);

}  // namespace desirepath::gate
