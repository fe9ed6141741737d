#pragma once

// The seam between gate and intake: shuffled batches of sealed frames go one way, nothing else
// does.
//
// In `--role all` the gate calls the intake directly, in separate roles through gRPC
// (remote_intake.h); tests use fakes. A batch carries no device, no time and no number of its own.
// It may come again after a crash: the intake counts each nonce once.

#include <absl/status/statusor.h>

#include <cstdint>
#include <span>
#include <vector>

#include "proto/seal/frame.h"

namespace desirepath::intake {

struct SealedFrame {
  std::uint32_t window = 0;  // which sealing key
  seal::Sealed ciphertext{};
};

struct Receipt {
  std::vector<std::uint32_t> frozen;  // those of the asked windows that are frozen
};

class Delivery {
 public:
  virtual ~Delivery() = default;

  // Returns when every frame is counted or refused for good, and that is safe on disk. On an error
  // nothing of the batch may be forgotten: deliver it again.
  virtual absl::StatusOr<Receipt> deliver(std::span<const SealedFrame> frames,
                                          std::span<const std::uint32_t> asked) = 0;
};

}  // namespace desirepath::intake
