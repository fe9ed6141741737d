#pragma once

// Reading of the JSON that a sign-in service sends: depth-limited, and a member that is absent or
// of another type is an empty text.
//
// Source: RFC 8259. Limits: 16 levels; the length is limited by whoever fetched it.

#include <boost/json/object.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace desirepath::oidc {

// Nothing where it is no JSON object.
std::optional<boost::json::object> json_object(std::string_view text);
std::string member_text(const boost::json::object& object, std::string_view name);

}  // namespace desirepath::oidc
