#pragma once

// A fact in plain words, for the ledger: "a device of Sales used Miro on 2-3 days in week
// 2026-W37".
//
// The words are the field register's (proto/fields) and follow the proto's values one to one, so
// that a reader of the ledger can check them against the octets. Threads: pure.

#include <functional>
#include <string>

#include "agent/facts/fact.h"
#include "proto/fields/field_register.h"

namespace desirepath::facts {

// How numbers are called; each gives some text for every number ("tool 17" when nothing better is
// known).
struct Names {
  std::function<std::string(std::uint32_t)> tool;
  std::function<std::string(std::uint32_t)> need;
  std::function<std::string(std::uint32_t)>
      department;                                    // "Sales"; number 0 is the organisation's name
  std::function<std::string(std::uint32_t)> window;  // "2026-W37"
  fields::Language language = fields::Language::kEnglish;
};

// Without the "This device told:" in front; a dummy reads "nothing: filler …".
std::string words(const Fact& fact, const Names& names);

}  // namespace desirepath::facts
