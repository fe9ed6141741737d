#pragma once

// `BundleFile` reads the policy bundle the gate hands out, and the few values the gate itself
// obeys.
//
// `policy` writes the file (atomically) whenever a document changes; the gate notices at its next
// use. The gate checks no signature: the devices do. An absent file is an empty bundle: devices
// idle, and only enrolment works.
//
// Threads: internally locked; the bundle is immutable.

#include <absl/base/thread_annotations.h>
#include <absl/container/flat_hash_map.h>
#include <absl/container/flat_hash_set.h>
#include <absl/status/statusor.h>
#include <absl/synchronization/mutex.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "proto/seal/octets.h"
#include "proto/window/calendar.h"

namespace desirepath::gate {

struct ServedBundle {
  std::string octets;   // serialized PolicyBundle, as it goes out
  seal::Key hash{};     // BLAKE2b-256 of the octets
  std::string signers;  // admin and staff keys of the newest policy, concatenated
  std::uint32_t k = 10;
  bool lab = false;
  absl::flat_hash_set<std::uint32_t> windows;  // those with a sealing key
  // How many devices without an agent the gateway of each label may count.
  absl::flat_hash_map<std::string, std::uint32_t> observed;
  std::optional<window::Calendar> calendar;  // empty: no policy, or one of an unknown time zone
};

// kDataLoss: not a bundle.
absl::StatusOr<ServedBundle> parse_bundle(std::string octets);

class BundleFile {
 public:
  explicit BundleFile(std::filesystem::path path) : path_(std::move(path)) {}

  // The newest readable content. A file that cannot be read or parsed leaves the last good one in
  // force.
  std::shared_ptr<const ServedBundle> current();
  // How often the file was found changed and unusable.
  std::uint64_t failures() const;

 private:
  struct Stamp {
    std::filesystem::file_time_type time;
    std::uintmax_t size = 0;
    bool operator==(const Stamp&) const = default;
  };

  const std::filesystem::path path_;
  mutable absl::Mutex mutex_;
  Stamp stamp_ ABSL_GUARDED_BY(mutex_);
  std::shared_ptr<const ServedBundle> bundle_ ABSL_GUARDED_BY(mutex_) =
      std::make_shared<const ServedBundle>();
  std::uint64_t failures_ ABSL_GUARDED_BY(mutex_) = 0;
};

// The whole of a file. kNotFound, kUnavailable.
absl::StatusOr<std::string> read_file(const std::filesystem::path& path);

}  // namespace desirepath::gate
