#include "collector/gate/segment_format.h"

#include <algorithm>

namespace desirepath::gate {
namespace {

constexpr std::array<std::uint8_t, 8> kMagic = {'D', 'P', 'S', 'P', 'O', 'O', 'L', '1'};
constexpr std::uint32_t kMark = 0x454d4153;

constexpr std::array<std::uint32_t, 256> make_table() {
  std::array<std::uint32_t, 256> table{};
  for (std::uint32_t i = 0; i < 256; ++i) {
    std::uint32_t value = i;
    for (int bit = 0; bit < 8; ++bit) {
      value = (value & 1) != 0 ? (value >> 1) ^ 0x82f63b78U : value >> 1;
    }
    table[i] = value;
  }
  return table;
}

constexpr std::array<std::uint32_t, 256> kTable = make_table();

void put(std::uint8_t* at, std::uint32_t value) {
  for (int i = 0; i < 4; ++i) at[i] = static_cast<std::uint8_t>(value >> (8 * i));
}

std::uint32_t get(const std::uint8_t* at) {
  return at[0] | std::uint32_t{at[1]} << 8 | std::uint32_t{at[2]} << 16 |
         std::uint32_t{at[3]} << 24;
}

std::uint32_t checksum(std::uint32_t window, std::span<const std::uint8_t> ciphertext) {
  std::array<std::uint8_t, 4> number{};
  put(number.data(), window);
  return crc32c(ciphertext, crc32c(number));
}

}  // namespace

std::uint32_t crc32c(std::span<const std::uint8_t> octets, std::uint32_t seed) {
  std::uint32_t value = ~seed;
  for (const std::uint8_t octet : octets) value = kTable[(value ^ octet) & 0xff] ^ (value >> 8);
  return ~value;
}

HeaderOctets encode_header(const Header& header) {
  HeaderOctets octets{};
  std::copy(kMagic.begin(), kMagic.end(), octets.begin());
  put(&octets[8], header.window);
  put(&octets[12], static_cast<std::uint32_t>(kSegmentSlots));
  put(&octets[16], crc32c(std::span(octets).first(16)));
  octets[kMarkOffset] = static_cast<std::uint8_t>(header.mark);
  return octets;
}

std::optional<Header> decode_header(std::span<const std::uint8_t> octets) {
  if (octets.size() < kHeaderBytes || !std::equal(kMagic.begin(), kMagic.end(), octets.begin()) ||
      get(&octets[12]) != kSegmentSlots || get(&octets[16]) != crc32c(octets.first(16))) {
    return std::nullopt;
  }
  const auto mark = static_cast<Mark>(octets[kMarkOffset]);
  const bool known = mark == Mark::kReached || mark == Mark::kReleased;
  return Header{get(&octets[8]), known ? mark : Mark::kNone};
}

SlotOctets encode_slot(std::uint32_t window, const seal::Sealed& ciphertext) {
  SlotOctets octets{};
  put(&octets[0], kMark);
  put(&octets[4], checksum(window, ciphertext));
  std::copy(ciphertext.begin(), ciphertext.end(), octets.begin() + 8);
  return octets;
}

SlotState decode_slot(std::uint32_t window, std::span<const std::uint8_t, kSlotBytes> octets,
                      seal::Sealed& ciphertext) {
  std::copy(octets.begin() + 8, octets.end(), ciphertext.begin());
  if (get(&octets[0]) == kMark && get(&octets[4]) == checksum(window, ciphertext)) {
    return SlotState::kFull;
  }
  const bool empty =
      std::all_of(octets.begin(), octets.end(), [](auto octet) { return octet == 0; });
  return empty ? SlotState::kEmpty : SlotState::kTorn;
}

}  // namespace desirepath::gate
