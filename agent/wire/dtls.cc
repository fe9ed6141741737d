#include "agent/wire/dtls.h"

#include <cstring>

#include "agent/wire/client_hello.h"

namespace desirepath::wire {
namespace {

constexpr std::uint8_t kHandshake = 22;  // RFC 8446, B.1: ContentType
constexpr std::size_t kTlsHeaderBytes = 4;

struct Fragment {
  std::uint32_t length = 0;  // of the whole message
  std::uint32_t offset = 0;
  Bytes body;
};

Parsed<Fragment> next_fragment(Cursor& datagram) noexcept {
  const std::uint8_t type = datagram.u8();
  const std::uint8_t major = datagram.u8();
  datagram.take(1);
  const std::uint16_t epoch = datagram.u16();
  datagram.take(6);  // sequence number
  Cursor record = datagram.within(datagram.u16());
  if (!datagram.ok()) return ParseError::kTruncated;
  if (type != kHandshake || major != 0xfe || epoch != 0) return ParseError::kForeign;
  const std::uint8_t message = record.u8();
  Fragment fragment;
  fragment.length = record.u24();
  record.take(2);  // message_seq
  fragment.offset = record.u24();
  fragment.body = record.take(record.u24());
  if (!record.ok()) return ParseError::kMalformed;
  if (message != kClientHello) return ParseError::kForeign;
  return fragment;
}

// Joins the fragments in order behind room for the TLS header.
Parsed<Bytes> join(Bytes datagram, std::span<std::uint8_t> scratch) noexcept {
  Cursor in{datagram};
  std::size_t filled = 0;
  while (true) {
    const Parsed<Fragment> fragment = next_fragment(in);
    if (!fragment.has_value()) return fragment.error();
    if (fragment->offset != filled) return ParseError::kTruncated;
    if (fragment->length > scratch.size() || fragment->body.size() > scratch.size() - filled) {
      return ParseError::kMalformed;
    }
    std::memcpy(scratch.data() + filled, fragment->body.data(), fragment->body.size());
    filled += fragment->body.size();
    if (filled > fragment->length) return ParseError::kMalformed;
    if (filled == fragment->length) return Bytes{scratch.data(), filled};
    if (in.empty()) return ParseError::kTruncated;
  }
}

}  // namespace

bool may_begin_dtls(Bytes datagram) noexcept {
  return datagram.size() > 13 && datagram[0] == kHandshake && datagram[1] == 0xfe &&
         datagram[2] >= 0xfc && datagram[13] == kClientHello;
}

Parsed<Bytes> dtls_client_hello(Bytes datagram, std::span<std::uint8_t> scratch) noexcept {
  if (scratch.size() < kTlsHeaderBytes) return ParseError::kMalformed;
  const Parsed<Bytes> body = join(datagram, scratch.subspan(kTlsHeaderBytes));
  if (!body.has_value()) return body.error();
  Cursor in{*body};
  in.take(2 + 32);   // legacy_version, random
  in.take(in.u8());  // legacy_session_id
  const std::size_t before = body->size() - in.rest().size();
  in.take(in.u8());  // cookie
  if (!in.ok()) return ParseError::kMalformed;
  const std::size_t length = before + in.rest().size();
  std::memmove(scratch.data() + kTlsHeaderBytes + before, in.rest().data(), in.rest().size());
  scratch[0] = kClientHello;
  scratch[1] = static_cast<std::uint8_t>(length >> 16);
  scratch[2] = static_cast<std::uint8_t>(length >> 8);
  scratch[3] = static_cast<std::uint8_t>(length);
  return Bytes{scratch.data(), kTlsHeaderBytes + length};
}

}  // namespace desirepath::wire
