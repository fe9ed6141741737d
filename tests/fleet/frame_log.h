#pragma once

// `FrameLog` remembers which device handed which frame to the gate, in the order the gate took
// them.
//
// No part of the product could write it: only the simulator sees both ends. `prove-privacy` scores
// its attacker with it. One CSV line a frame: order,device,window,nonce (hexadecimal). The order is
// that of sessions over the whole fleet, and of frames in a session; the device is its user's
// number.
//
// Errors: kInternal when the file cannot be written. Threads: internally locked.

#include <absl/base/thread_annotations.h>
#include <absl/status/status.h>
#include <absl/synchronization/mutex.h>

#include <cstdint>
#include <fstream>
#include <string>
#include <vector>

#include "agent/facts/fact.h"

namespace desirepath::fleet {

class FrameLog {
 public:
  // Appends to the file at `path`.
  absl::Status open(const std::string& path);
  // The gate has these frames of `device`.
  absl::Status add(std::uint32_t device, std::uint32_t window,
                   const std::vector<facts::Nonce>& nonces);

 private:
  absl::Mutex mutex_;
  std::ofstream file_ ABSL_GUARDED_BY(mutex_);
  std::string path_ ABSL_GUARDED_BY(mutex_);
  std::uint64_t next_ ABSL_GUARDED_BY(mutex_) = 0;
};

}  // namespace desirepath::fleet
