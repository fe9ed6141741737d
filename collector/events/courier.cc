#include "collector/events/courier.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <utility>

#include "absl/time/clock.h"

namespace desirepath::events {
namespace {

constexpr int kMostAtOnce = 100;
constexpr int kMostTries = 15;
constexpr absl::Duration kFirstPause = absl::Seconds(5);
constexpr absl::Duration kLongestPause = absl::Hours(6);
constexpr std::chrono::milliseconds kBetweenRounds{1000};

}  // namespace

std::optional<absl::Duration> pause_after(int tries, seal::Random& random) {
  if (tries >= kMostTries) return std::nullopt;
  absl::Duration pause = kFirstPause;
  for (int doubled = 1; doubled < tries && pause < kLongestPause; ++doubled) pause *= 2;
  pause = std::min(pause, kLongestPause);
  return pause + pause * (random.uniform(1000) / 3000.0);
}

absl::StatusOr<std::unique_ptr<Courier>> Courier::start(const std::string& curation_db,
                                                        std::vector<Channel> channels, Look look,
                                                        Organisation organisation) {
  absl::StatusOr<curation::CurationDatabase> curation =
      curation::CurationDatabase::open(curation_db);
  if (!curation.ok()) return curation.status();
  std::unique_ptr<Courier> courier(new Courier(*std::move(curation), std::move(channels),
                                               std::move(look), std::move(organisation)));
  courier->thread_ = std::thread([one = courier.get()] { one->run(); });
  return courier;
}

Courier::Courier(curation::CurationDatabase curation, std::vector<Channel> channels, Look look,
                 Organisation organisation)
    : curation_(std::move(curation)),
      channels_(std::move(channels)),
      look_(std::move(look)),
      organisation_(std::move(organisation)) {}

Courier::~Courier() {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    stopping_ = true;
  }
  told_.notify_all();
  if (thread_.joinable()) thread_.join();
}

absl::Status Courier::health() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return health_;
}

void Courier::run() {
  std::unique_lock<std::mutex> lock(mutex_);
  while (!stopping_) {
    lock.unlock();
    absl::Status done = round();
    lock.lock();
    health_ = std::move(done);
    told_.wait_for(lock, kBetweenRounds, [this] { return stopping_; });
  }
}

absl::Status Courier::round() {
  if (absl::Status s = look_(); !s.ok()) return s;
  for (const Channel& channel : channels_) {
    if (absl::Status s = deliver(channel); !s.ok()) return s;
  }
  return absl::OkStatus();
}

// In order, as far as the first that fails: what comes after it waits as well.
absl::Status Courier::deliver(const Channel& channel) {
  const absl::StatusOr<std::vector<curation::Delivery>> due =
      queue_.due(channel.name, absl::ToUnixSeconds(absl::Now()), kMostAtOnce);
  if (!due.ok()) return due.status();
  for (const curation::Delivery& delivery : *due) {
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      if (stopping_) return absl::OkStatus();
    }
    const Sending sent = send(channel, delivery.event, organisation_(), absl::Now());
    const absl::Time now = absl::Now();
    if (sent.status.ok()) {
      if (absl::Status s = queue_.delivered(delivery, absl::ToUnixSeconds(now)); !s.ok()) return s;
      continue;
    }
    std::optional<absl::Duration> pause = pause_after(delivery.tries + 1, random_);
    if (sent.most_tries && delivery.tries + 1 >= *sent.most_tries) pause.reset();
    if (pause && sent.retry_after) pause = std::max(*pause, *sent.retry_after);
    std::optional<std::int64_t> next;
    if (pause) next = absl::ToUnixSeconds(now + *pause);
    return queue_.failed(delivery, std::string(sent.status.message()), next);
  }
  return absl::OkStatus();
}

}  // namespace desirepath::events
