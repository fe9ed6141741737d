#pragma once

// `SequenceMeter` counts the octets of a TCP flow by its sequence numbers, where not every segment
// is shown.
//
// `Observer` notes in it what the kernel filter lets through: SYN, FIN and RST, segments with names
// and a sample of the rest. From the SYN to the FIN the numbers count every octet once, whatever
// was not seen; between them a sampled segment's own number and what it acknowledges tell how far
// each side is.
//
// Not every number is true: resets are forged, captures are cut. A number is taken only if it lies
// ahead of what is known by less than the time since allows a link, and by less than goes by
// without a sample. A side's end is its FIN; without one what the other side acknowledged counts,
// and a reset closes a side only where it stands at just that place. Whatever else it says is not
// counted. What contradicts itself is marked kDoubtful, what misses its beginning or end kPartial,
// and both keep what is sure.
//
// Source: RFC 9293, 3.4, 3.5 and 3.10; RFC 5961, 3 (a reset stands at the next octet expected); RFC
// 7413 (octets in a SYN).
// Limits: kMostUnseen octets between two looks, so that 32 bits of a sequence number are enough for
// flows of any length; kLinkOctetsPerSecond. Threads: plain values.

#include <array>
#include <cstdint>

#include "agent/sight/flow_record.h"
#include "agent/sight/segment.h"

namespace desirepath::sight {

class SequenceMeter {
 public:
  // Of one packet in 32 shown, none of 1,024 is missing by chance (1e-14); a packet is up to 64 KiB
  // before it is cut.
  static constexpr std::uint32_t kMostUnseen = 64U << 20;
  static constexpr std::uint32_t kLatest = 64U << 20;  // so far behind a segment can be a late one
  static constexpr std::uint32_t kMostInFlight = 16U << 20;             // not acknowledged yet
  static constexpr std::uint64_t kLinkOctetsPerSecond = 1'250'000'000;  // 10 Gbit/s
  static constexpr std::uint32_t kBurst = 4U << 20;                     // however short the time

  // A segment that `side` sent.
  void note(int side, const Segment& segment) noexcept;
  // What the kernel counts on the socket that is one end: octets of each side since the handshake.
  // Gives how many of them were before this flow was first seen.
  std::array<std::uint64_t, 2> note_kernel(const std::array<std::uint64_t, 2>& octets,
                                           capture::Time now) noexcept;

  // What was noted after `now` was noted now.
  void follow_clock_back(capture::Time now) noexcept;

  [[nodiscard]] const std::array<std::uint64_t, 2>& octets() const noexcept { return octets_; }
  [[nodiscard]] Accuracy accuracy() const noexcept;
  // Both sides are at their end, or one said it is over at a place that can be true.
  [[nodiscard]] bool is_over() const noexcept { return is_over_; }
  // When the kernel last had the socket.
  [[nodiscard]] capture::Time held() const noexcept { return held_; }

 private:
  enum class Step : std::uint8_t { kNone, kLate, kAhead, kImpossible };

  // How `number` lies to what is known of the side.
  [[nodiscard]] Step step_to(std::size_t side, std::uint32_t number,
                             capture::Time time) const noexcept;
  void anchor(std::size_t side, std::uint32_t number, capture::Time time) noexcept;
  void advance(std::size_t side, std::uint32_t number, capture::Time time) noexcept;
  void note_acknowledged(std::size_t side, const Segment& segment) noexcept;
  void note_reset(std::size_t side, const Segment& segment) noexcept;
  void note_end(std::size_t side, std::uint32_t end) noexcept;
  [[nodiscard]] std::uint32_t next(std::size_t side) const noexcept {
    return origin_[side] + static_cast<std::uint32_t>(octets_[side]);
  }

  std::array<std::uint32_t, 2> origin_{};  // sequence number of the first octet
  std::array<std::uint64_t, 2> octets_{};  // known to have been sent since
  std::array<capture::Time, 2> moved_{};   // when that was last heard of
  capture::Time held_{};
  std::array<bool, 2> is_known_{};  // origin_ says something
  std::array<bool, 2> is_begun_{};  // and is the octet behind the SYN
  std::array<bool, 2> is_ended_{};
  std::array<bool, 2> is_acknowledged_{};  // the last of octets_ by the other side's word alone
  bool is_over_ = false;
  bool is_doubtful_ = false;
  bool is_counted_by_kernel_ = false;
};

}  // namespace desirepath::sight
