#pragma once

// `Packet` is one captured link-layer frame, as the capture hands it on: the value between
// `capture` and `wire`.
//
// `capture::FileReader` and `capture::LiveSource` make it; `sight::Extractor` takes it. `bytes` is
// a view into the reader's buffer and is good only until the reader is asked for the next packet.
//
// Source: the link types are the LINKTYPE_ numbers of the tcpdump group
// (https://www.tcpdump.org/linktypes.html), as a capture file's header carries them; live sources
// map their DLT_ number to the same list. Threads: a plain value.

#include <chrono>
#include <cstdint>
#include <span>

namespace desirepath::capture {

using Time = std::chrono::sys_time<std::chrono::microseconds>;

struct Packet {
  Time time;
  std::uint16_t link_type = 1;          // LINKTYPE_ETHERNET
  std::span<const std::uint8_t> bytes;  // what was captured
  std::uint32_t wire_length = 0;        // what was on the wire; at least bytes.size()
  std::uint32_t stands_for = 1;         // packets of its kind: more where a filter shows a sample
};

}  // namespace desirepath::capture
