#include "agent/wire/quic_frames.h"

#include <algorithm>

#include "agent/wire/quic_integer.h"

namespace desirepath::wire {
namespace {

// RFC 9000, 19; the last two are Google's.
enum FrameType : std::uint64_t {
  kPadding = 0x00,
  kPing = 0x01,
  kAck = 0x02,
  kAckWithCounts = 0x03,
  kCrypto = 0x06,
  kClose = 0x1c,
  kCloseByApplication = 0x1d,
  kGooglePing = 0x07,
  kGoogleCrypto = 0x08,
};

}  // namespace

Parsed<CryptoFrame> QuicFrames::crypto() noexcept {
  CryptoFrame frame;
  frame.offset = quic_integer(in_);
  frame.data = in_.take(quic_integer(in_));
  if (!in_.ok()) return ParseError::kTruncated;
  return frame;
}

void QuicFrames::skip_acknowledgement(bool with_counts) noexcept {
  quic_integer(in_);  // largest acknowledged
  quic_integer(in_);  // delay
  std::uint64_t ranges = quic_integer(in_);
  quic_integer(in_);  // first range
  for (; ranges > 0 && in_.ok(); --ranges) {
    quic_integer(in_);  // gap
    quic_integer(in_);  // length
  }
  for (int counts = with_counts ? 3 : 0; counts > 0; --counts) quic_integer(in_);
}

void QuicFrames::skip_close(bool by_transport) noexcept {
  quic_integer(in_);                    // error code
  if (by_transport) quic_integer(in_);  // frame type
  in_.take(quic_integer(in_));          // reason
}

Parsed<CryptoFrame> QuicFrames::next() noexcept {
  while (in_.ok() && !in_.empty()) {
    const Bytes rest = in_.rest();
    const auto* const frame = std::find_if(rest.data(), rest.data() + rest.size(),
                                           [](std::uint8_t octet) { return octet != kPadding; });
    in_.take(static_cast<std::size_t>(frame - rest.data()));
    if (in_.empty()) break;
    const std::uint64_t type = quic_integer(in_);
    if (type == (google_ ? kGoogleCrypto : kCrypto)) return crypto();
    if (type == (google_ ? kGooglePing : kPing)) continue;
    switch (type) {
      case kAck:
      case kAckWithCounts:
        skip_acknowledgement(type == kAckWithCounts);
        break;
      case kClose:
      case kCloseByApplication:
        skip_close(type == kClose);
        break;
      default:
        in_ = Cursor{{}};
        in_.take(1);  // fails it: what follows cannot be told apart
        return ParseError::kForeign;
    }
  }
  return in_.ok() ? ParseError::kForeign : ParseError::kTruncated;
}

}  // namespace desirepath::wire
