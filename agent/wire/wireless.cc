#include "agent/wire/wireless.h"

#include "agent/wire/ether_payload.h"

namespace desirepath::wire {
namespace {

constexpr std::uint16_t kPrismHeaderBytes = 144;
constexpr std::uint32_t kAvsMagic = 0x80211;

std::uint16_t little_endian(Bytes two) noexcept {
  return two.size() < 2 ? std::uint16_t{0} : static_cast<std::uint16_t>(two[0] | two[1] << 8);
}

// The 802.11 frame after a header that says its own length in little-endian octets 2 and 3.
Parsed<Bytes> after_header(Bytes frame, std::size_t least) noexcept {
  if (frame.size() < 4) return ParseError::kTruncated;
  const std::size_t length = little_endian(frame.subspan(2));
  if (length < least) return ParseError::kMalformed;
  if (length > frame.size()) return ParseError::kTruncated;
  return frame.subspan(length);
}

// Radiotap's flags field, when it comes first or second, says that padding or an FCS is there;
// the IP length makes the FCS harmless, so only the data pad (0x20) matters.
bool has_data_pad(Bytes radiotap) noexcept {
  if (radiotap.size() < 8) return false;
  const std::uint32_t present = static_cast<std::uint32_t>(little_endian(radiotap.subspan(4))) |
                                static_cast<std::uint32_t>(little_endian(radiotap.subspan(6)))
                                    << 16;
  std::size_t at = 8;
  for (std::uint32_t word = present; (word & 0x80000000U) != 0 && at + 4 <= radiotap.size();) {
    word = static_cast<std::uint32_t>(little_endian(radiotap.subspan(at + 2))) << 16;
    at += 4;
  }
  if ((present & 1U) != 0) at = (at + 7) / 8 * 8 + 8;  // TSFT, aligned to eight
  return (present & 2U) != 0 && at < radiotap.size() && (radiotap[at] & 0x20) != 0;
}

Parsed<Bytes> under_data_frame(Bytes frame, bool padded) noexcept {
  Cursor in{frame};
  const std::uint8_t kind = in.u8();
  const std::uint8_t flags = in.u8();
  if (!in.ok()) return ParseError::kTruncated;
  const bool is_data = (kind & 0x0f) == 0x08;  // version 0, type 2
  const bool has_payload = (kind & 0x40) == 0;
  const bool is_protected = (flags & 0x40) != 0;
  const bool more_fragments = (flags & 0x04) != 0;
  if (!is_data || !has_payload || is_protected || more_fragments) return ParseError::kForeign;
  std::size_t header = 24;
  in.take(2 + 6 + 6 + 6);  // duration, addresses 1 to 3
  if (const std::uint16_t sequence = little_endian(in.take(2)); (sequence & 0x0f) != 0) {
    return ParseError::kForeign;  // a later fragment
  }
  if ((flags & 0x03) == 0x03) {
    in.take(6);  // address 4
    header += 6;
  }
  std::uint8_t quality = 0;
  if ((kind & 0x80) != 0) {
    quality = in.u8();
    in.take(1);
    header += 2;
    if ((flags & 0x80) != 0) {
      in.take(4);  // HT control
      header += 4;
    }
  }
  if (padded) in.take((4 - header % 4) % 4);
  if ((quality & 0x80) != 0) in.take(14);  // A-MSDU: the first subframe's header
  if (!in.ok()) return ParseError::kTruncated;
  return ip_under_llc(in.rest());
}

}  // namespace

Parsed<Bytes> ip_under_wifi(Bytes frame) noexcept { return under_data_frame(frame, false); }

Parsed<Bytes> ip_under_radiotap(Bytes frame) noexcept {
  const Parsed<Bytes> inner = after_header(frame, 8);
  if (!inner.has_value()) return inner.error();
  return under_data_frame(*inner, has_data_pad(frame.first(frame.size() - inner->size())));
}

Parsed<Bytes> ip_under_prism(Bytes frame) noexcept {
  Cursor in{frame};
  const std::uint32_t magic = in.u32();
  const std::uint32_t length = in.u32();
  if (!in.ok()) return ParseError::kTruncated;
  const std::size_t header = (magic & 0xfffff000U) == (kAvsMagic & 0xfffff000U) && length >= 8
                                 ? length
                                 : kPrismHeaderBytes;
  if (header > frame.size()) return ParseError::kTruncated;
  return ip_under_wifi(frame.subspan(header));
}

Parsed<Bytes> ip_under_ppi(Bytes frame) noexcept {
  const Parsed<Bytes> inner = after_header(frame, 8);
  if (!inner.has_value()) return inner.error();
  const std::uint16_t link_type = little_endian(frame.subspan(4));
  if (link_type == 1) return ip_under_ethernet(*inner);
  return link_type == 105 ? ip_under_wifi(*inner) : Parsed<Bytes>{ParseError::kForeign};
}

}  // namespace desirepath::wire
