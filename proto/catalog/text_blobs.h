#pragma once

// Two files that the build compiles into the collector: the descriptor of catalog.proto, and the
// shipped textproto.
//
// The text reader parses with the first; `catalog explain` finds the line of a rule in the second,
// in which a comment
// "# file: needs/team-chat.textproto" stands before each file's own text. Threads: constant.

#include <string_view>

namespace desirepath::catalog {

[[nodiscard]] std::string_view descriptor_octets();
[[nodiscard]] std::string_view shipped_text();

}  // namespace desirepath::catalog
