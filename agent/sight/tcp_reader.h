#pragma once

// `TcpReader` puts the beginnings of TCP flows in order and has them searched for names.
//
// `Observer` calls it for every segment with payload until the flow is done. Segments in order that
// hold whole messages are read where they lie; only what is split, late or early is copied.
//
// Source: RFC 9293, 3.4 (sequence numbers), 3.10.7.4 (segment arrival).
// Limits: `kMostReadings` flows half-read at once, each with up to `kMostMessageBytes` a side; a
// gap is given up when more than that lies behind it; `kMostLooked` payloads that say nothing.
// Errors: counted in `Counts`. Threads: one at a time.

#include <array>
#include <memory>

#include "agent/sight/assembly.h"
#include "agent/sight/flow_table.h"
#include "agent/sight/reading_pool.h"
#include "agent/sight/stream_parser.h"

namespace desirepath::sight {

// One side of a flow that is half read.
struct Lane {
  std::unique_ptr<std::uint8_t[]> space;  // kept for the next flow
  Assembly assembly;
  std::uint32_t base = 0;  // sequence number of the assembly's first octet
  bool open = false;
};

struct TcpReading {
  std::array<Lane, 2> lanes;

  void begin() noexcept {}
  void end() noexcept {
    for (Lane& lane : lanes) lane.open = false;
  }
};

class TcpReader {
 public:
  static constexpr std::uint16_t kMostReadings = 256;
  static constexpr std::uint8_t kMostLooked = 40;

  TcpReader(FlowTable& flows, StreamParser& parser, Counts& counts)
      : flows_(flows), parser_(parser), counts_(counts) {}

  // A SYN of the segment's sender: its first payload octet is known.
  static void begin(const FlowView& view, const Segment& segment) noexcept;
  // The segment begins a message whatever is missing before it: a kernel filter left that out.
  void expect(const FlowView& view, const Segment& segment) noexcept;
  void read(const FlowView& view, const Segment& segment);
  void forget(Flow& flow) noexcept;  // gives back what the flow holds

 private:
  void read_in_order(const FlowView& view, const Segment& segment, wire::Bytes bytes,
                     std::uint32_t sequence);
  void read_early(const FlowView& view, const Segment& segment);
  static bool add_to_lane(Lane& lane, const Segment& segment) noexcept;
  void read_lane(const FlowView& view, const Segment& segment, Lane& lane);
  void open_lane(const FlowView& view, std::uint32_t base);
  void finish(const FlowView& view) noexcept;
  void note_nothing(const FlowView& view) noexcept;
  Lane* lane_of(const FlowView& view) noexcept;

  FlowTable& flows_;
  StreamParser& parser_;
  Counts& counts_;
  ReadingPool<TcpReading, kMostReadings> readings_;
};

}  // namespace desirepath::sight
