#include "agent/sight/namer.h"

namespace desirepath::sight {
namespace {

Sighting sighting_of(const FlowView& view, Source source, const HostName& name,
                     capture::Time time) {
  Sighting sighting;
  sighting.time = time;
  sighting.source = source;
  sighting.name = name;
  sighting.client = view.ends.ends[static_cast<std::size_t>(view.side)];
  sighting.server = view.ends.ends[static_cast<std::size_t>(1 - view.side)];
  sighting.transport = view.flow.is_udp ? Transport::kUdp : Transport::kTcp;
  return sighting;
}

}  // namespace

void set_client(Flow& flow, int side, ClientBy by) noexcept {
  if (flow.client != Client::kUnknown && flow.client_by <= by) return;
  flow.client = client_at(side);
  flow.client_by = by;
}

void Namer::count(Source source) noexcept {
  switch (source) {
    case Source::kTls:
      ++counts_.tls;
      break;
    case Source::kQuic:
      ++counts_.quic;
      break;
    case Source::kDns:
      ++counts_.dns;
      break;
    case Source::kHttp:
      ++counts_.http;
      break;
  }
}

void Namer::set_name(const FlowView& view, NameSource source, const HostName& name) {
  Flow& flow = view.flow;
  if (source < flow.name_source) return;
  if (flow.name != kNoName) tell_activity(flow, view.ends);  // they were the old name's
  names_.release(flow.name);
  flow.name = names_.intern(name);
  flow.name_source = flow.name == kNoName ? NameSource::kNone : source;
  if (flow.name == kNoName) ++counts_.names_dropped;
}

void Namer::hello(const FlowView& view, Source source, const wire::ClientHello& hello,
                  capture::Time time) {
  Flow& flow = view.flow;
  set_client(flow, view.side, ClientBy::kContent);
  if (hello.offers_ech && !flow.offers_ech) {
    flow.offers_ech = true;
    ++visibility_.offered_ech;
  }
  if (hello.server_name.empty()) return;
  const HostName name = HostName::from(hello.server_name);
  if (name.empty()) {
    ++counts_.bad_name;
    return;
  }
  const NameSource name_source = source == Source::kQuic ? NameSource::kQuic : NameSource::kTls;
  if (flow.name_source == name_source && names_.view(flow.name) == name.view()) return;
  set_name(view, name_source, name);
  Sighting sighting = sighting_of(view, source, name, time);
  sighting.alpn = AlpnList::from(hello.alpn);
  sighting.offers_ech = hello.offers_ech;
  count(source);
  sink_.on_sighting(sighting);
}

void Namer::http(const FlowView& view, std::string_view host, capture::Time time) {
  set_client(view.flow, view.side, ClientBy::kContent);
  if (host.empty()) return;
  const HostName name = HostName::from(host);
  if (name.empty()) {
    ++counts_.bad_name;
    return;
  }
  if (view.flow.name_source == NameSource::kHttp && names_.view(view.flow.name) == name.view()) {
    return;
  }
  set_name(view, NameSource::kHttp, name);
  count(Source::kHttp);
  sink_.on_sighting(sighting_of(view, Source::kHttp, name, time));
}

void Namer::question(const Segment& segment, bool is_response, const HostName& name) {
  Sighting sighting;
  sighting.time = segment.time;
  sighting.source = Source::kDns;
  sighting.name = name;
  sighting.client = is_response ? segment.destination : segment.source;
  sighting.server = is_response ? segment.source : segment.destination;
  sighting.transport = segment.transport;
  count(Source::kDns);
  sink_.on_sighting(sighting);
}

void Namer::answer(const FlowView& view, NameId held_name) noexcept {
  if (held_name == kNoName || view.flow.name_source >= NameSource::kDnsAnswer) {
    names_.release(held_name);
    return;
  }
  names_.release(view.flow.name);
  view.flow.name = held_name;
  view.flow.name_source = NameSource::kDnsAnswer;
}

void Namer::certificate(const FlowView& view, std::string_view name) {
  const HostName host = HostName::from(name);
  if (host.empty()) {
    ++counts_.bad_name;
  } else {
    set_name(view, NameSource::kCertificate, host);
  }
}

void Namer::tell_activity(Flow& flow, FlowEnds& ends) {
  if (flow.name == kNoName || flow.bytes == ends.reported) return;
  const auto up = static_cast<std::size_t>(client_side(flow, ends));
  Activity activity;
  activity.time = flow.last;
  activity.name = names_.name(flow.name);
  activity.source = flow.name_source;
  activity.client = ends.ends[up];
  activity.bytes_up = flow.bytes[up] - ends.reported[up];
  activity.bytes_down = flow.bytes[1 - up] - ends.reported[1 - up];
  ends.reported = flow.bytes;
  sink_.on_activity(activity);
}

}  // namespace desirepath::sight
