#pragma once

// `Intake` opens sealed frames, checks them, counts each once into window.db, and answers when that
// is safe on disk.
//
// The gate delivers shuffled batches; in `--role all` by a call, otherwise through IntakeServer
// (intake_server.h). Opening runs on the caller's thread, counting on one writer thread that
// commits what has gathered while it wrote the last group.
//
// When the disk is full or the database locked, deliver() fails, nothing is counted and the gate
// keeps the batch. The daemon goes on.
//
// Limits: kMaxBatchFrames frames a call (kInvalidArgument), kMaxWaitingFrames opened and not yet
// written (kResourceExhausted). Threads: deliver, set_rules and counts from any thread.

#include <absl/base/thread_annotations.h>
#include <absl/status/statusor.h>
#include <absl/synchronization/mutex.h>

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "collector/intake/delivery.h"
#include "collector/intake/fact_check.h"
#include "collector/intake/key_ring.h"
#include "collector/intake/window_writer.h"

namespace desirepath::intake {

inline constexpr std::size_t kMaxBatchFrames = 8192;
inline constexpr std::size_t kMaxWaitingFrames = 65536;

struct Options {
  std::string window_db;
  std::string keys_db;
};

// Since the start; for the log and the metrics.
struct Counts {
  std::uint64_t frames = 0;
  std::uint64_t batches = 0;
  std::uint64_t commits = 0;
  std::uint64_t failed_writes = 0;
};

class Intake final : public Delivery {
 public:
  static absl::StatusOr<std::unique_ptr<Intake>> open(const Options& options, Rules rules);
  // Writes what is waiting, then ends.
  ~Intake() override;

  absl::StatusOr<Receipt> deliver(std::span<const SealedFrame> frames,
                                  std::span<const std::uint32_t> asked) override;

  void set_rules(Rules rules);
  // The newest window that may be told about; facts of later ones are refused, though their keys
  // are published already.
  void set_newest_window(std::uint32_t window) { newest_window_ = window; }
  [[nodiscard]] Counts counts() const;

 private:
  struct Job {
    Batch batch;
    std::size_t frames = 0;
    std::span<const std::uint32_t> asked;
    absl::StatusOr<Receipt> answer{Receipt{}};
    bool done = false;
  };

  Intake(Rules rules, std::unique_ptr<KeyRing> keys, WindowWriter writer);
  absl::StatusOr<Batch> open_frames(std::span<const SealedFrame> frames);
  void write_groups();
  void write_group(const std::vector<Job*>& group);
  bool has_work() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  const std::unique_ptr<KeyRing> keys_;
  std::atomic<std::uint32_t> newest_window_{UINT32_MAX};
  WindowWriter writer_;  // the writer thread's

  mutable absl::Mutex mutex_;
  std::shared_ptr<const Rules> rules_ ABSL_GUARDED_BY(mutex_);
  std::vector<Job*> waiting_ ABSL_GUARDED_BY(mutex_);
  std::size_t waiting_frames_ ABSL_GUARDED_BY(mutex_) = 0;
  bool ending_ ABSL_GUARDED_BY(mutex_) = false;
  Counts counts_ ABSL_GUARDED_BY(mutex_);
  std::thread thread_;
};

}  // namespace desirepath::intake
