#pragma once

// `ServeLock` is held by whoever serves a data directory, so that no second one does and `restore`
// sees that one runs.
//
// A lock of the kernel's on run/NAME.lock: it ends with its process, however that ends. Gate and
// collector may be two processes on one folder; each has a name of its own.
//
// Errors: kFailedPrecondition (held by another process), kUnavailable (the folder). Threads: one at
// a time.

#include <absl/status/statusor.h>

#include <filesystem>
#include <memory>
#include <string>

namespace desirepath::store {

class ServeLock {
 public:
  // `run`: the folder for it, which must exist.
  static absl::StatusOr<ServeLock> take(const std::filesystem::path& run, const std::string& name);
  // Whether somebody serves the folder; it needs no more than to read there, so a disk that has
  // become read-only does not hide it.
  static bool is_held(const std::filesystem::path& run, const std::string& name);

 private:
  struct Close {
    void operator()(const int* descriptor) const;
  };
  explicit ServeLock(std::unique_ptr<int, Close> descriptor) : descriptor_(std::move(descriptor)) {}
  std::unique_ptr<int, Close> descriptor_;
};

}  // namespace desirepath::store
