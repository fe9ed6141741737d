#include "collector/intake/nonce_set.h"

#include <array>
#include <bit>
#include <cstring>

#include "proto/seal/random.h"

namespace desirepath::intake {
namespace {

constexpr std::size_t kTagBytes = 5;
constexpr std::uint64_t kTagMask = (std::uint64_t{1} << 40) - 1;
constexpr int kMinBits = 12;

struct MixingKey {
  std::uint64_t first;
  std::uint64_t second;
};

const MixingKey& mixing_key() {
  static const MixingKey key = [] {
    std::array<std::uint8_t, sizeof(MixingKey)> octets;
    seal::random_bytes(octets);
    return std::bit_cast<MixingKey>(octets);
  }();
  return key;
}

std::uint64_t mix(std::uint64_t value) {
  value ^= value >> 32;
  value *= 0xd6e8feb86659fd93U;
  value ^= value >> 32;
  value *= 0xd6e8feb86659fd93U;
  return value ^ value >> 32;
}

}  // namespace

NonceSet::NonceSet(std::size_t expected) {
  bits_ = kMinBits;
  while ((std::size_t{3} << bits_) / 4 < expected) ++bits_;
  capacity_ = (std::size_t{3} << bits_) / 4;
  slots_.resize((std::size_t{1} << bits_) * kTagBytes);
}

NonceSet::Place NonceSet::place(const Nonce& nonce) const {
  std::array<std::uint64_t, 2> words;
  std::memcpy(words.data(), nonce.data(), sizeof(words));
  const MixingKey& key = mixing_key();
  const std::uint64_t low = mix(words[0] ^ key.first);
  const std::uint64_t hash = mix(low + std::rotl(words[1], 29) * 0x9e3779b97f4a7c15U + key.second);
  const std::uint64_t tag = mix(hash ^ words[1]) & kTagMask;
  return {static_cast<std::size_t>(hash >> (64 - bits_)), tag == 0 ? 1 : tag};
}

std::uint64_t NonceSet::tag_at(std::size_t slot) const {
  std::uint64_t tag = 0;
  std::memcpy(&tag, &slots_[slot * kTagBytes], kTagBytes);
  return tag;
}

std::size_t NonceSet::find(Place place) const {
  const std::size_t mask = (std::size_t{1} << bits_) - 1;
  std::size_t slot = place.slot;
  for (std::uint64_t tag = tag_at(slot); tag != 0 && tag != place.tag; tag = tag_at(slot)) {
    slot = (slot + 1) & mask;
  }
  return slot;
}

bool NonceSet::may_contain(const Nonce& nonce) const { return tag_at(find(place(nonce))) != 0; }

void NonceSet::insert(const Nonce& nonce) {
  const Place wanted = place(nonce);
  const std::size_t slot = find(wanted);
  if (tag_at(slot) != 0) return;
  std::memcpy(&slots_[slot * kTagBytes], &wanted.tag, kTagBytes);
  ++size_;
}

}  // namespace desirepath::intake
