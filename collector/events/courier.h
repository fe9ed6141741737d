#pragma once

// `Courier` brings the queued events to their channels, each channel in order and at its own pace.
//
// `Collector` owns one beside the page; it has a thread and a connection of its own, so a receiver
// that is slow or away delays nothing else. What failed is tried again after 5 s, 10 s, 20 s … 6 h,
// each time moved by up to a third at random so that many collectors do not come together; after 15
// times, about a day and a half, or when the receiver says 410, the delivery is dead, and an admin
// may send it again. A kill between delivering and noting it delivers once more, with the same id.
//
// Limits: 100 deliveries a channel and round; those of event_queue.h. Errors: said in the health of
// the collector by whoever asks `health`. Threads: `start` and `stop` from one; `health` from any.

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "collector/curation/curation_database.h"
#include "collector/curation/event_queue.h"
#include "collector/events/channel.h"
#include "proto/seal/random.h"

namespace desirepath::events {

// When to try again after `tries` failures, the newest included; nothing: not any more.
std::optional<absl::Duration> pause_after(int tries, seal::Random& random);

class Courier {
 public:
  // What is done before each round on the courier's thread: seeing what there is to tell.
  using Look = std::function<absl::Status()>;
  using Organisation = std::function<std::string()>;

  static absl::StatusOr<std::unique_ptr<Courier>> start(const std::string& curation_db,
                                                        std::vector<Channel> channels, Look look,
                                                        Organisation organisation);
  ~Courier();
  Courier(const Courier&) = delete;
  Courier& operator=(const Courier&) = delete;

  // What kept the last round from its work; a receiver that is away is no such thing.
  [[nodiscard]] absl::Status health() const;

 private:
  Courier(curation::CurationDatabase curation, std::vector<Channel> channels, Look look,
          Organisation organisation);
  void run();
  absl::Status round();
  absl::Status deliver(const Channel& channel);

  curation::CurationDatabase curation_;
  curation::EventQueue queue_{curation_.database()};
  const std::vector<Channel> channels_;
  const Look look_;
  const Organisation organisation_;
  seal::Random random_;

  mutable std::mutex mutex_;
  std::condition_variable told_;
  bool stopping_ = false;
  absl::Status health_;
  std::thread thread_;
};

}  // namespace desirepath::events
