#include "agent/capture/pcap_reader.h"

#include <algorithm>
#include <utility>

namespace desirepath::capture {
namespace {

constexpr std::size_t kFileHeaderBytes = 24;
constexpr std::uint32_t kMicroseconds = 0xa1b2c3d4;
constexpr std::uint32_t kNanoseconds = 0xa1b23c4d;
constexpr std::uint32_t kModified = 0xa1b2cd34;

bool known(std::uint32_t magic) {
  return magic == kMicroseconds || magic == kNanoseconds || magic == kModified;
}

}  // namespace

std::optional<PcapReader> PcapReader::from(ByteStream& stream) {
  if (!stream.ensure(kFileHeaderBytes)) return std::nullopt;
  const std::uint8_t* header = stream.data();
  PcapReader reader;
  std::uint32_t magic = reader.order_.u32(header);
  if (!known(magic)) {
    reader.order_ = ByteOrder(true);
    magic = reader.order_.u32(header);
    if (!known(magic)) return std::nullopt;
  }
  reader.nanoseconds_ = magic == kNanoseconds;
  reader.header_bytes_ = magic == kModified ? 24 : 16;
  reader.version_major_ = reader.order_.u16(header + 4);
  reader.version_minor_ = reader.order_.u16(header + 6);
  // The upper half of the field tells of frame check sequences, not of the link.
  reader.link_type_ = static_cast<std::uint16_t>(reader.order_.u32(header + 20) & 0xffff);
  stream.consume(kFileHeaderBytes);
  return reader;
}

void PcapReader::order_lengths(std::uint32_t& captured, std::uint32_t& wire) const {
  const bool always = version_major_ < 2 || (version_major_ == 2 && version_minor_ < 3);
  const bool sometimes = version_major_ == 543 || (version_major_ == 2 && version_minor_ == 3);
  if (always || (sometimes && captured > wire)) std::swap(captured, wire);
}

ReadOutcome PcapReader::next(ByteStream& stream, Packet& packet) {
  if (!stream.ensure(header_bytes_)) {
    return stream.available() == 0 && stream.failure() == 0 ? ReadOutcome::kEnd : ReadOutcome::kCut;
  }
  const std::uint8_t* header = stream.data();
  const std::uint32_t seconds = order_.u32(header);
  const std::uint32_t fraction = order_.u32(header + 4);
  std::uint32_t captured = order_.u32(header + 8);
  std::uint32_t wire = order_.u32(header + 12);
  if (version_minor_ != 4) order_lengths(captured, wire);
  if (captured > kLargestFrame) return ReadOutcome::kDamaged;
  if (!stream.ensure(header_bytes_ + captured)) return ReadOutcome::kCut;
  packet.time = Time(std::chrono::seconds(seconds) +
                     std::chrono::microseconds(nanoseconds_ ? fraction / 1000 : fraction));
  packet.link_type = link_type_;
  packet.bytes = {stream.data() + header_bytes_, captured};
  packet.wire_length = std::max(wire, captured);
  stream.consume(header_bytes_ + captured);
  return ReadOutcome::kPacket;
}

}  // namespace desirepath::capture
