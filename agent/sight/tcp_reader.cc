#include "agent/sight/tcp_reader.h"

#include "agent/wire/tls_record.h"
#include "agent/wire/transport.h"

namespace desirepath::sight {
namespace {

void set_next(const FlowView& view, std::uint32_t sequence) noexcept {
  view.flow.next_sequence[static_cast<std::size_t>(view.side)] = sequence;
  view.flow.set(SideFact::kSequenceKnown, view.side);
}

std::uint32_t& next_of(const FlowView& view) noexcept {
  return view.flow.next_sequence[static_cast<std::size_t>(view.side)];
}

// Distance from `b` to `a` around the circle of sequence numbers.
std::int32_t distance(std::uint32_t a, std::uint32_t b) noexcept {
  return static_cast<std::int32_t>(a - b);
}

std::uint32_t first_octet(const Segment& segment) noexcept {
  return segment.sequence + ((segment.flags & wire::kSyn) != 0 ? 1U : 0U);
}

}  // namespace

void TcpReader::begin(const FlowView& view, const Segment& segment) noexcept {
  set_next(view, segment.sequence + 1);
  view.flow.set(SideFact::kBegun, view.side);
}

void TcpReader::expect(const FlowView& view, const Segment& segment) noexcept {
  if (lane_of(view) == nullptr) set_next(view, first_octet(segment));
}

Lane* TcpReader::lane_of(const FlowView& view) noexcept {
  if (view.flow.reading == 0) return nullptr;
  Lane& lane = readings_.get(view.flow.reading).lanes[static_cast<std::size_t>(view.side)];
  return lane.open ? &lane : nullptr;
}

void TcpReader::open_lane(const FlowView& view, std::uint32_t base) {
  if (view.flow.reading == 0) {
    const auto taken = readings_.take(view.index);
    if (taken.evicted_flow != decltype(readings_)::kNoFlow) {
      flows_.flow(taken.evicted_flow).reading = 0;
      ++counts_.assemblies_evicted;
    }
    view.flow.reading = taken.id;
  }
  Lane& lane = readings_.get(view.flow.reading).lanes[static_cast<std::size_t>(view.side)];
  if (!lane.space) {
    lane.space = std::make_unique<std::uint8_t[]>(StreamParser::kMostMessageBytes);
  }
  lane.assembly.begin({lane.space.get(), StreamParser::kMostMessageBytes});
  lane.base = base;
  lane.open = true;
}

void TcpReader::forget(Flow& flow) noexcept {
  readings_.give_back(flow.reading);
  flow.reading = 0;
}

void TcpReader::finish(const FlowView& view) noexcept {
  view.flow.is_done = true;
  forget(view.flow);
}

void TcpReader::note_nothing(const FlowView& view) noexcept {
  if (view.flow.is_http) return;
  if (++view.flow.looked >= kMostLooked) finish(view);
}

// False when the segment lies further behind a gap than is kept.
bool TcpReader::add_to_lane(Lane& lane, const Segment& segment) noexcept {
  const std::int32_t at = distance(first_octet(segment), lane.base);
  if (at < 0) {
    const auto late = static_cast<std::size_t>(-static_cast<std::int64_t>(at));
    return late >= segment.payload.size() || lane.assembly.add(0, segment.payload.subspan(late));
  }
  const auto ahead = static_cast<std::size_t>(at);
  if (!lane.assembly.add(ahead, segment.payload)) return false;
  if (ahead > 0 && lane.assembly.head().empty() && begins_like_hello(segment.payload)) {
    lane.assembly.drop_front(ahead);  // what is missing before it was only a prelude
    lane.base += static_cast<std::uint32_t>(ahead);
  }
  return true;
}

void TcpReader::read(const FlowView& view, const Segment& segment) {
  const std::uint32_t sequence = first_octet(segment);
  if (!view.flow.has(SideFact::kSequenceKnown, view.side)) set_next(view, sequence);
  if (view.flow.is_done) {  // and yet another hello: on a reused connection, or sent again
    read_in_order(view, segment, segment.payload, sequence);
    return;
  }
  if (Lane* lane = lane_of(view); lane != nullptr) {
    if (add_to_lane(*lane, segment)) {
      read_lane(view, segment, *lane);
      return;
    }
    lane->open = false;  // the gap is given up: reading starts again behind it
    ++counts_.assemblies_evicted;
    set_next(view, sequence);
  }
  const std::int32_t ahead = distance(sequence, next_of(view));
  if (ahead > 0) {
    read_early(view, segment);
    return;
  }
  const auto late = static_cast<std::size_t>(-static_cast<std::int64_t>(ahead));
  // A hello that seems late when the capture began out of order, or when padding of an empty
  // segment was taken for payload.
  const bool is_new = late < segment.payload.size() || !view.flow.has(SideFact::kBegun, view.side);
  if (late != 0 && is_new && begins_like_hello(segment.payload)) {
    read_in_order(view, segment, segment.payload, sequence);
  } else if (late < segment.payload.size()) {
    read_in_order(view, segment, segment.payload.subspan(late), next_of(view));
  }
}

void TcpReader::read_in_order(const FlowView& view, const Segment& segment, wire::Bytes bytes,
                              std::uint32_t sequence) {
  const auto cut = segment.payload_length - static_cast<std::uint32_t>(segment.payload.size());
  set_next(view, sequence + static_cast<std::uint32_t>(bytes.size()) + cut);
  const StreamParser::Result result = parser_.read(view, segment, bytes);
  switch (result.state) {
    case StreamParser::State::kDone:
      finish(view);
      break;
    case StreamParser::State::kMore: {
      view.flow.is_done = false;
      open_lane(view, sequence + static_cast<std::uint32_t>(result.consumed));
      lane_of(view)->assembly.add(0, bytes.subspan(result.consumed));
      break;
    }
    case StreamParser::State::kAll:
      if (result.said_nothing) note_nothing(view);
      break;
  }
}

// A segment ahead of what was expected: kept until the gap before it closes. One that begins like
// a hello is taken for the start, since a prelude lost by the capture never comes.
void TcpReader::read_early(const FlowView& view, const Segment& segment) {
  const std::uint32_t sequence = first_octet(segment);
  if (begins_like_hello(segment.payload)) {
    read_in_order(view, segment, segment.payload, sequence);
    return;
  }
  const auto ahead = static_cast<std::size_t>(distance(sequence, next_of(view)));
  open_lane(view, next_of(view));
  Lane* lane = lane_of(view);
  if (lane->assembly.add(ahead, segment.payload)) return;
  lane->open = false;
  ++counts_.assemblies_evicted;
  read_in_order(view, segment, segment.payload, sequence);
}

void TcpReader::read_lane(const FlowView& view, const Segment& segment, Lane& lane) {
  const wire::Bytes head = lane.assembly.head();
  if (head.empty()) return;
  const StreamParser::Result result = parser_.read(view, segment, head);
  if (result.state == StreamParser::State::kDone) {
    finish(view);
    return;
  }
  if (result.state == StreamParser::State::kAll) {
    lane.assembly.drop_front(head.size());
    lane.base += static_cast<std::uint32_t>(head.size());
    set_next(view, lane.base);
    if (lane.assembly.is_empty()) lane.open = false;
    if (!result.said_nothing) return;
    // What was waited for was no message after all; this segment may begin one.
    const std::uint32_t begin = first_octet(segment);
    const bool is_last = lane.base - begin == segment.payload.size();
    if (!lane.open && is_last && head.size() > segment.payload.size()) {
      read_in_order(view, segment, segment.payload, begin);
    } else {
      note_nothing(view);
    }
    return;
  }
  if (result.consumed == 0 && head.size() == lane.assembly.space()) {
    lane.open = false;  // a message longer than any that matters
    set_next(view, lane.base + static_cast<std::uint32_t>(head.size()));
    note_nothing(view);
    return;
  }
  lane.assembly.drop_front(result.consumed);
  lane.base += static_cast<std::uint32_t>(result.consumed);
}

}  // namespace desirepath::sight
