#include "agent/uplink/submission.h"

#include <absl/strings/numbers.h>

#include <algorithm>
#include <string>

namespace desirepath::uplink {
namespace {

constexpr char kRetryAfterKey[] = "retry-after-ms";
constexpr int kMaxRetryAfter = 3'600'000;

}  // namespace

grpc::Status Submission::run(v1::GateService::Stub& stub, absl::Time deadline) {
  context_.set_deadline(absl::ToChronoTime(deadline));
  stub.async()->Submit(&context_, this);
  StartRead(&response_);
  write_next();
  StartCall();
  done_.WaitForNotification();
  return status_;
}

absl::Duration Submission::retry_after() const {
  const auto& metadata = context_.GetServerTrailingMetadata();
  const auto found = metadata.find(kRetryAfterKey);
  if (found == metadata.end()) return absl::ZeroDuration();
  int milliseconds = 0;
  if (!absl::SimpleAtoi(absl::string_view(found->second.data(), found->second.size()),
                        &milliseconds)) {
    return absl::ZeroDuration();
  }
  return absl::Milliseconds(std::clamp(milliseconds, 0, kMaxRetryAfter));
}

void Submission::write_next() {
  if (written_ == frames_.size()) return StartWritesDone();
  const std::uint32_t window = frames_[written_].window;
  const std::size_t end = std::min(frames_.size(), written_ + kFramesPerRequest);
  request_.set_window(window);
  std::string& octets = *request_.mutable_ciphertext();
  octets.clear();
  while (written_ < end && frames_[written_].window == window) {
    const seal::Sealed& sealed = frames_[written_++].sealed;
    octets.append(sealed.begin(), sealed.end());
  }
  StartWrite(&request_);
}

void Submission::OnWriteDone(bool ok) {
  if (!ok) return;
  left_ = written_;
  write_next();
}

void Submission::OnReadDone(bool ok) {
  if (!ok) return;
  // A gate cannot accept more than it was sent.
  const auto most = static_cast<std::uint32_t>(frames_.size());
  accepted_(std::min(response_.accepted(), most), response_.hour());
  StartRead(&response_);
}

void Submission::OnDone(const grpc::Status& status) {
  status_ = status;
  done_.Notify();
}

}  // namespace desirepath::uplink
