#pragma once

// What a host is for in a tool, and what a contact with it can prove: the values the use rule works
// on.
//
// The catalog gives them to each host, the matcher hands them on, the diary's contacts carry them.
// Numbers are those of HostRole and HostEvidence in catalog.proto. Source: needs.md, section 1.
// Threads: plain values.

#include <cstdint>
#include <string_view>

namespace desirepath::catalog {

enum class Role : std::uint8_t {
  kNone = 0,
  kApp = 1,
  kApi = 2,
  kLogin = 3,
  kCdn = 4,
  kUpload = 5,
  kViewer = 6,
  kEmbedded = 7,
  kTelemetry = 8,
  kMarketing = 9,
};

constexpr int kRoleCount = 10;

enum class Evidence : std::uint8_t {
  kProduct = 0,    // the signed-in product itself
  kWholeSite = 1,  // the vendor's site and the product share the name
  kOutsiders = 2,  // visitors, recipients, respondents and signers come here too
};

// "app", "marketing", …; empty for kNone.
[[nodiscard]] std::string_view name(Role role);

// Whether contact with a host of this role can make a day of use: app, api and upload. Login and
// cdn support but never suffice; viewer makes a guest; embedded, telemetry and marketing never
// count.
[[nodiscard]] constexpr bool counts_as_use(Role role) {
  return role == Role::kApp || role == Role::kApi || role == Role::kUpload;
}

}  // namespace desirepath::catalog
