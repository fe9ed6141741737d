#pragma once

// `Contact` is what the diary is told: in this five-minute slot this device moved so many octets
// with this tool.
//
// The agent makes one of each Activity whose name the matcher gave to a tool; the use rule folds
// them into the day's class. Octets are payload, up from this device. No host name and no time
// finer than the slot goes on from here. Threads: a plain value.

#include <cstdint>

#include "proto/catalog/role.h"

namespace desirepath::match {

using catalog::Evidence;
using catalog::Role;

struct Contact {
  std::uint32_t tool = 0;
  Role role = Role::kNone;
  std::int32_t day = 0;
  std::uint32_t slot = 0;  // of the day: weekly 0..287, lab 0..11
  std::uint64_t bytes_up = 0;
  std::uint64_t bytes_down = 0;
  Evidence evidence = Evidence::kProduct;
};

}  // namespace desirepath::match
