#include "agent/wire/netfilter.h"

#include <algorithm>

namespace desirepath::wire {
namespace {

constexpr int kLogPayload = 9;     // NFULA_PAYLOAD
constexpr int kQueuePayload = 10;  // NFQA_PAYLOAD
constexpr int kLogPacket = 0x0400;
constexpr int kQueuePacket = 0x0300;

int little_endian(Bytes two) noexcept { return two.size() < 2 ? 0 : two[0] | two[1] << 8; }

Parsed<Bytes> payload_among(Cursor in, int wanted) noexcept {
  while (in.ok() && !in.empty()) {
    const Bytes head = in.take(4);
    if (!in.ok()) break;
    const auto length = static_cast<std::size_t>(little_endian(head));
    const int type = little_endian(head.subspan(2)) & 0x7fff;  // without the byte order flag
    if (length < 4) return ParseError::kMalformed;
    if (type == wanted) return in.rest().first(std::min(length - 4, in.rest().size()));
    in.take((length - 4 + 3) / 4 * 4);
  }
  return in.ok() ? ParseError::kForeign : ParseError::kTruncated;
}

}  // namespace

Parsed<Bytes> ip_under_nflog(Bytes frame) noexcept {
  Cursor in{frame};
  in.take(4);  // family, version, resource
  if (!in.ok()) return ParseError::kTruncated;
  return payload_among(in, kLogPayload);
}

Parsed<Bytes> ip_under_netlink(Bytes frame) noexcept {
  Cursor in{frame};
  in.take(16);  // the cooked header
  in.take(4);   // length of the message
  const int type = little_endian(in.take(2));
  in.take(10);  // flags, sequence, port
  in.take(4);   // family, version, resource
  if (!in.ok()) return ParseError::kTruncated;
  if (type == kQueuePacket) return payload_among(in, kQueuePayload);
  return type == kLogPacket ? payload_among(in, kLogPayload) : ParseError::kForeign;
}

}  // namespace desirepath::wire
