#pragma once

// What every parser's test needs: bytes written down in order, each proper prefix of them, and
// copies of exact size on the heap, so that a read past the end is seen.

#include <cstdint>
#include <string_view>
#include <vector>

#include "agent/wire/cursor.h"

namespace desirepath::wire {

using Octets = std::vector<std::uint8_t>;

inline Octets text(std::string_view letters) { return {letters.begin(), letters.end()}; }

// Octet by octet: g++ 12 falsely warns of an overflow in an insert of a range.
inline Octets operator+(Octets a, const Octets& b) {
  for (const std::uint8_t octet : b) a.push_back(octet);
  return a;
}

inline Octets u16(std::size_t value) {
  return {static_cast<std::uint8_t>(value >> 8), static_cast<std::uint8_t>(value)};
}
inline Octets u24(std::size_t value) {
  return Octets{static_cast<std::uint8_t>(value >> 16)} + u16(value);
}
inline Octets u32(std::size_t value) { return u16(value >> 16) + u16(value); }

// Calls `visit(Bytes)` with a heap copy of every proper prefix, the longest last.
template <typename Visitor>
void for_each_prefix(const Octets& whole, Visitor&& visit) {
  for (std::size_t length = 0; length < whole.size(); ++length) {
    const Octets copy(whole.data(), whole.data() + length);
    visit(Bytes{copy});
  }
}

// A ClientHello message that holds just these extension bytes.
inline Octets hello_with(const Octets& extensions) {
  const Octets body = Octets{3, 3} + Octets(32) +          // legacy_version, random
                      Octets{0, 0, 2, 0x13, 0x01, 1, 0} +  // session, suites, methods
                      u16(extensions.size()) + extensions;
  return Octets{1} + u24(body.size()) + body;
}

inline Octets server_name(std::string_view name) {
  return u16(0) + u16(name.size() + 5) + u16(name.size() + 3) + Octets{0} + u16(name.size()) +
         text(name);
}

inline Octets hello_for(std::string_view name) { return hello_with(server_name(name)); }

inline Octets tls_record(const Octets& fragment) {
  return Octets{22, 3, 1} + u16(fragment.size()) + fragment;
}

}  // namespace desirepath::wire
