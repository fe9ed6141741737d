#pragma once

// `Flow` is the state of one TCP or UDP flow: one cache line that every packet of it touches, and
// `FlowEnds`, which only its beginning, its naming and its end touch.
//
// `FlowTable` stores them, the readers and `Observer` change them. The two sides of a flow are
// numbered by the order of their endpoints, not by who is the client: side 0 is the lower one.
// Threads: plain values.

#include <array>
#include <cstdint>

#include "agent/capture/packet.h"
#include "agent/sight/endpoint.h"
#include "agent/sight/flow_record.h"
#include "agent/sight/name_pool.h"

namespace desirepath::sight {

enum class Client : std::uint8_t { kUnknown, kSide0, kSide1 };

// What is known of one side of a TCP flow; the values are places in `Flow::sides`.
enum class SideFact : std::uint8_t {
  kSequenceKnown = 0,
  kBegun = 2,     // its SYN was seen, so its sequence numbers are sure
  kFinished = 4,  // its FIN was seen
};

constexpr Client client_at(int side) noexcept {
  return side == 0 ? Client::kSide0 : Client::kSide1;
}

// How the client end is known; later ones do not replace earlier ones (see flow_record.h).
enum class ClientBy : std::uint8_t { kHandshake, kContent, kPorts };

struct Flow {
  std::uint64_t fingerprint = 0;
  capture::Time first;
  capture::Time last;
  std::array<std::uint64_t, 2> bytes{};  // payload sent by each side
  std::uint32_t packets = 0;
  NameId name = kNoName;
  std::array<std::uint32_t, 2> next_sequence{};  // of TCP, while the flow is read
  std::uint16_t reading = 0;                     // place in the readers' pool, plus one
  NameSource name_source = NameSource::kNone;
  Client client = Client::kUnknown;
  ClientBy client_by = ClientBy::kPorts;
  bool is_udp : 1 = false;
  bool is_done : 1 = false;  // nothing more is looked for, but a hello at a segment's start
  bool is_http : 1 = false;
  bool is_quic : 1 = false;
  bool has_reset : 1 = false;
  bool offers_ech : 1 = false;
  bool wants_certificate : 1 = false;  // its hello had no name
  std::uint8_t sides = 0;              // a bit for each SideFact of each side
  std::uint8_t looked = 0;             // payloads looked at that said nothing

  [[nodiscard]] bool has(SideFact fact, int side) const noexcept {
    return (sides >> (static_cast<int>(fact) + side) & 1) != 0;
  }
  void set(SideFact fact, int side) noexcept {
    sides = static_cast<std::uint8_t>(sides | 1 << (static_cast<int>(fact) + side));
  }
  [[nodiscard]] bool is_closed() const noexcept {
    return has_reset || (has(SideFact::kFinished, 0) && has(SideFact::kFinished, 1));
  }
};
static_assert(sizeof(Flow) == 64);

struct FlowEnds {
  std::array<Endpoint, 2> ends;
  std::array<std::uint64_t, 2> reported{};  // bytes of each side that activities have told
};

// The side taken for the client when nothing but the ports tells: the higher port.
constexpr int client_side(const Flow& flow, const FlowEnds& ends) noexcept {
  if (flow.client != Client::kUnknown) return flow.client == Client::kSide0 ? 0 : 1;
  return ends.ends[0].port >= ends.ends[1].port ? 0 : 1;
}

}  // namespace desirepath::sight
