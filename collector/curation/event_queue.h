#pragma once

// `EventQueue` keeps what is told to other systems, and how far each channel has got with it: rows
// of curation.db.
//
// workplace/event_watch.cc adds events, events/courier.cc delivers them, the event desk shows what
// could not be delivered. An event has an id of its own, made of what happened, so what is seen
// twice is added once; every receiver may use it to drop what it got twice. An event and its
// deliveries are written together: a kill loses neither.
//
// Limits: 10,000 waiting deliveries and 1,000 dead ones a channel; over the first the oldest
// waiting one is dead, over the second the oldest dead one is forgotten. 10,000 events are kept.
// Errors: kNotFound (again), those of store::Database. Threads: as the database.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "collector/store/database.h"

namespace desirepath::curation {

// What happened, without anybody's name and without a figure below k.
struct Event {
  std::int64_t number = 0;  // given by the queue
  std::string id;           // 32 hex digits
  std::int64_t at = 0;      // unix seconds
  std::string kind;         // "new-need", "standing-changed" … (workplace/event_watch.h)
  std::string subject;      // a need's or tool's id; empty: the organisation
  std::string name;         // of the subject, for people
  std::string message;      // a sentence, English
  std::string window;       // that it is about; empty: none
};

struct Delivery {
  std::int64_t number = 0;
  Event event;
  int tries = 0;
  std::string fault = {};  // what went wrong last
  std::string channel = {};
};

struct ChannelState {
  std::int64_t waiting = 0;
  std::int64_t dead = 0;
  std::optional<std::int64_t> delivered_at = {};  // unix seconds, the newest one
  std::string fault = {};                         // of the oldest that waits; empty: none
};

class EventQueue {
 public:
  static constexpr std::int64_t kMostWaiting = 10'000;
  static constexpr std::int64_t kMostDead = 1'000;
  static constexpr std::int64_t kMostEvents = 10'000;

  // `database` must outlive it.
  explicit EventQueue(store::Database& database) : database_(database) {}

  // With a delivery for each channel; false where the event is there already. Part of the caller's
  // transaction.
  absl::StatusOr<bool> add(const Event& event, const std::vector<std::string>& channels);

  // What a channel has to deliver now, oldest first; nothing while one of them waits for another
  // try, so that the order is kept and a receiver that is away is asked once.
  absl::StatusOr<std::vector<Delivery>> due(const std::string& channel, std::int64_t now, int most);
  absl::Status delivered(const Delivery& delivery, std::int64_t now);
  // Tried again at `next`; nothing: not any more.
  absl::Status failed(const Delivery& delivery, const std::string& fault,
                      std::optional<std::int64_t> next);

  absl::StatusOr<ChannelState> state(const std::string& channel);
  // Newest first, below `before` (0: from the newest).
  absl::StatusOr<std::vector<Delivery>> dead(std::int64_t before, int most);
  absl::StatusOr<std::vector<Event>> events(std::int64_t before, int most);
  // A dead one waits again; kNotFound.
  absl::Status again(std::int64_t delivery, std::int64_t now);

 private:
  absl::Status bound(const std::string& channel);

  store::Database& database_;
};

}  // namespace desirepath::curation
