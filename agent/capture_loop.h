#pragma once

// `CaptureLoop` is the capture thread: packets in, uses of tools out.
//
// `Agent` starts one when a policy asks for sightings and ends it when none does; it runs source,
// observer and matcher, and leaves what it found in the queue. Names and addresses end here.
//
// Limits: those of the observer and the queue. Errors: none; what the source cannot do is in
// progress().trouble. Threads: the constructor's thread owns it; the loop is its own.

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "agent/capture/packet_source.h"
#include "agent/gateway/census.h"
#include "agent/matching.h"
#include "agent/program_class.h"
#include "agent/sight/counts.h"
#include "agent/use_queue.h"

namespace desirepath::agent {

// How the capture does: copied out now and then, for the status and the diary's note of the day.
struct CaptureProgress {
  capture::SourceState state = capture::SourceState::kWaiting;
  capture::SourceCounts source;
  sight::Counts sight;
  sight::Visibility visibility;
  ProgramCounts programs{};   // connections to tools, by what opened them
  std::string owner_trouble;  // why that cannot be told, or empty
  std::vector<std::string> names;
  std::string trouble;
  capture::Depth depth = capture::Depth::kFull;
  std::chrono::seconds rested{0};  // nothing was looked at, to stay within the budget
  std::uint64_t unseen_flows = 0;  // about as many passed meanwhile, by those of before

  [[nodiscard]] std::uint64_t malformed() const;
  // Client flows that ended and carried something, and those of them that had a name.
  [[nodiscard]] std::uint64_t flows() const {
    return named_flows() + visibility.grade_d + unseen_flows;
  }
  [[nodiscard]] std::uint64_t named_flows() const {
    return visibility.grade_a + visibility.grade_b + visibility.grade_c;
  }
};

class CaptureLoop {
 public:
  struct Options {
    std::chrono::milliseconds slot{300'000};     // of the observer's activities
    std::chrono::milliseconds patience{60'000};  // between two looks at slots and idle flows
    double processor_share = 1;                  // of one: what all of the program may use
    std::uint64_t seed = 0;                      // of the flow table's hash
    gateway::Census* census = nullptr;           // a gateway's; its devices, not this machine
  };

  // All must outlive it. Starts the thread.
  CaptureLoop(capture::PacketSource& source, std::shared_ptr<const Matching> matching,
              UseQueue& queue, const Options& options);
  // Ends the thread; flows that are open are accounted for first.
  ~CaptureLoop();
  CaptureLoop(const CaptureLoop&) = delete;
  CaptureLoop& operator=(const CaptureLoop&) = delete;

  // While paused packets are thrown away unread.
  void set_paused(bool paused) { paused_.store(paused, std::memory_order_relaxed); }
  [[nodiscard]] CaptureProgress progress() const;
  [[nodiscard]] const std::shared_ptr<const Matching>& matching() const { return matching_; }

 private:
  void run(const Options& options);

  capture::PacketSource& source_;
  std::shared_ptr<const Matching> matching_;
  UseQueue& queue_;
  std::atomic<bool> stop_{false};
  std::atomic<bool> paused_{false};
  mutable absl::Mutex mutex_;
  CaptureProgress progress_ ABSL_GUARDED_BY(mutex_);
  std::thread thread_;  // last: it uses all of the above
};

}  // namespace desirepath::agent
