#pragma once

// `Forwarder` takes released segments to the collector, shuffled, until the collector has committed
// them.
//
// A round reads what was released of one window, mixes the frames (Fisher-Yates), and delivers them
// in batches of nearly equal size, so that no batch is a small remainder. k certificates stand
// behind what was released together, not behind each of its segments: the last one may hold four
// devices. So it stays together (`Releases`). Only when the last batch is committed are the files
// deleted, the emptiest first; a crash before that delivers the round, or its fullest segments,
// again and the intake's nonces make it count once.
//
// It also asks which windows are frozen and tells the admission thread to wipe what those still
// hold back.
//
// Errors: none leave it. While the collector cannot be reached it waits (full jitter, at most
// kMaxPause) and tries again. Threads: push from any thread.

#include <absl/base/thread_annotations.h>
#include <absl/synchronization/mutex.h>
#include <absl/time/time.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <thread>
#include <vector>

#include "collector/gate/releases.h"
#include "collector/gate/spool.h"
#include "collector/intake/delivery.h"
#include "proto/seal/random.h"

namespace desirepath::gate {

inline constexpr std::size_t kBatchFrames = 4096;
inline constexpr absl::Duration kMaxPause = absl::Seconds(10);

struct ForwarderCounts {
  std::uint64_t frames = 0;
  std::uint64_t batches = 0;
  std::uint64_t failed_deliveries = 0;
  std::uint64_t unreadable_segments = 0;
  std::uint64_t waiting_segments = 0;  // now
};

// `total` frames in batches of at most `limit`, whose sizes differ by one at most.
std::vector<std::size_t> even_batches(std::size_t total, std::size_t limit);

class Forwarder {
 public:
  struct Asking {
    std::function<std::vector<std::uint32_t>()> windows;
    std::function<void(const std::vector<std::uint32_t>&)> frozen;
    std::function<absl::Duration()> every;
  };

  Forwarder(intake::Delivery& delivery, std::filesystem::path folder,
            std::shared_ptr<SpoolBytes> bytes);
  ~Forwarder() { stop(); }

  void start(Asking asking);
  // Stops between two batches; what is not delivered stays in the spool.
  void stop();
  void push(std::vector<Segment> segments);
  ForwarderCounts counts() const;

 private:
  void run();
  std::vector<Segment> next_round();
  bool forward(std::vector<Segment>& round);
  bool deliver(std::span<const intake::SealedFrame> frames);
  void ask();
  void pause(int failures);
  bool has_work() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  bool is_ending() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  intake::Delivery& delivery_;
  const std::filesystem::path folder_;
  const std::shared_ptr<SpoolBytes> bytes_;
  Asking asking_;
  seal::Random random_;

  mutable absl::Mutex mutex_;
  Releases waiting_ ABSL_GUARDED_BY(mutex_);
  ForwarderCounts counts_ ABSL_GUARDED_BY(mutex_);
  bool ending_ ABSL_GUARDED_BY(mutex_) = false;
  std::thread thread_;
};

}  // namespace desirepath::gate
