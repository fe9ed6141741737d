#include "agent/wire/prelude.h"

#include <algorithm>
#include <iterator>

namespace desirepath::wire {
namespace {

constexpr std::uint8_t kProxySignature[] = {0x0d, 0x0a, 0x0d, 0x0a, 0x00, 0x0d,
                                            0x0a, 0x51, 0x55, 0x49, 0x54, 0x0a};
constexpr std::uint8_t kSslRequest[] = {0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f};
constexpr std::uint8_t kGssRequest[] = {0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x30};

// Whether the bytes begin with `fixed`, as far as both go.
template <std::size_t Size>
bool agrees_with(Bytes bytes, const std::uint8_t (&fixed)[Size]) noexcept {
  return std::equal(bytes.begin(),
                    bytes.begin() + static_cast<std::ptrdiff_t>(std::min(bytes.size(), Size)),
                    std::begin(fixed));
}

Parsed<std::size_t> within(Bytes bytes, std::size_t length) noexcept {
  if (length > bytes.size()) return ParseError::kTruncated;
  return length;
}

// A line of text, or an element of XMPP that ends with its bracket.
Parsed<std::size_t> line_length(Bytes bytes) noexcept {
  const bool is_element = bytes[0] == '<';
  for (std::size_t at = 0; at < std::min(bytes.size(), kMostLineBytes); ++at) {
    const std::uint8_t octet = bytes[at];
    if (octet == '\n' || (is_element && octet == '>')) return at + 1;
    const bool is_text = octet >= ' ' || octet == '\t' || octet == '\r';
    if (!is_text || octet == 0x7f) return ParseError::kForeign;
  }
  return bytes.size() < kMostLineBytes ? ParseError::kTruncated : ParseError::kForeign;
}

// A greeting with its methods, a request, or user and password (RFC 1929).
Parsed<std::size_t> socks5_length(Bytes bytes) noexcept {
  Cursor in{bytes};
  in.take(1);
  const std::size_t count = in.u8();
  if (!in.ok()) return ParseError::kTruncated;
  const bool is_request = bytes.size() >= 4 && count >= 1 && count <= 3 && bytes[2] == 0 &&
                          (bytes[3] == 1 || bytes[3] == 3 || bytes[3] == 4);
  if (!is_request) return within(bytes, 2 + count);
  in.take(1);
  switch (in.u8()) {
    case 1:
      in.take(4);
      break;
    case 3:
      in.take(in.u8());
      break;
    default:
      in.take(16);
      break;
  }
  in.take(2);  // port
  if (!in.ok()) return ParseError::kTruncated;
  return bytes.size() - in.rest().size();
}

// Version, command, port, address, user; a host name too when the address is 0.0.0.x (4a).
Parsed<std::size_t> socks4_length(Bytes bytes) noexcept {
  if (bytes.size() < 9) return ParseError::kTruncated;
  const bool has_name = bytes[4] == 0 && bytes[5] == 0 && bytes[6] == 0 && bytes[7] != 0;
  auto end = std::find(bytes.begin() + 8, bytes.end(), std::uint8_t{0});
  if (has_name && end != bytes.end()) end = std::find(end + 1, bytes.end(), std::uint8_t{0});
  if (end == bytes.end()) return ParseError::kTruncated;
  return static_cast<std::size_t>(end - bytes.begin()) + 1;
}

// An LDAPMessage is a BER sequence that begins with its number; a line may begin with a '0' too.
bool begins_ldap(Bytes bytes) noexcept {
  if (bytes.size() < 2 || bytes[1] < ' ' || bytes[1] > 0x7f) return true;
  return bytes.size() < 3 || bytes[2] == 0x02;
}

// Real ones before StartTLS are short.
Parsed<std::size_t> ldap_length(Bytes bytes) noexcept {
  Cursor in{bytes};
  in.take(1);
  std::size_t length = in.u8();
  if (length == 0x81) {
    length = in.u8();
  } else if (length == 0x82) {
    length = in.u16();
  } else if (length == 0x84) {
    length = in.u32();
  } else if (length > 0x7f) {
    return ParseError::kForeign;
  }
  const std::uint8_t next = in.u8();
  if (!in.ok()) return ParseError::kTruncated;
  if (next != 0x02 || length > kMostLineBytes) return ParseError::kForeign;  // the message's number
  return within(bytes, bytes.size() - in.rest().size() - 1 + length);
}

Parsed<std::size_t> tpkt_length(Bytes bytes) noexcept {
  if (bytes.size() < 6) return ParseError::kTruncated;
  const auto length = static_cast<std::size_t>(bytes[2] << 8 | bytes[3]);
  constexpr std::uint8_t kConnectionRequest = 0xe0;  // X.224
  if (bytes[1] != 0 || length < 7 || bytes[5] != kConnectionRequest) return ParseError::kForeign;
  return within(bytes, length);
}

}  // namespace

Parsed<std::size_t> prelude_length(Bytes bytes) noexcept {
  if (bytes.empty()) return ParseError::kTruncated;
  if (agrees_with(bytes, kSslRequest) || agrees_with(bytes, kGssRequest)) {
    return within(bytes, std::size(kSslRequest));
  }
  if (agrees_with(bytes, kProxySignature)) {
    if (bytes.size() < 16) return ParseError::kTruncated;
    return within(bytes, 16U + static_cast<std::size_t>(bytes[14] << 8 | bytes[15]));
  }
  switch (bytes[0]) {
    case 0x05:
    case 0x01:
      return socks5_length(bytes);
    case 0x04:
      return socks4_length(bytes);
    case 0x30:
      return begins_ldap(bytes) ? ldap_length(bytes) : line_length(bytes);
    case 0x03:
      return tpkt_length(bytes);
    default:
      return line_length(bytes);
  }
}

}  // namespace desirepath::wire
