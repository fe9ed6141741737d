#include "agent/sight/quic_reader.h"

#include <algorithm>

#include "agent/wire/client_hello.h"
#include "agent/wire/quic_frames.h"

namespace desirepath::sight {
namespace {

bool is_google(wire::QuicDialect dialect) noexcept {
  return dialect == wire::QuicDialect::kGoogleQ050 || dialect == wire::QuicDialect::kGoogleT050 ||
         dialect == wire::QuicDialect::kGoogleT051;
}

}  // namespace

void QuicReading::begin() {
  if (!space) space = std::make_unique<std::uint8_t[]>(kMostHelloBytes);
  assembly.begin({space.get(), kMostHelloBytes});
  has_keys = false;
  is_named = false;
}

bool QuicReading::is_for(const wire::QuicPacket& packet) const noexcept {
  return has_keys && dialect == packet.dialect &&
         std::equal(packet.destination_id.begin(), packet.destination_id.end(), id.begin(),
                    id.begin() + id_bytes);
}

void QuicReading::take_keys(const wire::QuicPacket& packet, const wire::QuicKeys& fresh) noexcept {
  keys = fresh;
  dialect = packet.dialect;
  std::copy(packet.destination_id.begin(), packet.destination_id.end(), id.begin());
  id_bytes = static_cast<std::uint8_t>(packet.destination_id.size());
  has_keys = true;
  is_named = false;
  assembly.begin({space.get(), kMostHelloBytes});
}

QuicReading& QuicReader::reading_of(const FlowView& view) {
  if (view.flow.reading == 0) {
    const auto taken = readings_.take(view.index);
    if (taken.evicted_flow != decltype(readings_)::kNoFlow) {
      flows_.flow(taken.evicted_flow).reading = 0;
      ++counts_.assemblies_evicted;
    }
    view.flow.reading = taken.id;
  }
  return readings_.get(view.flow.reading);
}

void QuicReader::forget(Flow& flow) noexcept {
  readings_.give_back(flow.reading);
  flow.reading = 0;
}

// With the keys the flow has; when they do not fit, with those of the packet's own id, which is
// right for a first packet, after a Retry, and for a new connection between the same ends; and with
// the flow's id under another version's salt, after the server chose that version.
wire::Parsed<wire::Bytes> QuicReader::open(QuicReading& reading, const wire::QuicPacket& packet) {
  if (reading.has_keys && reading.dialect == packet.dialect) {
    const auto opened = opener_.open(reading.keys, packet);
    if (opened.has_value() || reading.is_for(packet)) return opened;
  }
  const wire::QuicKeys fresh = opener_.derive(packet.dialect, packet.destination_id);
  const auto opened = opener_.open(fresh, packet);
  if (opened.has_value()) {
    reading.take_keys(packet, fresh);
    return opened;
  }
  if (!reading.has_keys || reading.dialect == packet.dialect) return opened;
  const wire::Bytes first_id{reading.id.data(), reading.id_bytes};
  return opener_.open(opener_.derive(packet.dialect, first_id), packet);
}

// Adds the CRYPTO frames; true when there were any.
bool QuicReader::collect(QuicReading& reading, wire::Bytes frames, bool google) {
  wire::QuicFrames walk{frames, google};
  bool any = false;
  while (true) {
    const auto crypto = walk.next();
    if (!crypto.has_value()) {
      if (!walk.done()) ++counts_.bad_quic;
      return any;
    }
    if (crypto->offset >= QuicReading::kMostHelloBytes) continue;
    any = true;
    reading.assembly.add(static_cast<std::size_t>(crypto->offset), crypto->data);
  }
}

void QuicReader::read_initial(const FlowView& view, const Segment& segment,
                              const wire::QuicPacket& packet) {
  QuicReading& reading = reading_of(view);
  const auto frames = open(reading, packet);
  if (!frames.has_value()) {
    ++counts_.undecryptable;
    if (!reading.has_keys) forget(view.flow);
    ++view.flow.looked;
    return;
  }
  view.flow.looked = 0;
  view.flow.is_quic = true;
  set_client(view.flow, view.side, ClientBy::kContent);
  if (reading.is_named || !collect(reading, *frames, is_google(packet.dialect))) return;
  const auto hello = wire::parse_client_hello(reading.assembly.head());
  if (!hello.has_value()) {
    if (hello.error() != wire::ParseError::kTruncated) ++counts_.bad_hello;
    return;
  }
  reading.is_named = true;
  namer_.hello(view, Source::kQuic, *hello, segment.time);
}

void QuicReader::read(const FlowView& view, const Segment& segment) {
  const Flow& flow = view.flow;
  if (flow.is_quic && flow.client != client_at(view.side)) return;  // the server's packets
  wire::Bytes rest = segment.payload;
  for (int packets = 0; packets < kMostPackets && wire::may_begin_quic(rest); ++packets) {
    if (flow.looked >= kMostFailures) return;
    const auto packet = wire::parse_quic_packet(rest);
    if (!packet.has_value()) {
      ++counts_.bad_quic;
      return;
    }
    if (packet->type == wire::QuicPacketType::kInitial) read_initial(view, segment, *packet);
    rest = packet->rest;
  }
}

}  // namespace desirepath::sight
