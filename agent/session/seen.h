#pragma once

// `Seen` is what this account was told of already, as a small file of its own.
//
// desirepath-session reads it when it starts and writes it after a notice has reached the desktop,
// so that each comes once. It lies in the account's state folder
// ($XDG_STATE_HOME/desirepath/seen) and holds no tool, no day and nothing of the diary: the number
// of the policy that was told of, and for the organisation's notices their numbers and when.
//
//   policy 3
//   coming 4
//   notice 7 1788000000
//
// Errors: kUnavailable: the file cannot be written. One that cannot be read counts as none: then
// people are told again. Threads: plain values.

#include <cstdint>
#include <map>
#include <string>

#include "absl/status/status.h"

namespace desirepath::session {

struct Seen {
  std::uint32_t policy = 0;  // 0: this account was never told of any
  std::uint32_t coming = 0;
  std::map<std::uint32_t, std::int64_t> notices;  // number → unix seconds of the last time

  friend bool operator==(const Seen&, const Seen&) = default;
};

Seen parse_seen(const std::string& text);
std::string seen_text(const Seen& seen);

Seen read_seen(const std::string& path);
absl::Status write_seen(const std::string& path, const Seen& seen);

// "$XDG_STATE_HOME/desirepath/seen" by the two environment values; empty without either.
std::string seen_path(const std::string& state_home, const std::string& home);

}  // namespace desirepath::session
