#pragma once

// `Spool` holds the sealed frames that are acknowledged and not yet delivered, and decides when
// they may go.
//
// The gate's admission thread owns it. Frames gather by window. At each tick, a window whose
// gathering frames came from as many devices as the rule wants (release_rule.h) is released:
// its segments are marked and go to the forwarder. One of which k devices were seen, but not
// as many as the rule wants, gets the mark that says so. The set of certificates is in memory only;
// after a crash it is empty, and the frames found on disk wait for fresh ones: as many as the rule
// wants, or a tick for which k are enough, which the mark stands for.
//
// A certificate is one device, and a gateway's as many as its frames prove: a device brings
// kFramesADevice in a window at most, so n frames are of n / kFramesADevice devices or more.
//
// The rule counts by window, not over all: the envelope says the window, so a batch in which one
// late device told about the window before last would show that device's facts as a set.
//
// Limits: `max_bytes` on disk, released segments included (kResourceExhausted; agents come back
// later). Threads: one at a time; `SpoolBytes` is shared with the forwarder.

#include <absl/container/flat_hash_map.h>
#include <absl/container/flat_hash_set.h>
#include <absl/status/statusor.h>

#include <atomic>
#include <filesystem>
#include <map>
#include <memory>
#include <vector>

#include "collector/gate/release_rule.h"
#include "collector/gate/segment.h"
#include "proto/pki/certificate.h"
#include "proto/seal/random.h"

namespace desirepath::gate {

inline constexpr std::uint32_t kFramesADevice = 160;  // and window: 128 frames and 32 re-sends

using SpoolBytes = std::atomic<std::uint64_t>;

class Spool {
 public:
  // Loads what a former run left behind; whatever in the folder is not a segment is an error.
  static absl::StatusOr<Spool> open(const std::filesystem::path& folder, std::uint64_t max_bytes,
                                    std::shared_ptr<SpoolBytes> bytes);

  absl::Status add(std::uint32_t window, const pki::DeviceId& device,
                   const seal::Sealed& ciphertext);
  // Everything added is safe after this.
  absl::Status commit();

  // Gives the segments that may be delivered now.
  absl::StatusOr<std::vector<Segment>> release(const Tick& tick);
  // Segments that were released before the last crash.
  std::vector<Segment> take_released_before();

  // Wipes what a frozen window still holds back. The number of frames.
  absl::StatusOr<std::size_t> wipe(std::uint32_t window);

  [[nodiscard]] std::vector<std::uint32_t> windows() const;
  [[nodiscard]] std::size_t torn() const { return torn_; }
  [[nodiscard]] std::size_t held_back() const;

 private:
  struct Gathering {
    std::vector<Segment> segments;
    absl::flat_hash_map<pki::DeviceId, std::uint32_t> frames;  // by certificate
    std::size_t devices = 0;                                   // they are of so many at least
    bool k_reached = false;                                    // marked on disk

    [[nodiscard]] bool may_go(const Tick& tick, std::uint32_t window, bool went) const;
    absl::Status mark_k_reached();
  };

  Spool(std::filesystem::path folder, std::uint64_t max_bytes, std::shared_ptr<SpoolBytes> bytes)
      : folder_(std::move(folder)), max_bytes_(max_bytes), bytes_(std::move(bytes)) {}
  absl::Status load();
  absl::StatusOr<Segment*> open_segment(std::uint32_t window);

  std::filesystem::path folder_;
  std::uint64_t max_bytes_;
  std::shared_ptr<SpoolBytes> bytes_;
  seal::Random random_;
  std::map<std::uint32_t, Gathering> gathering_;
  absl::flat_hash_set<std::uint32_t> went_today_;  // windows of which something was released
  std::vector<Segment> released_before_;
  std::size_t torn_ = 0;
};

}  // namespace desirepath::gate
