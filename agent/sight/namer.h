#pragma once

// `Namer` gives flows their names and tells the sink of each sighting.
//
// The readers call it with what their parsers found. A name from a better source replaces one from
// a worse; a flow's name is told once for each source, however often a hello is sent again.
// Limits: the name pool's; a name no host can have is counted as `bad_name`. Threads: one at a
// time.

#include <string_view>

#include "agent/sight/counts.h"
#include "agent/sight/flow.h"
#include "agent/sight/name_pool.h"
#include "agent/sight/segment.h"
#include "agent/sight/sink.h"
#include "agent/wire/client_hello.h"

namespace desirepath::sight {

// A flow as its readers see it while one segment is read.
struct FlowView {
  Flow& flow;
  FlowEnds& ends;
  std::uint32_t index = 0;  // in the flow table
  int side = 0;             // that sent the segment
};

class Namer {
 public:
  Namer(Sink& sink, Counts& counts, Visibility& visibility, NamePool& names)
      : sink_(sink), counts_(counts), visibility_(visibility), names_(names) {}

  // A ClientHello that the segment's sender made, over TCP, DTLS (`source` kTls) or QUIC.
  void hello(const FlowView& view, Source source, const wire::ClientHello& hello,
             capture::Time time);
  // A host an HTTP request of the segment's sender is for.
  void http(const FlowView& view, std::string_view host, capture::Time time);
  // A question of a DNS message; names no flow.
  void question(const Segment& segment, bool is_response, const HostName& name);
  // The name of the answer that gave the flow's server, which the caller holds.
  void answer(const FlowView& view, NameId held_name) noexcept;
  // The name in the server's certificate, for a flow without a better one; no sighting.
  void certificate(const FlowView& view, std::string_view name);

  // Tells the bytes a named flow moved since it last did.
  void tell_activity(Flow& flow, FlowEnds& ends);

 private:
  void set_name(const FlowView& view, NameSource source, const HostName& name);
  void count(Source source) noexcept;

  Sink& sink_;
  Counts& counts_;
  Visibility& visibility_;
  NamePool& names_;
};

// Notes which side is the client, unless it is known better already.
void set_client(Flow& flow, int side, ClientBy by) noexcept;

}  // namespace desirepath::sight
