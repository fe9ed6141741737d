#pragma once

// `Budget` decides how much the capture may show, by what the program has used.
//
// The capture loop tells it the processor's time after each read and obeys: first everything, then
// names alone (DNS, handshakes, what opens and closes connections), then nothing for a while. It
// goes down a step when a look of kLook finds more than the share, or as soon as so much is used
// up, so that no minute is over it, and up again when it has been below half of it for a time,
// which doubles each time that was too soon.
//
// Memory is bounded by the limits of each stage; should it grow past its budget all the same, the
// agent begins the capture anew (Agent::tick). Octets on the wire are the policy's: 128 frames a
// window, whatever there is to tell.
//
// Source: getrusage(2). Threads: one at a time; no clock is read.

#include <chrono>

#include "agent/capture/packet_source.h"

namespace desirepath::agent {

class Budget {
 public:
  using Duration = std::chrono::microseconds;
  static constexpr Duration kLook = std::chrono::seconds(5);
  static constexpr Duration kFirstRest = std::chrono::seconds(45);  // at nothing
  static constexpr Duration kFirstWait = std::chrono::minutes(2);   // at names alone
  static constexpr Duration kLongest = std::chrono::hours(1);

  // `share` of one processor: 0.05.
  explicit Budget(double share) : share_(share) {}

  // Both run on from anywhere. What is to be shown from now on.
  capture::Depth look(Duration steady, Duration processor);

  [[nodiscard]] capture::Depth depth() const { return depth_; }
  // How long nothing was shown, in all.
  [[nodiscard]] Duration rested() const { return rested_; }
  // How soon the next look is wanted, while something is held back.
  [[nodiscard]] bool is_held_back() const { return depth_ != capture::Depth::kFull; }

 private:
  void go_down(Duration steady);
  void go_up(Duration steady);

  const double share_;
  bool looked_ = false;
  Duration steady_{0};
  Duration processor_{0};
  capture::Depth depth_ = capture::Depth::kFull;
  Duration since_{0};  // at this depth
  Duration rest_ = kFirstRest;
  Duration wait_ = kFirstWait;
  Duration rested_{0};
};

}  // namespace desirepath::agent
