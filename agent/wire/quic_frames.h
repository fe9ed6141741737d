#pragma once

// `QuicFrames` walks the frames of an opened Initial packet and gives its CRYPTO frames.
//
// `sight` puts their bytes together by offset: they come split, shuffled and overlapping.
//
// Source: RFC 9000, 12.4 (which frames an Initial may hold), 19 (their forms); Google's T05x and
// Q050 number CRYPTO 8 and PING 7.
// Limits: linear in the packet; allocates nothing.
// Errors: kTruncated  the packet ends inside a frame; kForeign  a frame no Initial may hold.

#include <cstdint>

#include "agent/wire/cursor.h"
#include "agent/wire/parsed.h"

namespace desirepath::wire {

struct CryptoFrame {
  std::uint64_t offset = 0;
  Bytes data;
};

class QuicFrames {
 public:
  QuicFrames(Bytes payload, bool google) noexcept : in_(payload), google_(google) {}

  // The next CRYPTO frame. kForeign with `done()` when there is none left.
  Parsed<CryptoFrame> next() noexcept;
  [[nodiscard]] bool done() const noexcept { return in_.ok() && in_.empty(); }

 private:
  Parsed<CryptoFrame> crypto() noexcept;
  void skip_acknowledgement(bool with_counts) noexcept;
  void skip_close(bool by_transport) noexcept;

  Cursor in_;
  bool google_;
};

}  // namespace desirepath::wire
