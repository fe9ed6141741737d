#pragma once

// `Condition` is how the daemon does, in values: what /healthz, /metrics, `status` and the log say.
//
// `Collector` makes one at each tick and puts it on the `ConditionBoard`, from which the page's and
// the metrics' threads take it; it also stands in run/condition.json, for `status` and for what
// watches a container. Nothing in it is about a device.
//
// Source: statvfs(3), open(2) O_TMPFILE, clock_gettime(2). Threads: ConditionBoard internally
// locked.

#include <cstdint>
#include <filesystem>
#include <mutex>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"

namespace desirepath::collector {

struct Machine {
  std::uint64_t disk_free = 0;  // octets for this account, where the data are
  std::uint64_t disk_size = 0;
  bool read_only = false;  // as a file system becomes after an error of the disk
};

// How far the wall clock was moved since the last look, against the clock that only runs on.
class ClockWatch {
 public:
  absl::Duration moved(absl::Time wall, absl::Duration steady);

 private:
  bool looked_ = false;
  absl::Time wall_;
  absl::Duration steady_;
};

struct Condition {
  absl::Status health;                // each problem that lasts, in words
  std::vector<std::string> problems;  // their topics: "freezing"
  Machine machine;
  std::uint32_t clock_jumps = 0;  // since the start, of a minute or more
  std::uint32_t policy = 0;       // its number; 0: none is published
  absl::Time policy_ends = absl::InfinitePast();
  std::string window;  // whose facts are made now
};

class ConditionBoard {
 public:
  void set(Condition condition);
  [[nodiscard]] Condition get() const;

 private:
  mutable std::mutex mutex_;
  Condition condition_;
};

Machine look_at_machine(const std::filesystem::path& data_dir);

// An error where the disk is read-only, or where less than a twentieth of it and than 256 MiB is
// free: databases could not grow any more before somebody comes. The sentence says how much there
// is.
absl::Status enough_room(const Machine& machine);

// "{"healthy":true,…}", what run/condition.json holds.
std::string condition_json(const Condition& condition);

}  // namespace desirepath::collector
