#pragma once

// The catalog that is compiled into the program, so that agent and collector work with no file
// beside them.
//
// The octets are a packed desirepath.v1.Catalog, made at build time from the textproto in this
// folder. A newer signed catalog in the policy bundle takes its place. Threads: constant.

#include <string_view>

namespace desirepath::catalog {

[[nodiscard]] std::string_view shipped();

}  // namespace desirepath::catalog
