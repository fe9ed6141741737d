#include "agent/wire/hpack.h"

namespace desirepath::wire {
namespace {

constexpr std::uint32_t kAuthority = 1;  // RFC 7541, Appendix A: its place in the static table
constexpr std::string_view kAuthorityName = ":authority";

// Appendix B by code length: the code is canonical, so the symbols of a length, in order, are all
// that has to be known. Nothing has nine bits, and no host holds a symbol of more than fifteen.
struct CodeLength {
  int bits;
  std::string_view symbols;
};
constexpr CodeLength kCode[] = {
    {5, "012aceiost"},
    {6, " %-./3456789=A_bdfghlmnpru"},
    {7, ":BCDEFGHIJKLMNOPQRSTUVWYjkqvwxyz"},
    {8, "&*,;XZ"},
    {10, "!\"()?"},
    {11, "'+|"},
    {12, "#>"},
    {13, std::string_view{"\0$@[]~", 6}},
    {14, "^}"},
    {15, "<`{"},
};

// RFC 7541, 5.1: a prefix of `bits`, then seven bits an octet.
std::uint32_t integer(Cursor& in, std::uint8_t first, int bits) noexcept {
  const std::uint32_t most = (1U << bits) - 1;
  std::uint32_t value = first & most;
  if (value < most) return value;
  for (unsigned shift = 0; shift <= 21; shift += 7) {
    const std::uint8_t octet = in.u8();
    value += static_cast<std::uint32_t>(octet & 0x7f) << shift;
    if ((octet & 0x80) == 0) return value;
  }
  in.take(in.rest().size() + 1);  // longer than any length here: fails the cursor
  return 0;
}

Parsed<HpackText> decode_huffman(Bytes coded) noexcept {
  HpackText text;
  std::uint32_t window = 0;
  int held = 0;
  std::size_t at = 0;
  while (true) {
    while (held <= 16 && at < coded.size()) {
      window = window << 8 | coded[at++];
      held += 8;
    }
    std::uint32_t first = 0;
    int bits = 0;
    bool found = false;
    for (const CodeLength& length : kCode) {
      first <<= length.bits - bits;
      bits = length.bits;
      if (bits > held) break;
      const std::uint32_t code = window >> (held - bits) & ((1U << bits) - 1);
      const auto count = static_cast<std::uint32_t>(length.symbols.size());
      if (code >= first && code - first < count) {
        if (!text.append(static_cast<std::uint8_t>(length.symbols[code - first]))) {
          return ParseError::kMalformed;
        }
        held -= bits;
        found = true;
        break;
      }
      first += count;
    }
    if (found) continue;
    const bool only_padding = held < 8 && (window & ((1U << held) - 1)) == (1U << held) - 1;
    return only_padding ? Parsed<HpackText>{text} : ParseError::kMalformed;
  }
}

Parsed<HpackText> string(Cursor& in) noexcept {
  const std::uint8_t first = in.u8();
  const Bytes octets = in.take(integer(in, first, 7));
  if (!in.ok()) return ParseError::kTruncated;
  if ((first & 0x80) != 0) return decode_huffman(octets);
  HpackText text;
  for (const std::uint8_t octet : octets) {
    if (!text.append(octet)) return ParseError::kMalformed;
  }
  return text;
}

void skip_string(Cursor& in) noexcept {
  const std::uint8_t first = in.u8();
  in.take(integer(in, first, 7));
}

}  // namespace

bool HpackText::append(std::uint8_t octet) noexcept {
  if (size_ == kMostText) return false;
  octets_[size_++] = static_cast<char>(octet);
  return true;
}

Parsed<HpackText> find_authority(Bytes block) noexcept {
  Cursor in{block};
  while (in.ok() && !in.empty()) {
    const std::uint8_t first = in.u8();
    if ((first & 0x80) != 0) {  // both name and value from a table: no host is in the static one
      integer(in, first, 7);
      continue;
    }
    if ((first & 0xe0) == 0x20) {  // a table size
      integer(in, first, 5);
      continue;
    }
    const std::uint32_t name = integer(in, first, (first & 0x40) != 0 ? 6 : 4);
    bool is_authority = name == kAuthority;
    if (name == 0) {
      const Parsed<HpackText> text = string(in);
      if (!text.has_value() && text.error() == ParseError::kTruncated) return text;
      is_authority = text.has_value() && text->view() == kAuthorityName;
    }
    if (is_authority) return string(in);
    skip_string(in);
  }
  return in.ok() ? ParseError::kForeign : ParseError::kTruncated;
}

}  // namespace desirepath::wire
