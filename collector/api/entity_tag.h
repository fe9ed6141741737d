#pragma once

// `entity_tag` names a body's content, and `matches` compares it with If-None-Match.
//
// The tag is a 64-bit FNV-1a hash and the length: it tells versions of our own answers apart and
// guards nothing, so a cryptographic hash would add cost and no safety.
//
// Source: RFC 9110, 8.8.3 and 13.1.2 (weak comparison, list, asterisk).

#include <string>
#include <string_view>

namespace desirepath::api {

std::string entity_tag(std::string_view body);

bool matches(std::string_view if_none_match, std::string_view tag);

}  // namespace desirepath::api
