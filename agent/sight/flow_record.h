#pragma once

// `FlowRecord` is the account of one finished flow: its ends, its bytes each way and its name.
//
// `sight::Observer` makes one for each flow that ends (FIN or RST both answered, idle, evicted, or
// the end of the input); `observe --flows` prints it. Bytes are transport payload by the headers'
// lengths, so a cut capture still counts them; retransmitted bytes count each time. Where a kernel
// filter shows only some packets, TCP bytes are those of the sequence numbers and UDP bytes are
// scaled up from a sample; `accuracy` says how good they are.
//
// Which end is the client, in this order: it sent the SYN (or got the SYN+ACK); it sent the
// ClientHello, the request or the query; it has the higher port (servers listen on the lower one);
// it sent the first packet. Threads: a plain value.

#include <cstdint>

#include "agent/capture/packet.h"
#include "agent/sight/endpoint.h"
#include "agent/sight/host_name.h"

namespace desirepath::sight {

enum class NameSource : std::uint8_t { kNone, kCertificate, kDnsAnswer, kHttp, kQuic, kTls };

enum class FlowEnd : std::uint8_t { kClosed, kReset, kIdle, kEvicted, kReused, kInputEnded };

enum class Accuracy : std::uint8_t {
  kCounted,    // every packet was shown
  kExact,      // by sequence numbers, from both beginnings to both ends
  kKernel,     // by the kernel's count of a connection that is open
  kEstimated,  // scaled up from a sample
  kPartial,    // a beginning or an end was not shown: at least so many
  kDoubtful    // the ends contradict each other or what time allows: only what was sure
};

struct FlowRecord {
  Endpoint client;
  Endpoint server;
  Transport transport = Transport::kTcp;
  capture::Time first;
  capture::Time last;
  std::uint64_t bytes_up = 0;    // client to server
  std::uint64_t bytes_down = 0;  // server to client
  std::uint32_t packets = 0;     // both ways
  HostName name;                 // empty with NameSource::kNone
  NameSource name_source = NameSource::kNone;
  FlowEnd end = FlowEnd::kInputEnded;
  Accuracy accuracy = Accuracy::kCounted;
};

}  // namespace desirepath::sight
