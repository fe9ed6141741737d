#pragma once

// What a capture reader says when it is asked for the next packet.
//
// `PcapReader`, `PcapngReader` and `CaptureFile` give it. A plain value.

#include <cstdint>

namespace desirepath::capture {

enum class ReadOutcome : std::uint8_t {
  kPacket,   // here is one
  kEnd,      // the file ended between two packets
  kCut,      // the file ended inside a packet: what came before it stands
  kDamaged,  // a length or a block makes no sense: nothing behind it can be found
};

}  // namespace desirepath::capture
