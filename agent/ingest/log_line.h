#pragma once

// `LogLine` is what a line of somebody else's log says of a device: a name it asked for, or a
// connection to a named host with its octets.
//
// The parsers of this room make it, the command `ingest` hands it to the agent of the gateway.
// Threads: plain values.

#include <chrono>
#include <cstdint>
#include <string>

#include "agent/capture/packet.h"
#include "proto/policy/observed_network.h"

namespace desirepath::ingest {

struct LogLine {
  capture::Time time{};  // of a connection: its end
  policy::AddressOctets client{};
  std::string name;
  bool question = false;  // a name asked for, and no traffic
  std::uint64_t bytes_up = 0;
  std::uint64_t bytes_down = 0;
  std::chrono::microseconds lasted{0};
};

enum class Verdict : std::uint8_t {
  kLine,       // it says something of a device
  kOther,      // a line of the format that says nothing here: a reply, a heading
  kMalformed,  // not of the format
};

}  // namespace desirepath::ingest
