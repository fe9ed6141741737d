#pragma once

// `DnsReader` turns DNS messages into sightings and fills the answer cache.
//
// `UdpReader` and `TcpReader` call it with one message each. Every question of a query or response
// is a sighting; addresses are remembered for the client under the first question's name.
// Errors: what does not parse is counted as `bad_dns`. Threads: one at a time.

#include "agent/sight/answer_cache.h"
#include "agent/sight/counts.h"
#include "agent/sight/namer.h"
#include "agent/sight/segment.h"
#include "agent/wire/dns_message.h"

namespace desirepath::sight {

class DnsReader {
 public:
  static constexpr std::uint16_t kPort = 53;

  DnsReader(Namer& namer, AnswerCache& answers, Counts& counts)
      : namer_(namer), answers_(answers), counts_(counts) {}

  // `segment` tells who sent the message and when. False when it is no DNS message.
  bool read(wire::Bytes message, const Segment& segment);

 private:
  Namer& namer_;
  AnswerCache& answers_;
  Counts& counts_;
  wire::DnsMessage message_;
};

}  // namespace desirepath::sight
