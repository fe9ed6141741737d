#include "agent/sight/sequence_meter.h"

#include <algorithm>

#include "agent/wire/transport.h"

namespace desirepath::sight {

SequenceMeter::Step SequenceMeter::step_to(std::size_t side, std::uint32_t number,
                                           capture::Time time) const noexcept {
  const std::uint32_t ahead = number - next(side);
  if (ahead == 0) return Step::kNone;
  if (0U - ahead <= kLatest) return Step::kLate;
  if (is_counted_by_kernel_ && time <= held_) {  // out of the ring after the kernel told more
    if (ahead > 1U << 31) return Step::kLate;
    return ahead > kMostInFlight ? Step::kImpossible : Step::kAhead;
  }
  const std::int64_t elapsed = std::max<std::int64_t>((time - moved_[side]).count(), 0);
  const std::uint64_t possible =
      kBurst + static_cast<std::uint64_t>(elapsed) * (kLinkOctetsPerSecond / 1'000'000);
  return ahead > std::min<std::uint64_t>(possible, kMostUnseen) ? Step::kImpossible : Step::kAhead;
}

void SequenceMeter::anchor(std::size_t side, std::uint32_t number, capture::Time time) noexcept {
  origin_[side] = number - static_cast<std::uint32_t>(octets_[side]);
  moved_[side] = time;
  is_known_[side] = true;
}

void SequenceMeter::advance(std::size_t side, std::uint32_t number, capture::Time time) noexcept {
  if (!is_known_[side]) return anchor(side, number, time);
  switch (step_to(side, number, time)) {
    case Step::kLate:
      return;
    case Step::kImpossible:
      is_doubtful_ = true;
      return;
    case Step::kAhead:
      // What comes behind a FIN gives one of the two the lie.
      if (is_ended_[side]) {
        is_doubtful_ = true;
        return;
      }
      octets_[side] += number - next(side);
      break;
    case Step::kNone:
      break;
  }
  moved_[side] = std::max(moved_[side], time);
}

void SequenceMeter::note_acknowledged(std::size_t side, const Segment& segment) noexcept {
  std::uint32_t number = segment.acknowledgement;
  if ((segment.flags & wire::kSyn) != 0 && !is_begun_[side]) {  // the SYN it answers was not shown
    if (!is_known_[side]) anchor(side, number, segment.time);
    is_begun_[side] = is_known_[side] && number == origin_[side];
  }
  if (is_ended_[side] && number == next(side) + 1) --number;  // its FIN, too
  const std::uint64_t before = octets_[side];
  advance(side, number, segment.time);
  if (octets_[side] != before) is_acknowledged_[side] = true;
}

void SequenceMeter::note_reset(std::size_t side, const Segment& segment) noexcept {
  // Without an acknowledgement flag the number must be true; with it, a closed port answers with 0.
  if (!is_known_[side]) {
    is_over_ = is_over_ || (segment.flags & wire::kAck) != 0;
    return;
  }
  const Step step = step_to(side, segment.sequence, segment.time);
  const bool is_behind_fin = is_ended_[side] && segment.sequence == next(side) + 1;
  if (step == Step::kImpossible && !is_behind_fin) return;
  if (step == Step::kNone) is_ended_[side] = true;
  if (step != Step::kLate || is_ended_[side]) is_over_ = true;
}

void SequenceMeter::note(int number, const Segment& segment) noexcept {
  const auto side = static_cast<std::size_t>(number);
  if ((segment.flags & wire::kAck) != 0) note_acknowledged(1 - side, segment);
  if ((segment.flags & wire::kRst) != 0) return note_reset(side, segment);
  const std::uint32_t first = segment.sequence + ((segment.flags & wire::kSyn) != 0 ? 1U : 0U);
  if ((segment.flags & wire::kSyn) != 0) {
    if (is_begun_[side] && first != origin_[side]) is_doubtful_ = true;
    if (!is_begun_[side]) {
      // Until now the origin was the first octet shown; nothing before it counts.
      if (!is_known_[side] || octets_[side] == 0) anchor(side, first, segment.time);
      is_begun_[side] = first == origin_[side];
    }
  }
  const std::uint32_t end = first + segment.payload_length;
  // A FIN that is the first thing shown of a side is most often the last segment of a flow that was
  // told already, sent again and again: what it carries is not counted twice.
  const bool is_repeat = (segment.flags & wire::kFin) != 0 && !is_counted_by_kernel_;
  if (!is_known_[side]) anchor(side, is_repeat ? end : first, segment.time);
  if (is_ended_[side] && end == next(side) + 1) return;  // an acknowledgement behind its FIN
  if ((segment.flags & wire::kFin) != 0 && end + 1 == next(side) && is_acknowledged_[side] &&
      octets_[side] != 0) {
    --octets_[side];  // what was acknowledged was this FIN, shown late
  }
  if (step_to(side, end, segment.time) == Step::kAhead) is_acknowledged_[side] = false;
  advance(side, end, segment.time);
  if ((segment.flags & wire::kFin) != 0) note_end(side, end);
}

void SequenceMeter::note_end(std::size_t side, std::uint32_t end) noexcept {
  if (end != next(side)) {
    is_doubtful_ = true;  // its sender said more than this
    return;
  }
  is_ended_[side] = true;
  is_over_ = is_over_ || is_ended_[1 - side];
}

std::array<std::uint64_t, 2> SequenceMeter::note_kernel(const std::array<std::uint64_t, 2>& octets,
                                                        capture::Time now) noexcept {
  std::array<std::uint64_t, 2> before{};
  for (std::size_t side = 0; side < 2; ++side) {
    if (!is_begun_[side] && !is_counted_by_kernel_ && octets[side] > octets_[side]) {
      before[side] = octets[side] - octets_[side];
    }
    if (octets[side] <= octets_[side]) continue;
    octets_[side] = octets[side];
    moved_[side] = now;
    // Where the beginning was not seen, the next segment shows at which number this is.
    if (!is_begun_[side]) is_known_[side] = false;
  }
  is_counted_by_kernel_ = true;
  held_ = now;
  return before;
}

void SequenceMeter::follow_clock_back(capture::Time now) noexcept {
  for (capture::Time& moved : moved_) moved = std::min(moved, now);
  held_ = std::min(held_, now);
}

Accuracy SequenceMeter::accuracy() const noexcept {
  if (is_doubtful_) return Accuracy::kDoubtful;
  const bool is_whole = is_begun_[0] && is_begun_[1] && is_ended_[0] && is_ended_[1];
  if (is_whole) return Accuracy::kExact;
  const bool is_told = is_counted_by_kernel_ && std::max(moved_[0], moved_[1]) <= held_;
  return is_told ? Accuracy::kKernel : Accuracy::kPartial;
}

}  // namespace desirepath::sight
