#pragma once

// `Admission` is the gate's one writer: it takes frames from every stream, holds them to the quota,
// makes them safe in the spool and only then acknowledges them.
//
// Streams push; one thread takes all that has gathered, appends, syncs once, writes the quotas, and
// tells each stream how many of its frames are safe. At each tick it asks the spool what may be
// released and hands that to the forwarder.
//
// Limits: kMaxWaiting frames not yet written (push gives false: the stream is asked to come back
// later); `quota` frames for each device and window, and for a gateway's certificate as many again
// for each device that the signed policy lets it count. A frame for a window the bundle has no key
// for is refused, one for a frozen window acknowledged and dropped, both counted.
//
// Errors: when the disk fails, the streams concerned get kResourceExhausted or kUnavailable and the
// device keeps its frames. Threads: push and wipe from any thread.

#include <absl/base/thread_annotations.h>
#include <absl/container/flat_hash_map.h>
#include <absl/container/flat_hash_set.h>
#include <absl/status/status.h>
#include <absl/synchronization/mutex.h>
#include <absl/time/time.h>

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "collector/gate/gate_database.h"
#include "collector/gate/served_bundle.h"
#include "collector/gate/spool.h"

namespace desirepath::gate {

inline constexpr std::size_t kMaxWaiting = 65'536;
inline constexpr std::uint32_t kDefaultQuota = kFramesADevice;

// The stream side of a submission.
class Submitter {
 public:
  virtual ~Submitter() = default;
  virtual void accepted(std::uint32_t more) = 0;
  virtual void refused(absl::Status status) = 0;
};

// Frames of one device and window that came together.
struct Submission {
  std::shared_ptr<Submitter> submitter;
  pki::DeviceId device{};
  std::uint32_t window = 0;
  std::vector<seal::Sealed> ciphertexts;
};

struct AdmissionOptions {
  std::optional<std::uint32_t> k;      // empty: the policy's
  std::optional<absl::Duration> tick;  // empty: an hour, a second in a lab
  std::uint32_t quota = kDefaultQuota;
};

struct AdmissionCounts {
  std::uint64_t accepted = 0;
  std::uint64_t over_quota = 0;
  std::uint64_t unknown_window = 0;
  std::uint64_t late = 0;   // for a frozen window
  std::uint64_t wiped = 0;  // unreleased at freeze
  std::uint64_t disk_errors = 0;
  std::uint64_t groups = 0;
  std::uint64_t held_back = 0;  // now
};

class Admission {
 public:
  using Release = std::function<void(std::vector<Segment>)>;

  Admission(AdmissionOptions options, Spool spool, GateDatabase database, BundleFile& bundle,
            Release release);
  // Writes what is waiting, then ends.
  ~Admission();

  [[nodiscard]] bool push(Submission submission);
  // The collector has frozen these windows.
  void wipe(const std::vector<std::uint32_t>& windows);
  // Those of which frames or quotas are held: the forwarder asks whether they are frozen.
  std::vector<std::uint32_t> windows() const;
  AdmissionCounts counts() const;

 private:
  struct Answer {
    std::uint32_t accepted = 0;
    absl::Status status;
  };
  using Answers = absl::flat_hash_map<std::shared_ptr<Submitter>, Answer>;

  void run();
  absl::Duration tick_length();
  void admit(std::vector<Submission>& group);
  // Counts into `accepted` what of the submission may stay.
  absl::Status admit(const Submission& submission, const ServedBundle& bundle,
                     std::uint32_t& accepted);
  // How many frames the certificate may bring in a window.
  std::uint32_t quota_of(const pki::DeviceId& device, const ServedBundle& bundle);
  void tick(absl::Time now);
  Tick tick_at(absl::Time now);
  std::vector<std::uint32_t> known_windows() const;
  void wipe_now(const std::vector<std::uint32_t>& windows);
  void show_counts();
  bool has_work() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  const AdmissionOptions options_;
  BundleFile& bundle_;
  const Release release_;

  // The thread's own.
  Spool spool_;
  GateDatabase database_;
  // Ordered by window: what is frozen is taken out, and the windows there are are asked for often.
  std::map<std::uint32_t, absl::flat_hash_map<pki::DeviceId, std::uint32_t>> quotas_;
  std::map<QuotaKey, std::uint32_t> changed_quotas_;
  absl::flat_hash_map<pki::DeviceId, std::string> gateways_;  // labels; of all others empty
  absl::flat_hash_set<std::uint32_t> frozen_;
  AdmissionCounts mine_;
  std::optional<std::int32_t> day_;  // of the last tick, by the policy's calendar

  mutable absl::Mutex mutex_;
  std::vector<Submission> waiting_ ABSL_GUARDED_BY(mutex_);
  std::size_t waiting_frames_ ABSL_GUARDED_BY(mutex_) = 0;
  std::vector<std::uint32_t> to_wipe_ ABSL_GUARDED_BY(mutex_);
  std::vector<std::uint32_t> windows_ ABSL_GUARDED_BY(mutex_);
  AdmissionCounts counts_ ABSL_GUARDED_BY(mutex_);
  bool ending_ ABSL_GUARDED_BY(mutex_) = false;
  std::thread thread_;
};

}  // namespace desirepath::gate
