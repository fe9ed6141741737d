#include "agent/wire/certificate.h"

#include <algorithm>

namespace desirepath::wire {
namespace {

constexpr std::uint8_t kCertificate = 11;  // RFC 8446, B.3: HandshakeType

// X.690, 8.1.2: identifier octets.
constexpr std::uint8_t kSequence = 0x30;
constexpr std::uint8_t kObjectId = 0x06;
constexpr std::uint8_t kBoolean = 0x01;
constexpr std::uint8_t kOctetString = 0x04;
constexpr std::uint8_t kVersion = 0xa0;     // [0] of TBSCertificate
constexpr std::uint8_t kExtensions = 0xa3;  // [3] of TBSCertificate
constexpr std::uint8_t kDnsName = 0x82;     // [2] of GeneralName

constexpr std::uint8_t kSubjectAltName[] = {0x55, 0x1d, 0x11};  // 2.5.29.17
constexpr std::uint8_t kCommonName[] = {0x55, 0x04, 0x03};      // 2.5.4.3

struct Element {
  std::uint8_t tag = 0;
  Cursor content{{}};
};

Element next(Cursor& in) noexcept {
  Element element;
  element.tag = in.u8();
  std::size_t length = in.u8();
  if (length == 0x81) {
    length = in.u8();
  } else if (length == 0x82) {
    length = in.u16();
  } else if (length == 0x83) {
    length = in.u24();
  } else if (length > 0x7f) {
    length = in.rest().size() + 1;  // longer than any certificate: fails the cursor
  }
  element.content = in.within(length);
  return element;
}

bool is(const Element& element, Bytes object) noexcept {
  const Bytes content = element.content.rest();
  return element.tag == kObjectId &&
         std::equal(content.begin(), content.end(), object.begin(), object.end());
}

std::string_view text_of(Bytes bytes) noexcept {
  std::string_view text{reinterpret_cast<const char*>(bytes.data()), bytes.size()};
  if (text.starts_with("*.")) text.remove_prefix(2);
  return text;
}

// Name ::= SEQUENCE OF SET OF SEQUENCE { type, value }
std::string_view common_name(Cursor name) noexcept {
  std::string_view found;
  while (name.ok() && !name.empty()) {
    Cursor set = next(name).content;
    Cursor pair = next(set).content;
    const Element type = next(pair);
    const Element value = next(pair);
    if (pair.ok() && is(type, kCommonName)) found = text_of(value.content.rest());
  }
  return found;
}

std::string_view alternative_name(Cursor extensions) noexcept {
  Cursor list = next(extensions).content;
  while (list.ok() && !list.empty()) {
    Cursor extension = next(list).content;
    const Element type = next(extension);
    Element value = next(extension);
    if (value.tag == kBoolean) value = next(extension);  // critical
    if (!extension.ok() || value.tag != kOctetString || !is(type, kSubjectAltName)) continue;
    Cursor names = next(value.content).content;
    while (names.ok() && !names.empty()) {
      const Element name = next(names);
      if (names.ok() && name.tag == kDnsName) return text_of(name.content.rest());
    }
  }
  return {};
}

}  // namespace

Parsed<std::string_view> parse_certificate_name(Bytes handshake) noexcept {
  Cursor message{handshake};
  const std::uint8_t type = message.u8();
  if (message.ok() && type != kCertificate) return ParseError::kForeign;
  Cursor body = message.within(message.u24());
  if (!message.ok()) return ParseError::kTruncated;
  Cursor list = body.within(body.u24());
  Cursor certificate = list.within(list.u24());
  if (!list.ok()) return ParseError::kMalformed;

  Cursor outer = next(certificate).content;
  Cursor fields = next(outer).content;
  Element field = next(fields);
  if (field.tag == kVersion) field = next(fields);  // the serial number
  next(fields);                                     // signature
  next(fields);                                     // issuer
  next(fields);                                     // validity
  const Element subject = next(fields);
  next(fields);  // public key
  if (!fields.ok() || subject.tag != kSequence) return ParseError::kMalformed;
  std::string_view name;
  while (fields.ok() && !fields.empty()) {
    const Element optional = next(fields);
    if (optional.tag == kExtensions) name = alternative_name(optional.content);
  }
  if (name.empty()) name = common_name(subject.content);
  if (name.empty()) return ParseError::kForeign;
  return name;
}

}  // namespace desirepath::wire
