#include "agent/sight/observer.h"

#include <algorithm>

#include "agent/sight/encrypted_resolver.h"
#include "agent/wire/dtls.h"
#include "agent/wire/http_request.h"
#include "agent/wire/quic_packet.h"
#include "agent/wire/transport.h"

namespace desirepath::sight {
namespace {

constexpr std::uint16_t kDnsOverTls = 853;  // and over QUIC

}  // namespace

Observer::Observer(Sink& sink, const ObserverOptions& options)
    : sink_(sink),
      options_(options),
      names_(options.most_names),
      answers_(options.most_answers, options.seed, names_),
      flows_(options.most_flows, options.seed),
      peeler_(counts_),
      namer_(sink, counts_, visibility_, names_),
      dns_(namer_, answers_, counts_),
      parser_(namer_, dns_, counts_),
      tcp_(flows_, parser_, counts_),
      quic_(flows_, namer_, counts_) {}

void Observer::observe(const capture::Packet& packet) {
  ++counts_.packets;
  counts_.bytes += packet.wire_length;
  if (packet.time >= slot_end_) end_slot(packet.time);
  Segment segment;
  if (!peeler_.peel(packet, segment)) return;

  const FlowView view = view_of(segment);
  Flow& flow = view.flow;
  ++flow.packets;
  if (segment.time > flow.last) flow.last = segment.time;
  if (options_.shows_all) [[likely]] {
    flow.bytes[static_cast<std::size_t>(view.side)] += segment.payload_length;
  } else {
    count_shown(view, segment, packet.stands_for);
    if (packet.stands_for > 1) {  // has no beginning to read a name from
      if (flow.packets == 1) name_by_answer(view, segment);
      return;
    }
  }
  if (segment.transport == Transport::kTcp) {
    read_tcp(view, segment);
  } else if (!segment.payload.empty()) {
    read_udp(view, segment);
  }
}

// With the table's search inlined: every packet passes here.
[[gnu::flatten]] FlowView Observer::view_of(const Segment& segment) {
  const FlowTable::Place place = flows_.find(segment);
  if (place.found) {
    const FlowView view{flows_.flow(place.index), flows_.ends(place.index), place.index,
                        place.side};
    if (!opens_anew(view.flow, view.side, segment)) return view;
  }
  return begin_flow(place, segment);
}

[[gnu::noinline]] FlowView Observer::begin_flow(const FlowTable::Place& place,
                                                const Segment& segment) {
  const std::uint32_t index = place.index;
  const FlowView view{flows_.flow(index), flows_.ends(index), index, place.side};
  if (place.found) {
    end_flow(index, FlowEnd::kReused);
  } else if (place.occupied) {
    const bool closed = view.flow.is_closed();
    if (!closed) ++counts_.flows_evicted;
    end_flow(index, closed ? FlowEnd::kClosed : FlowEnd::kEvicted);
  }
  ++counts_.flows;
  flows_.begin(place, segment);
  if (!options_.shows_all) flows_.meter(index) = SequenceMeter();
  return view;
}

void Observer::end_flow(std::uint32_t index, FlowEnd end) {
  Flow& flow = flows_.flow(index);
  FlowEnds& ends = flows_.ends(index);
  namer_.tell_activity(flow, ends);
  grade(flow, ends);
  const auto up = static_cast<std::size_t>(client_side(flow, ends));
  FlowRecord record;
  record.client = ends.ends[up];
  record.server = ends.ends[1 - up];
  record.transport = flow.is_udp ? Transport::kUdp : Transport::kTcp;
  record.first = flow.first;
  record.last = flow.last;
  record.bytes_up = flow.bytes[up];
  record.bytes_down = flow.bytes[1 - up];
  record.packets = flow.packets;
  record.name = names_.name(flow.name);
  record.name_source = flow.name_source;
  record.end = end;
  record.accuracy = accuracy_of(index);
  sink_.on_flow(record);
  if (flow.is_udp) {
    quic_.forget(flow);
  } else {
    tcp_.forget(flow);
  }
  names_.release(flow.name);
  flows_.free(index);
}

// Only connections that carried something count, and only those a person's programs make: TCP but
// DNS, and QUIC.
void Observer::grade(const Flow& flow, const FlowEnds& ends) {
  if ((flow.is_udp && !flow.is_quic) || flow.bytes == std::array<std::uint64_t, 2>{}) return;
  const std::uint16_t port = ends.ends[static_cast<std::size_t>(1 - client_side(flow, ends))].port;
  if (port == kDnsOverTls || is_encrypted_resolver(names_.view(flow.name))) {
    ++visibility_.encrypted_dns;
  }
  if (port == DnsReader::kPort) return;
  switch (flow.name_source) {
    case NameSource::kTls:
    case NameSource::kQuic:
    case NameSource::kHttp:
      ++visibility_.grade_a;
      break;
    case NameSource::kDnsAnswer:
      ++visibility_.grade_b;
      break;
    case NameSource::kCertificate:
      ++visibility_.grade_c;
      break;
    case NameSource::kNone:
      ++visibility_.grade_d;
      break;
  }
}

// The last packet of a flow lies in the slot that ends, so its activity is told before the first
// packet of the next one is counted.
void Observer::end_slot(capture::Time now) {
  const auto slots = now.time_since_epoch() / options_.slot;
  slot_end_ = capture::Time{(slots + 1) * options_.slot};
  flows_.for_each([&](std::uint32_t index) {
    Flow& flow = flows_.flow(index);
    const auto idle = flow.is_udp ? options_.udp_idle : options_.tcp_idle;
    const auto held = options_.shows_all ? flow.last : flows_.meter(index).held();
    const auto quiet = now - std::max(flow.last, held);
    if (flow.is_closed() && quiet > kClosedLinger) {
      end_flow(index, flow.has_reset ? FlowEnd::kReset : FlowEnd::kClosed);
    } else if (quiet > idle) {
      end_flow(index, FlowEnd::kIdle);
    } else {
      namer_.tell_activity(flow, flows_.ends(index));
    }
  });
}

void Observer::advance(capture::Time now) {
  if (now + options_.slot + kClockJump < slot_end_) follow_clock_back(now);
  if (now >= slot_end_) end_slot(now);
}

void Observer::follow_clock_back(capture::Time now) {
  flows_.for_each([&](std::uint32_t index) {
    Flow& flow = flows_.flow(index);
    flow.first = std::min(flow.first, now);
    flow.last = std::min(flow.last, now);
    if (!options_.shows_all) flows_.meter(index).follow_clock_back(now);
  });
  answers_.follow_clock_back(now);
  slot_end_ = now;
}

void Observer::finish() {
  flows_.for_each([&](std::uint32_t index) {
    const Flow& flow = flows_.flow(index);
    const FlowEnd closed = flow.has_reset ? FlowEnd::kReset : FlowEnd::kClosed;
    end_flow(index, flow.is_closed() ? closed : FlowEnd::kInputEnded);
  });
}

// Names the flow by the answer that gave the server's address to the client.
void Observer::name_by_answer(const FlowView& view, const Segment& segment) {
  const auto up = static_cast<std::size_t>(client_side(view.flow, view.ends));
  const auto& ends = view.ends.ends;
  namer_.answer(view, answers_.lookup(ends[up].address, ends[1 - up].address, segment.time));
}

void Observer::read_tcp(const FlowView& view, const Segment& segment) {
  Flow& flow = view.flow;
  if ((segment.flags & (wire::kSyn | wire::kFin | wire::kRst)) != 0) note_flags(view, segment);
  if (flow.packets == 1) name_by_answer(view, segment);
  if (segment.payload.empty()) return;
  if (flow.is_done && !begins_like_hello(segment.payload)) return;
  if (!options_.shows_all && wire::may_begin_http_request(segment.payload)) {
    tcp_.expect(view, segment);
  }
  tcp_.read(view, segment);
}

void Observer::note_flags(const FlowView& view, const Segment& segment) {
  Flow& flow = view.flow;
  if ((segment.flags & wire::kSyn) != 0) {
    const bool answers = (segment.flags & wire::kAck) != 0;
    set_client(flow, answers ? 1 - view.side : view.side, ClientBy::kHandshake);
    if (!flow.has(SideFact::kBegun, view.side)) TcpReader::begin(view, segment);
  }
  if ((segment.flags & wire::kFin) != 0) flow.set(SideFact::kFinished, view.side);
  if ((segment.flags & wire::kRst) != 0) {
    flow.has_reset = options_.shows_all || flows_.meter(view.index).is_over();
  }
}

// Where packets are left out: TCP by its sequence numbers, all else scaled up.
[[gnu::noinline]] void Observer::count_shown(const FlowView& view, const Segment& segment,
                                             std::uint32_t stands_for) {
  Flow& flow = view.flow;
  if (segment.transport == Transport::kUdp) {
    flow.bytes[static_cast<std::size_t>(view.side)] +=
        std::uint64_t{segment.payload_length} * stands_for;
    return;
  }
  SequenceMeter& meter = flows_.meter(view.index);
  meter.note(view.side, segment);
  flow.bytes = meter.octets();
}

Accuracy Observer::accuracy_of(std::uint32_t index) {
  if (options_.shows_all) return Accuracy::kCounted;
  if (!flows_.flow(index).is_udp) return flows_.meter(index).accuracy();
  const auto& ends = flows_.ends(index).ends;
  const bool is_dns = ends[0].port == DnsReader::kPort || ends[1].port == DnsReader::kPort;
  return is_dns ? Accuracy::kCounted : Accuracy::kEstimated;
}

bool Observer::has_open_connections() {
  bool any = false;
  flows_.for_each([&](std::uint32_t index) {
    const Flow& flow = flows_.flow(index);
    any = any || (!flow.is_udp && flow.name != kNoName && !flow.is_closed());
  });
  return any;
}

void Observer::note_socket(const SocketBytes& socket, capture::Time now) {
  Segment segment;
  segment.source = socket.local;
  segment.destination = socket.remote;
  const FlowTable::Place place = flows_.find(segment);
  if (!place.found) return;
  Flow& flow = flows_.flow(place.index);
  FlowEnds& ends = flows_.ends(place.index);
  SequenceMeter& meter = flows_.meter(place.index);
  const auto local = static_cast<std::size_t>(place.side);
  std::array<std::uint64_t, 2> octets{};
  // The kernel takes the SYN of who opened the connection for an octet that was acknowledged.
  const bool opened = client_side(flow, ends) == place.side;
  octets[local] = socket.sent - (opened && socket.sent != 0 ? 1 : 0);
  octets[1 - local] = socket.received;
  const auto before = meter.note_kernel(octets, now);
  for (std::size_t side = 0; side < 2; ++side) ends.reported[side] += before[side];
  if (flow.bytes != meter.octets()) flow.last = std::max(flow.last, std::min(socket.moved, now));
  flow.bytes = meter.octets();
}

void Observer::read_udp(const FlowView& view, const Segment& segment) {
  if (view.flow.packets == 1) name_by_answer(view, segment);
  if (segment.source.port == DnsReader::kPort || segment.destination.port == DnsReader::kPort) {
    dns_.read(segment.payload, segment);
  } else if (wire::may_begin_quic(segment.payload)) {
    quic_.read(view, segment);
  } else if (wire::may_begin_dtls(segment.payload)) {
    parser_.read_dtls(view, segment);
  }
}

// A SYN that is no copy of the one the flow began with opens it anew between the same ends.
bool Observer::opens_anew(const Flow& flow, int side, const Segment& segment) noexcept {
  constexpr int kOpening = wire::kSyn | wire::kAck | wire::kRst;
  if (flow.is_udp || (segment.flags & kOpening) != wire::kSyn) return false;
  if (flow.is_closed()) return true;
  const auto at = static_cast<std::size_t>(side);
  if (!flow.has(SideFact::kBegun, side)) return flow.bytes[at] != 0;
  return flow.next_sequence[at] - (segment.sequence + 1) > flow.bytes[at];
}

}  // namespace desirepath::sight
