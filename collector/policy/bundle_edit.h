#pragma once

// `BundleEdit` changes policy/bundle.pb as a whole, one process at a time.
//
// `serve` adds weekly keys, `standings import` instructions, `policy publish` policies, perhaps at
// once in several processes: each opens an edit, which waits for the others, changes the message
// and commits it. The gate hands out the file as it is.
//
// Errors: kDataLoss (the file is no bundle), those of atomic_file.h. Threads: one at a time.

#include <memory>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "collector/store/paths.h"
#include "desirepath/v1/policy.pb.h"
#include "proto/policy/bundle.h"

namespace desirepath::policy {

class BundleEdit {
 public:
  // Takes the lock; an absent file is an empty bundle.
  static absl::StatusOr<BundleEdit> open(const store::Paths& paths);

  [[nodiscard]] v1::PolicyBundle& message() { return message_; }
  [[nodiscard]] const store::Paths& paths() const { return paths_; }

  // Writes the bundle if the devices would accept it after the one that was read.
  absl::Status commit(absl::Time now);

 private:
  struct Unlock {
    void operator()(const int* descriptor) const;
  };
  BundleEdit(store::Paths paths, std::unique_ptr<int, Unlock> lock, v1::PolicyBundle message)
      : paths_(std::move(paths)),
        lock_(std::move(lock)),
        before_(message),
        message_(std::move(message)) {}

  store::Paths paths_;
  std::unique_ptr<int, Unlock> lock_;
  v1::PolicyBundle before_;
  v1::PolicyBundle message_;
};

// What this installation believes: policy/signers, lab allowed, the compiled deny-list.
absl::StatusOr<Trust> own_trust(const store::Paths& paths);

// The bundle the gate hands out, verified as a device would. kNotFound when none is published yet.
absl::StatusOr<Bundle> load_own_bundle(const store::Paths& paths, absl::Time now);

}  // namespace desirepath::policy
