#include "agent/wire/http2_request.h"

#include <algorithm>
#include <string_view>

namespace desirepath::wire {
namespace {

constexpr std::string_view kPreface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
constexpr std::uint8_t kHeaders = 1;  // RFC 9113, 11.2: frame types
constexpr std::uint8_t kPadded = 0x08;
constexpr std::uint8_t kPriority = 0x20;

Parsed<HpackText> read_headers(Bytes payload, std::uint8_t flags) noexcept {
  Cursor in{payload};
  const std::size_t padding = (flags & kPadded) != 0 ? in.u8() : 0U;
  if ((flags & kPriority) != 0) in.take(5);
  if (!in.ok() || padding > in.rest().size()) return ParseError::kMalformed;
  const Parsed<HpackText> host = find_authority(in.take(in.rest().size() - padding));
  if (host.has_value() || host.error() == ParseError::kForeign) return host;
  return ParseError::kMalformed;
}

}  // namespace

bool may_begin_http2(Bytes bytes) noexcept {
  const std::size_t size = std::min(bytes.size(), kPreface.size());
  return size != 0 && std::equal(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size),
                                 kPreface.begin(), [](std::uint8_t octet, char expected) {
                                   return octet == static_cast<std::uint8_t>(expected);
                                 });
}

Parsed<HpackText> parse_http2_request(Bytes bytes) noexcept {
  if (bytes.empty()) return ParseError::kTruncated;
  if (!may_begin_http2(bytes)) return ParseError::kForeign;
  Cursor in{bytes};
  in.take(kPreface.size());
  while (true) {
    const std::size_t length = in.u24();
    const std::uint8_t type = in.u8();
    const std::uint8_t flags = in.u8();
    in.take(4);  // stream
    const Bytes payload = in.take(length);
    if (!in.ok()) return ParseError::kTruncated;
    if (type == kHeaders) return read_headers(payload, flags);
  }
}

}  // namespace desirepath::wire
