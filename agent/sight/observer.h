#pragma once

// `Observer` turns packets into sightings, flow records and activities.
//
// `capture` feeds it packets, `observe` and the daemon give it a `Sink`. It peels link layers and
// tunnels, keeps a bounded table of flows, puts split hellos together, decrypts QUIC Initials and
// reads TLS, QUIC, DNS and HTTP names on any port.
//
// Limits: all memory is bounded by `ObserverOptions`; what is dropped at a limit is counted in
// `counts()`. No packet can make it fail. Reads no clock: time is that of the packets, or of
// `advance`. A flow ends when both sides closed it and it was quiet for `kClosedLinger`, when it
// was idle, evicted, or opened anew, and with `finish`; that is noticed at the end of a slot at the
// latest. Threads: one at a time.

#include <chrono>
#include <cstdint>

#include "agent/capture/packet.h"
#include "agent/sight/answer_cache.h"
#include "agent/sight/counts.h"
#include "agent/sight/dns_reader.h"
#include "agent/sight/flow_table.h"
#include "agent/sight/name_pool.h"
#include "agent/sight/namer.h"
#include "agent/sight/peeler.h"
#include "agent/sight/quic_reader.h"
#include "agent/sight/sink.h"
#include "agent/sight/socket_bytes.h"
#include "agent/sight/stream_parser.h"
#include "agent/sight/tcp_reader.h"

namespace desirepath::sight {

struct ObserverOptions {
  std::uint32_t most_flows = 1U << 16;       // rounded up to a power of two; 128 octets each
  std::uint32_t most_names = 1U << 16;       // different names that flows and answers hold at once
  std::uint32_t most_answers = 1U << 15;     // addresses whose name is remembered; 24 octets each
  std::chrono::milliseconds slot{300'000};   // length of an activity slot
  std::chrono::seconds tcp_idle{600};        // a TCP flow without packets ends
  std::chrono::seconds udp_idle{120};        // a UDP flow without packets ends
  std::uint64_t seed = 0x9e3779b97f4a7c15U;  // of the hashes; random where strangers send
  bool shows_all = true;                     // false: a kernel filter leaves packets out
};

class Observer {
 public:
  static constexpr std::chrono::seconds kClosedLinger{10};
  static constexpr std::chrono::seconds kClockJump{300};  // less is only waited for

  explicit Observer(Sink& sink, const ObserverOptions& options = {});  // `sink` must outlive it
  Observer(const Observer&) = delete;
  Observer& operator=(const Observer&) = delete;

  void observe(const capture::Packet& packet);
  // Ends slots and idle flows when no packet comes. Where `now` lies before the slot by more than
  // kClockJump somebody has set the clock back, and what was seen in its future is seen now: else
  // nothing would be told until the clock has caught up.
  void advance(capture::Time now);
  void finish();  // ends every flow: the input is over

  // Where packets are left out: whether a connection with a name may be open, and what the kernel
  // counts on one of this machine's.
  [[nodiscard]] bool has_open_connections();
  void note_socket(const SocketBytes& socket, capture::Time now);
  // When the current slot ends.
  [[nodiscard]] capture::Time slot_end() const noexcept { return slot_end_; }

  [[nodiscard]] const Counts& counts() const noexcept { return counts_; }
  [[nodiscard]] const Visibility& visibility() const noexcept { return visibility_; }

 private:
  FlowView view_of(const Segment& segment);
  FlowView begin_flow(const FlowTable::Place& place, const Segment& segment);
  static bool opens_anew(const Flow& flow, int side, const Segment& segment) noexcept;
  void end_flow(std::uint32_t index, FlowEnd end);
  void end_slot(capture::Time now);
  void follow_clock_back(capture::Time now);
  void grade(const Flow& flow, const FlowEnds& ends);
  void name_by_answer(const FlowView& view, const Segment& segment);
  void note_flags(const FlowView& view, const Segment& segment);
  void count_shown(const FlowView& view, const Segment& segment, std::uint32_t stands_for);
  Accuracy accuracy_of(std::uint32_t index);
  void read_tcp(const FlowView& view, const Segment& segment);
  void read_udp(const FlowView& view, const Segment& segment);

  Sink& sink_;
  ObserverOptions options_;
  Counts counts_;
  Visibility visibility_;
  NamePool names_;
  AnswerCache answers_;
  FlowTable flows_;
  Peeler peeler_;
  Namer namer_;
  DnsReader dns_;
  StreamParser parser_;
  TcpReader tcp_;
  QuicReader quic_;
  capture::Time slot_end_{};
};

}  // namespace desirepath::sight
