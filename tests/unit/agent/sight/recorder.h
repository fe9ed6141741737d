#pragma once

// A sink that keeps what it is told, and builders of the packets that make the observer tell it.

#include <algorithm>
#include <chrono>
#include <string>
#include <vector>

#include "agent/sight/observer.h"
#include "agent/wire/transport.h"
#include "tests/unit/agent/wire/octets.h"

namespace desirepath::sight {

using wire::Octets;
using wire::operator+;
using wire::text;
using wire::u16;
using wire::u32;

struct Recorder : Sink {
  std::vector<Sighting> sightings;
  std::vector<FlowRecord> flows;
  std::vector<Activity> activities;

  void on_sighting(const Sighting& sighting) override { sightings.push_back(sighting); }
  void on_flow(const FlowRecord& flow) override { flows.push_back(flow); }
  void on_activity(const Activity& activity) override { activities.push_back(activity); }

  [[nodiscard]] std::vector<std::string> names() const {
    std::vector<std::string> names;
    for (const Sighting& sighting : sightings) names.emplace_back(sighting.name.view());
    return names;
  }
};

struct Host {
  std::uint8_t last = 0;  // of 10.0.0.x
  std::uint16_t port = 0;
};

inline Octets address_of(Host host) { return {10, 0, 0, host.last}; }

inline Octets ipv4(Host from, Host to, std::uint8_t protocol, const Octets& payload,
                   std::size_t fragment = 0) {
  return Octets{0x45, 0} + u16(20 + payload.size()) + u16(7) + u16(fragment) +
         Octets{64, protocol, 0, 0} + address_of(from) + address_of(to) + payload;
}

inline Octets tcp(Host from, Host to, std::uint32_t sequence, const Octets& payload,
                  std::uint8_t flags = wire::kAck) {
  return ipv4(from, to, wire::kIpTcp,
              u16(from.port) + u16(to.port) + u32(sequence) + u32(0) + Octets{0x50, flags} +
                  Octets(6) + payload);
}

inline Octets udp(Host from, Host to, const Octets& payload) {
  return ipv4(from, to, wire::kIpUdp,
              u16(from.port) + u16(to.port) + u16(8 + payload.size()) + u16(0) + payload);
}

// What was captured of an IP packet; `octets` stay the caller's.
inline capture::Packet raw_packet(const Octets& octets, capture::Time time) {
  capture::Packet packet;
  packet.time = time;
  packet.link_type = 101;  // LINKTYPE_RAW
  packet.bytes = octets;
  packet.wire_length = static_cast<std::uint32_t>(octets.size());
  return packet;
}

// Feeds raw IP packets, a millisecond apart unless told otherwise.
class Scene {
 public:
  explicit Scene(const ObserverOptions& options = {}) : observer_(recorder, options) {}

  void packet(const Octets& ip) {
    const Octets exact(ip.begin(), ip.end());
    observer_.observe(raw_packet(exact, now));
    now += std::chrono::milliseconds{1};
  }

  // A handshake; the next payload of each side begins at sequence number 1.
  void open(Host client, Host server) {
    packet(tcp(client, server, 0, {}, wire::kSyn));
    packet(tcp(server, client, 0, {}, wire::kSyn | wire::kAck));
    packet(tcp(client, server, 1, {}));
  }

  void close(Host client, Host server) {
    packet(tcp(client, server, 900000, {}, wire::kFin | wire::kAck));
    packet(tcp(server, client, 900000, {}, wire::kFin | wire::kAck));
  }

  Observer& observer() { return observer_; }

  Recorder recorder;
  capture::Time now{std::chrono::hours{24 * 20000}};

 private:
  Observer observer_;
};

}  // namespace desirepath::sight
