#include "collector/intake/intake.h"

#include <absl/strings/str_cat.h>

#include <utility>

#include "proto/seal/frame.h"

namespace desirepath::intake {
namespace {

void open_frame(const SealedFrame& frame, const Keys& keys, const Rules& rules, Batch& batch) {
  const auto key = keys.find(frame.window);
  if (key == keys.end()) return batch.reject(Rejection::kUnknownWindow);
  const absl::StatusOr<seal::Plain> plain = seal::open_frame(frame.ciphertext, key->second);
  if (!plain.ok()) return batch.reject(Rejection::kNotOpened);
  const absl::StatusOr<std::string> message = seal::unpad(*plain);
  if (!message.ok()) return batch.reject(Rejection::kMalformed);
  Opened opened = check(*message, frame.window, rules);
  switch (opened.kind) {
    case Opened::Kind::kFact:
      batch.facts.push_back(opened.fact);
      return;
    case Opened::Kind::kDummy:
      ++batch.dummies[frame.window];
      return;
    case Opened::Kind::kRejected:
      return batch.reject(opened.reason);
  }
}

}  // namespace

absl::StatusOr<std::unique_ptr<Intake>> Intake::open(const Options& options, Rules rules) {
  absl::StatusOr<std::unique_ptr<KeyRing>> keys = KeyRing::open(options.keys_db);
  if (!keys.ok()) return keys.status();
  absl::StatusOr<WindowWriter> writer = WindowWriter::open(options.window_db);
  if (!writer.ok()) return writer.status();
  return std::unique_ptr<Intake>(
      new Intake(std::move(rules), *std::move(keys), *std::move(writer)));
}

Intake::Intake(Rules rules, std::unique_ptr<KeyRing> keys, WindowWriter writer)
    : keys_(std::move(keys)),
      writer_(std::move(writer)),
      rules_(std::make_shared<const Rules>(std::move(rules))),
      thread_([this] { write_groups(); }) {}

Intake::~Intake() {
  {
    const absl::MutexLock lock(&mutex_);
    ending_ = true;
  }
  thread_.join();
}

void Intake::set_rules(Rules rules) {
  const absl::MutexLock lock(&mutex_);
  rules_ = std::make_shared<const Rules>(std::move(rules));
}

Counts Intake::counts() const {
  const absl::MutexLock lock(&mutex_);
  return counts_;
}

absl::StatusOr<Batch> Intake::open_frames(std::span<const SealedFrame> frames) {
  const absl::StatusOr<std::shared_ptr<const Keys>> keys = keys_->keys();
  if (!keys.ok()) return keys.status();
  std::shared_ptr<const Rules> rules;
  {
    const absl::MutexLock lock(&mutex_);
    rules = rules_;
  }
  const std::uint32_t newest = newest_window_;
  Batch batch;
  for (const SealedFrame& frame : frames) {
    if (frame.window > newest) {
      batch.reject(Rejection::kFutureWindow);
    } else {
      open_frame(frame, **keys, *rules, batch);
    }
  }
  return batch;
}

absl::StatusOr<Receipt> Intake::deliver(std::span<const SealedFrame> frames,
                                        std::span<const std::uint32_t> asked) {
  if (frames.size() > kMaxBatchFrames) {
    return absl::InvalidArgumentError(
        absl::StrCat("batch: more than ", kMaxBatchFrames, " frames: deliver smaller ones"));
  }
  absl::StatusOr<Batch> batch = open_frames(frames);
  if (!batch.ok()) return batch.status();
  Job job;
  job.batch = *std::move(batch);
  job.frames = frames.size();
  job.asked = asked;
  const absl::MutexLock lock(&mutex_);
  if (ending_) return absl::UnavailableError("intake: stopping: deliver again later");
  if (waiting_frames_ + frames.size() > kMaxWaitingFrames) {
    return absl::ResourceExhaustedError("intake: too many frames waiting: deliver again later");
  }
  waiting_.push_back(&job);
  waiting_frames_ += frames.size();
  mutex_.Await(absl::Condition(&job.done));
  return std::move(job.answer);
}

bool Intake::has_work() const { return ending_ || !waiting_.empty(); }

void Intake::write_groups() {
  while (true) {
    std::vector<Job*> group;
    {
      const absl::MutexLock lock(&mutex_);
      mutex_.Await(absl::Condition(this, &Intake::has_work));
      if (waiting_.empty()) return;
      group.swap(waiting_);
      waiting_frames_ = 0;
    }
    write_group(group);
  }
}

void Intake::write_group(const std::vector<Job*>& group) {
  std::vector<Batch> batches;
  std::uint64_t frames = 0;
  for (Job* job : group) {
    frames += job->frames;
    if (job->frames != 0) batches.push_back(std::move(job->batch));
  }
  const absl::Status written = batches.empty() ? absl::OkStatus() : writer_.write(batches);
  for (Job* job : group) {
    if (!written.ok()) {
      job->answer = written;
      continue;
    }
    absl::StatusOr<std::vector<std::uint32_t>> frozen = writer_.frozen(job->asked);
    // The batch is committed: that the question could not be answered must not bring it again.
    if (frozen.ok()) job->answer->frozen = *std::move(frozen);
  }
  const absl::MutexLock lock(&mutex_);
  counts_.batches += batches.size();
  counts_.commits += written.ok() && !batches.empty() ? 1 : 0;
  counts_.frames += written.ok() ? frames : 0;
  counts_.failed_writes += written.ok() ? 0 : 1;
  for (Job* job : group) job->done = true;
}

}  // namespace desirepath::intake
