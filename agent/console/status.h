#pragma once

// `Status` is how the agent does, in values: what `status` prints and what `status --health`
// judges.
//
// `Desk` fills it, the command prints it; nothing in it tells what was used. Two sentences of it
// are equal for paused, opted-out and active devices where others may look: health and cause.
//
// Threads: plain values.

#include <boost/json/object.hpp>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace desirepath::console {

// What keeps a device from being counted, in one word; kOk if nothing does.
enum class Health : std::uint8_t {
  kOk,
  kNotEnrolled,
  kNoCaptureRight,
  kCannotReachGate,
  kClock,
  kCertificate,
  kDisk,
  kOldPolicy,
  kUnknownDepartment
};

std::string_view word(Health health);

struct Status {
  std::string version;
  Health health = Health::kOk;
  std::string activity;  // "capturing", "paused until 14:00", "waiting for a signed policy; …"
  std::string trouble;   // a sentence with its mend, or empty
  std::uint64_t failed_writes = 0;  // to state.db, since the start; each is tried again
  int failed_sessions = 0;          // in a row
  bool lab = false;
  std::vector<std::string> interfaces;
  std::uint64_t packets = 0;
  std::uint64_t dropped = 0;
  std::uint64_t malformed = 0;
  std::uint64_t flows = 0;
  std::uint64_t named_flows = 0;
  std::string visibility;  // the flows by how they could be named, and what stood in the way
  std::string programs;    // connections to tools by the class of program that opened them
  std::string gateway;     // of a gateway: what it counts
  std::string organisation;
  std::uint32_t policy = 0;      // its number; 0: none
  std::int64_t policy_ends = 0;  // unix seconds
  std::string policy_words;
  std::string department;  // as it is told
  std::string window;
  std::string window_ends;   // local time
  std::string first_light;   // when it is, and whether this device takes part; empty: none
  std::string next_session;  // local time
  std::string last_session;  // how it went
  std::uint64_t frames_made = 0;
  std::uint64_t frames_delivered = 0;
  std::uint64_t frames_dropped = 0;
  std::string state_key;  // "credential" or "key file"
};

boost::json::object to_json(const Status& status);
// Lines for people.
std::string to_text(const boost::json::object& status);

// "2026-11-29 21:08:23" as the machine's own clock shows it.
std::string local_time(absl::Time time);

}  // namespace desirepath::console
