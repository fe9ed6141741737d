#pragma once

// `RemoteIntake` delivers to an intake on another machine: the gate's end of the gRPC call Deliver.
//
// `serve --role gate` gives one to the gate's Server. It shows the gate's own certificate and
// insists on the collector's name (pki::kCollectorName). The certificate files are read when a
// connection is opened; after a failure the next call opens a new one.
//
// Errors: kUnavailable (cannot be reached), and whatever the intake says; the forwarder tries again
// after any of them. Threads: one at a time (the forwarder's).

#include <absl/status/statusor.h>

#include <filesystem>
#include <memory>
#include <string>

#include "collector/intake/delivery.h"

namespace desirepath::gate {

class RemoteIntake final : public intake::Delivery {
 public:
  struct Options {
    std::string address;  // HOST:PORT
    std::filesystem::path certificate;
    std::filesystem::path key;
    std::filesystem::path authorities;
  };

  explicit RemoteIntake(Options options);
  ~RemoteIntake() override;

  absl::StatusOr<intake::Receipt> deliver(std::span<const intake::SealedFrame> frames,
                                          std::span<const std::uint32_t> asked) override;

 private:
  struct Connection;
  absl::Status connect();

  const Options options_;
  std::unique_ptr<Connection> connection_;
};

}  // namespace desirepath::gate
