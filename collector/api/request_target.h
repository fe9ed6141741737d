#pragma once

// `parse_target` reads the target of a request line: path and query, decoded and checked.
//
// `Router` calls it on what a client sent, before anything else looks at it.
//
// Source: RFC 3986, 3.3 and 3.4; RFC 9112, 3.2.1 (origin form).
// Limits: 2048 octets, 16 parameters.
// Errors: kInvalidArgument, with a sentence for the client: not origin form, a bad escape, a
// control character or a slash behind an escape, a dot segment, an empty segment, a parameter given
// twice, too long, too many.

#include <map>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace desirepath::api {

inline constexpr std::size_t kMaxTargetOctets = 2048;
inline constexpr std::size_t kMaxParameters = 16;

struct Target {
  std::string path;  // begins with a slash
  std::map<std::string, std::string, std::less<>> parameters;
};

absl::StatusOr<Target> parse_target(std::string_view raw);

}  // namespace desirepath::api
