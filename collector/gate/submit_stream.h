#pragma once

// `SubmitStream` is one device's stream of sealed frames: reads them, pushes them to admission,
// writes acknowledgements.
//
// gRPC calls it on its own threads and the admission thread calls it back. It lives until both have
// let go. A request holds up to kMostFrames frames of a window. At most kMaxUnanswered frames of a
// stream, and one request, wait for their acknowledgement; then reading pauses, and TCP slows the
// device down.
//
// Errors: kInvalidArgument (frames that have not 368 octets, or too many of them) and whatever
// admission refuses with; a stream that is refused for want of room carries `retry-after-ms` in its
// trailing metadata. Threads: internally locked.

#include <absl/base/thread_annotations.h>
#include <absl/synchronization/mutex.h>
#include <grpcpp/grpcpp.h>

#include <cstdint>
#include <memory>

#include "collector/gate/admission.h"
#include "desirepath/v1/gate.grpc.pb.h"

namespace desirepath::gate {

inline constexpr std::uint32_t kMaxUnanswered = 256;
inline constexpr std::size_t kMostFrames = 16;  // in a request
inline constexpr int kRetryAfterMilliseconds = 5'000;
inline constexpr char kRetryAfterKey[] = "retry-after-ms";

class SubmitStream final : public grpc::ServerBidiReactor<v1::SubmitRequest, v1::SubmitResponse>,
                           public Submitter {
 public:
  // gRPC owns what this returns until OnDone.
  static SubmitStream* start(grpc::CallbackServerContext* context, const pki::DeviceId& device,
                             Admission& admission);

  void OnReadDone(bool ok) override;
  void OnWriteDone(bool ok) override;
  void OnCancel() override;
  void OnDone() override;

  void accepted(std::uint32_t more) override;
  void refused(absl::Status status) override;

 private:
  SubmitStream(grpc::CallbackServerContext* context, const pki::DeviceId& device,
               Admission& admission)
      : context_(context), device_(device), admission_(admission) {}

  // What to start once the lock is released: gRPC may call back from within.
  struct Next {
    bool read = false;
    bool write = false;
    bool finish = false;
    grpc::Status status;
  };
  Next next() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void start(Next todo);
  void fail(grpc::Status status) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  // What was read goes to admission, if it is whole frames.
  void take_request(const std::shared_ptr<SubmitStream>& self)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  grpc::CallbackServerContext* const context_;
  const pki::DeviceId device_;
  Admission& admission_;
  std::shared_ptr<SubmitStream> self_;  // until OnDone
  v1::SubmitRequest request_;           // gRPC's while a read is under way
  v1::SubmitResponse response_;         // gRPC's while a write is under way

  absl::Mutex mutex_;
  std::uint32_t received_ ABSL_GUARDED_BY(mutex_) = 0;
  std::uint32_t accepted_ ABSL_GUARDED_BY(mutex_) = 0;
  std::uint32_t told_ ABSL_GUARDED_BY(mutex_) = 0;
  // Threads between next() and the end of what it told them to start: Finish waits for them, or
  // gRPC could be done with the stream before they touch it.
  int starting_ ABSL_GUARDED_BY(mutex_) = 0;
  bool reading_ ABSL_GUARDED_BY(mutex_) = false;
  bool writing_ ABSL_GUARDED_BY(mutex_) = false;
  bool read_all_ ABSL_GUARDED_BY(mutex_) = false;  // the device has no more to say
  bool failed_ ABSL_GUARDED_BY(mutex_) = false;
  bool finished_ ABSL_GUARDED_BY(mutex_) = false;
  grpc::Status status_ ABSL_GUARDED_BY(mutex_);
};

grpc::Status to_grpc(const absl::Status& status);
std::int64_t unix_hour();

}  // namespace desirepath::gate
