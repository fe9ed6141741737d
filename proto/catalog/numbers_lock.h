#pragma once

// `NumbersLock` is the list of permanent numbers: which number each need and tool has, or had.
//
// Facts on the way and published tables name tools by number, so a number is never changed and
// never given to another tool, not even when the first is gone. numbers.lock in this folder is that
// list: a line "tool 812 slack" each, only ever added to at its end. The catalog's check compares
// the textproto with it; tests/style compares it with itself.
//
// Errors: kInvalidArgument: one sentence with file, line and mend. Threads: plain values after
// reading.

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace desirepath::catalog {

struct NumbersLock {
  using Numbers = std::map<std::string, std::uint32_t, std::less<>>;  // by id

  static absl::StatusOr<NumbersLock> parse(const std::string& file, std::string_view text);

  Numbers needs;
  Numbers tools;
};

// The first number above all of `numbers`.
[[nodiscard]] std::uint32_t next_free(const NumbersLock::Numbers& numbers);

}  // namespace desirepath::catalog
