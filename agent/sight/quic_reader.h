#pragma once

// `QuicReader` opens the Initial packets of QUIC flows and puts their ClientHello together.
//
// `Observer` calls it for UDP payloads that begin like QUIC. A client's hello may come in several
// packets and datagrams, its CRYPTO frames split, shuffled and overlapping, behind a Retry, under a
// connection id the server chose, or beside 0-RTT packets; the keys are those of the first
// destination id, or of a Retry's source id.
//
// Source: RFC 9000, 7.2 (connection ids), 12.2 (coalescing), 17.2; RFC 9001, 5.2.
// Limits: `kMostReadings` half-read hellos at once, `kMostHelloBytes` each; `kMostPackets` in a
// datagram. Errors: counted as `bad_quic` and `undecryptable`. Threads: one at a time.

#include <array>
#include <memory>

#include "agent/sight/assembly.h"
#include "agent/sight/counts.h"
#include "agent/sight/flow_table.h"
#include "agent/sight/namer.h"
#include "agent/sight/reading_pool.h"
#include "agent/wire/quic_keys.h"
#include "agent/wire/quic_packet.h"

namespace desirepath::sight {

struct QuicReading {
  static constexpr std::size_t kMostHelloBytes = 16384;

  std::unique_ptr<std::uint8_t[]> space;  // kept for the next flow
  Assembly assembly;
  wire::QuicKeys keys{};
  std::array<std::uint8_t, 20> id{};  // whose keys these are
  std::uint8_t id_bytes = 0;
  wire::QuicDialect dialect = wire::QuicDialect::kVersion1;
  bool has_keys = false;
  bool is_named = false;

  void begin();
  void end() noexcept {}
  [[nodiscard]] bool is_for(const wire::QuicPacket& packet) const noexcept;
  void take_keys(const wire::QuicPacket& packet, const wire::QuicKeys& fresh) noexcept;
};

class QuicReader {
 public:
  static constexpr std::uint16_t kMostReadings = 256;
  static constexpr int kMostPackets = 8;
  static constexpr std::uint8_t kMostFailures = 16;

  QuicReader(FlowTable& flows, Namer& namer, Counts& counts)
      : flows_(flows), namer_(namer), counts_(counts) {}

  void read(const FlowView& view, const Segment& segment);
  void forget(Flow& flow) noexcept;  // gives back what the flow holds

 private:
  void read_initial(const FlowView& view, const Segment& segment, const wire::QuicPacket& packet);
  wire::Parsed<wire::Bytes> open(QuicReading& reading, const wire::QuicPacket& packet);
  bool collect(QuicReading& reading, wire::Bytes frames, bool google);
  QuicReading& reading_of(const FlowView& view);

  FlowTable& flows_;
  Namer& namer_;
  Counts& counts_;
  wire::QuicOpener opener_;
  ReadingPool<QuicReading, kMostReadings> readings_;
};

}  // namespace desirepath::sight
