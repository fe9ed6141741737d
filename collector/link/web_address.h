#pragma once

// `WebAddress` is an https address taken apart.
//
// http_call.h goes there; the settings and the documents of a sign-in service name such addresses.
//
// Source: RFC 3986, RFC 9110 4.2.2. Limits: 2,048 octets. Errors: kInvalidArgument: not https, a
// name and password in it, a fragment, or no address at all. Threads: pure functions.

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace desirepath::link {

struct WebAddress {
  std::string host;
  std::uint16_t port = 443;
  std::string target = "/";  // path and query, as sent
};

absl::StatusOr<WebAddress> parse_web_address(std::string_view text);

// For a query or a form: everything but letters, digits and "-._~" is escaped.
std::string escaped(std::string_view text);

}  // namespace desirepath::link
