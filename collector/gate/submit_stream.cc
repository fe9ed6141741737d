#include "collector/gate/submit_stream.h"

#include <absl/strings/str_cat.h>
#include <absl/time/clock.h>

#include <algorithm>
#include <utility>

namespace desirepath::gate {

grpc::Status to_grpc(const absl::Status& status) {
  if (status.ok()) return grpc::Status::OK;
  // Both follow google.rpc.Code.
  return {static_cast<grpc::StatusCode>(status.code()), std::string(status.message())};
}

std::int64_t unix_hour() { return absl::ToUnixSeconds(absl::Now()) / 3600; }

SubmitStream* SubmitStream::start(grpc::CallbackServerContext* context, const pki::DeviceId& device,
                                  Admission& admission) {
  auto stream = std::shared_ptr<SubmitStream>(new SubmitStream(context, device, admission));
  stream->self_ = stream;
  Next next;
  {
    const absl::MutexLock lock(&stream->mutex_);
    next = stream->next();
  }
  stream->start(next);
  return stream.get();
}

SubmitStream::Next SubmitStream::next() {
  Next next;
  if (finished_) return next;
  if (!failed_ && !read_all_ && !reading_ && received_ - accepted_ < kMaxUnanswered) {
    reading_ = next.read = true;
  }
  if (!writing_ && accepted_ > told_) {
    told_ = accepted_;
    writing_ = next.write = true;
    response_.set_accepted(told_);
    response_.set_hour(unix_hour());
  }
  if (next.read || next.write) {
    ++starting_;
    return next;
  }
  const bool answered = read_all_ && accepted_ == received_ && told_ == accepted_;
  if (!writing_ && starting_ == 0 && (failed_ || answered)) {
    finished_ = next.finish = true;
    next.status = status_;
  }
  return next;
}

void SubmitStream::start(Next todo) {
  while (todo.read || todo.write) {
    if (todo.write) StartWrite(&response_);
    if (todo.read) StartRead(&request_);
    const absl::MutexLock lock(&mutex_);
    --starting_;
    todo = next();
  }
  if (todo.finish) Finish(todo.status);
}

void SubmitStream::fail(grpc::Status status) {
  if (failed_) return;
  failed_ = true;
  if (status.error_code() == grpc::StatusCode::RESOURCE_EXHAUSTED) {
    context_->AddTrailingMetadata(kRetryAfterKey, absl::StrCat(kRetryAfterMilliseconds));
  }
  status_ = std::move(status);
}

void SubmitStream::take_request(const std::shared_ptr<SubmitStream>& self) {
  const std::string& octets = request_.ciphertext();
  const std::size_t frames = octets.size() / seal::kSealedBytes;
  if (octets.size() % seal::kSealedBytes != 0 || frames == 0 || frames > kMostFrames) {
    return fail(
        {grpc::StatusCode::INVALID_ARGUMENT,
         absl::StrCat("frame: it has not 368 octets, nor 1 to ", kMostFrames, " times as many")});
  }
  Submission submission{self, device_, request_.window(), std::vector<seal::Sealed>(frames)};
  for (std::size_t i = 0; i < frames; ++i) {
    std::copy_n(octets.begin() + static_cast<std::ptrdiff_t>(i * seal::kSealedBytes),
                seal::kSealedBytes, submission.ciphertexts[i].begin());
  }
  received_ += static_cast<std::uint32_t>(frames);
  if (!admission_.push(std::move(submission))) {
    fail({grpc::StatusCode::RESOURCE_EXHAUSTED, "gate: busy: come back later"});
  }
}

void SubmitStream::OnReadDone(bool ok) {
  Next todo;
  std::shared_ptr<SubmitStream> self;  // the admission thread may let go while this runs
  {
    const absl::MutexLock lock(&mutex_);
    self = self_;
    reading_ = false;
    if (!ok) {
      read_all_ = true;
      if (context_->IsCancelled()) fail(grpc::Status::CANCELLED);
    } else {
      take_request(self);
    }
    todo = next();
  }
  start(todo);
}

void SubmitStream::OnWriteDone(bool ok) {
  Next todo;
  {
    const absl::MutexLock lock(&mutex_);
    writing_ = false;
    if (!ok) fail(grpc::Status::CANCELLED);
    todo = next();
  }
  start(todo);
}

void SubmitStream::OnCancel() {
  Next todo;
  {
    const absl::MutexLock lock(&mutex_);
    fail(grpc::Status::CANCELLED);
    todo = next();
  }
  start(todo);
}

void SubmitStream::OnDone() {
  std::shared_ptr<SubmitStream> last;
  const absl::MutexLock lock(&mutex_);
  finished_ = true;
  last.swap(self_);
}

void SubmitStream::accepted(std::uint32_t more) {
  Next todo;
  {
    const absl::MutexLock lock(&mutex_);
    accepted_ += more;
    todo = next();
  }
  start(todo);
}

void SubmitStream::refused(absl::Status status) {
  Next todo;
  {
    const absl::MutexLock lock(&mutex_);
    fail(to_grpc(status));
    todo = next();
  }
  start(todo);
}

}  // namespace desirepath::gate
