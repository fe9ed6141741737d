#pragma once

// `Submission` is one stream of frames to the gate, from the first write to the status.
//
// `Session` makes one for each try. Its callbacks run on gRPC's threads, one at a time; `wait`
// blocks until the last.
//
// Threads: start and wait on one thread.

#include <absl/status/status.h>
#include <absl/synchronization/notification.h>
#include <absl/time/time.h>
#include <grpcpp/grpcpp.h>

#include <cstdint>
#include <functional>
#include <span>

#include "desirepath/v1/gate.grpc.pb.h"
#include "proto/seal/frame.h"

namespace desirepath::uplink {

// A session's frames are one request: sixteen small ones would cost the gate sixteen times as much.
inline constexpr std::size_t kFramesPerRequest = 16;

struct Frame {
  std::uint32_t window = 0;
  seal::Sealed sealed{};
};

// `count` frames of those given are safe at the gate; `hour` is the gate's unix hour.
using Accepted = std::function<void(std::uint32_t count, std::int64_t hour)>;

class Submission final : public grpc::ClientBidiReactor<v1::SubmitRequest, v1::SubmitResponse> {
 public:
  // Both must outlive `wait`.
  Submission(std::span<const Frame> frames, const Accepted& accepted)
      : frames_(frames), accepted_(accepted) {}

  grpc::Status run(v1::GateService::Stub& stub, absl::Time deadline);

  // Whether no frame was handed to the connection: the same frames may be tried again at no cost.
  [[nodiscard]] bool nothing_left() const { return left_ == 0; }
  // What the gate asked for before the next try.
  [[nodiscard]] absl::Duration retry_after() const;

  void OnWriteDone(bool ok) override;
  void OnReadDone(bool ok) override;
  void OnDone(const grpc::Status& status) override;

 private:
  void write_next();

  const std::span<const Frame> frames_;
  const Accepted& accepted_;
  std::size_t written_ = 0;
  std::size_t left_ = 0;  // of those written, the ones the connection took
  grpc::ClientContext context_;
  v1::SubmitRequest request_;
  v1::SubmitResponse response_;
  grpc::Status status_;
  absl::Notification done_;
};

}  // namespace desirepath::uplink
