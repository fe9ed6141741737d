#pragma once

// `find_authority` finds the host in the header block of a connection's first HTTP/2 request.
//
// `http2_request.h` calls it. Only what the first block of a connection can say is read: its
// dynamic table is empty, so entries of it are passed over.
//
// Source: RFC 7541, 5 (integers, strings), 6 (representations), Appendices A and B.
// Limits: strings up to `kMostText` octets; Huffman codes up to 15 bits, which hold all a host name
// may. Allocates nothing.
// Errors: kForeign  the block has no authority; kTruncated  it ends inside a field;
//         kMalformed  a string is too long, or its code is none of a host's.

#include <array>
#include <cstdint>
#include <string_view>

#include "agent/wire/cursor.h"
#include "agent/wire/parsed.h"

namespace desirepath::wire {

class HpackText {
 public:
  static constexpr std::size_t kMostText = 262;  // a host name and a port

  [[nodiscard]] std::string_view view() const noexcept { return {octets_.data(), size_}; }
  bool append(std::uint8_t octet) noexcept;  // false when it is full

 private:
  std::array<char, kMostText> octets_;
  std::size_t size_ = 0;
};

Parsed<HpackText> find_authority(Bytes block) noexcept;

}  // namespace desirepath::wire
