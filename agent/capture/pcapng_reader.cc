#include "agent/capture/pcapng_reader.h"

#include <algorithm>

#include "agent/capture/pcap_reader.h"

namespace desirepath::capture {
namespace {

constexpr std::uint32_t kSectionHeader = 0x0a0d0d0a;  // reads the same in both byte orders
constexpr std::uint32_t kByteOrderMagic = 0x1a2b3c4d;
constexpr std::uint32_t kInterfaceDescription = 1;
constexpr std::uint32_t kOldPacket = 2;
constexpr std::uint32_t kSimplePacket = 3;
constexpr std::uint32_t kEnhancedPacket = 6;
constexpr std::uint16_t kOptionTimeResolution = 9;
constexpr std::uint16_t kOptionTimeOffset = 14;
constexpr std::size_t kHeadBytes = 8;    // type and length
constexpr std::size_t kFrameBytes = 12;  // the same, and the length again behind the body
constexpr std::uint64_t kMicrosecondsPerSecond = 1'000'000;

bool holds_packet(std::uint32_t type) {
  return type == kEnhancedPacket || type == kSimplePacket || type == kOldPacket;
}

std::uint64_t power_of_ten(int exponent) {
  std::uint64_t power = 1;
  for (int i = 0; i < exponent; ++i) power *= 10;
  return power;
}

}  // namespace

bool PcapngReader::recognises(ByteStream& stream) {
  return stream.ensure(kFrameBytes) && ByteOrder().u32(stream.data()) == kSectionHeader;
}

ReadOutcome PcapngReader::begin_section(ByteStream& stream) {
  if (!stream.ensure(kFrameBytes)) return ReadOutcome::kCut;
  order_ = ByteOrder();
  if (order_.u32(stream.data() + kHeadBytes) != kByteOrderMagic) {
    order_ = ByteOrder(true);
    if (order_.u32(stream.data() + kHeadBytes) != kByteOrderMagic) return ReadOutcome::kDamaged;
  }
  interfaces_.clear();
  in_section_ = true;
  return ReadOutcome::kPacket;
}

ReadOutcome PcapngReader::next(ByteStream& stream, Packet& packet) {
  for (;;) {
    if (!stream.ensure(kHeadBytes)) {
      return stream.available() == 0 && stream.failure() == 0 ? ReadOutcome::kEnd
                                                              : ReadOutcome::kCut;
    }
    const std::uint32_t type = order_.u32(stream.data());
    if (type == kSectionHeader) {
      if (const ReadOutcome outcome = begin_section(stream); outcome != ReadOutcome::kPacket) {
        return outcome;
      }
    } else if (!in_section_) {
      return ReadOutcome::kDamaged;
    }
    const std::uint32_t length = order_.u32(stream.data() + 4);
    if (length < kFrameBytes || length > 0xfffffffc) return ReadOutcome::kDamaged;
    const std::size_t padded = (std::size_t{length} + 3) & ~std::size_t{3};
    if (type != kInterfaceDescription && !holds_packet(type)) {
      if (!stream.skip(padded)) return ReadOutcome::kCut;
      continue;
    }
    if (padded > kLargestWindow) return ReadOutcome::kDamaged;
    if (!stream.ensure(padded)) return ReadOutcome::kCut;
    const std::uint8_t* body = stream.data() + kHeadBytes;
    const std::size_t size = length - kFrameBytes;
    stream.consume(padded);
    if (type == kInterfaceDescription) {
      if (!add_interface(body, size)) return ReadOutcome::kDamaged;
      continue;
    }
    const bool good = type == kSimplePacket ? read_simple_packet(body, size, packet)
                                            : read_packet(type, body, size, packet);
    return good ? ReadOutcome::kPacket : ReadOutcome::kDamaged;
  }
}

bool PcapngReader::add_interface(const std::uint8_t* body, std::size_t size) {
  if (size < 8 || interfaces_.size() == kMostInterfaces) return false;
  Interface interface;
  interface.link_type = order_.u16(body);
  interface.snaplen = order_.u32(body + 4);
  read_options(body + 8, size - 8, interface);
  interfaces_.push_back(interface);
  return true;
}

void PcapngReader::read_options(const std::uint8_t* at, std::size_t size,
                                Interface& interface) const {
  while (size >= 4) {
    const std::uint16_t code = order_.u16(at);
    const std::size_t length = order_.u16(at + 2);
    const std::size_t whole = 4 + ((length + 3) & ~std::size_t{3});
    if (code == 0 || 4 + length > size) return;
    if (code == kOptionTimeResolution && length == 1) {
      interface.binary = (at[4] & 0x80) != 0;
      interface.exponent = at[4] & 0x7f;
    }
    if (code == kOptionTimeOffset && length == 8) {
      // Bounded to four billion seconds, as all times of this format's predecessor are.
      const auto offset = static_cast<std::int64_t>(order_.u64(at + 4));
      interface.offset_seconds = std::clamp<std::int64_t>(offset, -0xffffffffLL, 0xffffffffLL);
    }
    if (whole > size) return;
    at += whole;
    size -= whole;
  }
}

bool PcapngReader::read_packet(std::uint32_t type, const std::uint8_t* body, std::size_t size,
                               Packet& packet) {
  if (size < 20) return false;
  const std::uint32_t index = type == kOldPacket ? order_.u16(body) : order_.u32(body);
  const std::uint32_t captured = order_.u32(body + 12);
  if (index >= interfaces_.size() || captured > size - 20 || captured > kLargestFrame) return false;
  const Interface& interface = interfaces_[index];
  const std::uint64_t high = order_.u32(body + 4);
  packet.time = time_of(interface, high << 32 | order_.u32(body + 8));
  packet.link_type = interface.link_type;
  packet.bytes = {body + 20, captured};
  packet.wire_length = std::max(order_.u32(body + 16), captured);
  return true;
}

bool PcapngReader::read_simple_packet(const std::uint8_t* body, std::size_t size, Packet& packet) {
  if (size < 4 || interfaces_.empty()) return false;
  const Interface& interface = interfaces_.front();
  const std::uint32_t wire = order_.u32(body);
  std::size_t captured = std::min<std::size_t>(wire, size - 4);
  if (interface.snaplen != 0) captured = std::min<std::size_t>(captured, interface.snaplen);
  if (captured > kLargestFrame) return false;
  packet.time = Time();  // this block has no time
  packet.link_type = interface.link_type;
  packet.bytes = {body + 4, captured};
  packet.wire_length = wire;
  return true;
}

Time PcapngReader::time_of(const Interface& interface, std::uint64_t ticks) {
  std::uint64_t microseconds = 0;
  if (interface.binary) {
    const int exponent = std::min<int>(interface.exponent, 63);
    const std::uint64_t seconds = ticks >> exponent;
    std::uint64_t fraction = ticks & ((std::uint64_t{1} << exponent) - 1);
    const int drop = std::max(0, exponent - 43);  // so that the product below fits into 64 bits
    fraction >>= drop;
    microseconds =
        seconds * kMicrosecondsPerSecond + (fraction * kMicrosecondsPerSecond >> (exponent - drop));
  } else if (interface.exponent <= 6) {
    microseconds = ticks * power_of_ten(6 - interface.exponent);
  } else {
    microseconds = ticks / power_of_ten(std::min(interface.exponent - 6, 19));
  }
  constexpr std::uint64_t kLatest = 0xffffffff * kMicrosecondsPerSecond;  // the year 2106
  return Time(std::chrono::microseconds(std::min(microseconds, kLatest)) +
              std::chrono::seconds(interface.offset_seconds));
}

}  // namespace desirepath::capture
