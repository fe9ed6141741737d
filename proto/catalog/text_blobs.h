#pragma once

// Three files that the build compiles into the collector: the descriptor of catalog.proto, the
// shipped textproto, and names_elsewhere.csv.
//
// The text reader parses with the first; `catalog explain` finds the line of a rule in the second,
// in which a comment
// "# file: needs/team-chat.textproto" stands before each file's own text; imports know tools by the
// third. Threads: constant.

#include <string_view>

namespace desirepath::catalog {

[[nodiscard]] std::string_view descriptor_octets();
[[nodiscard]] std::string_view shipped_text();
[[nodiscard]] std::string_view names_elsewhere();

}  // namespace desirepath::catalog
