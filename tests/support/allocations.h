#pragma once

// `allocations` counts what a program asks operator new for; a benchmark that links
// allocations.cc prints it. Threads: one.

#include <cstddef>

namespace desirepath {

extern std::size_t allocations;

}  // namespace desirepath
