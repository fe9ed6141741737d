#pragma once

// `CardBook` keeps what people write on a need's card: state, owner, due date, notes, promises.
// Rows of curation.db.
//
// The workplace's card desk is its user. A card nobody has touched has no row: it is new. Notes and
// promises are only ever added, so that what was promised stands there whatever came of it.
//
// Limits: 500 notes and 50 promises a need. Errors: kResourceExhausted at a limit, those of
// store::Database.

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "collector/store/database.h"

namespace desirepath::curation {

struct Card {
  std::string need;
  std::string state = "new";
  std::string owner = {};    // a person's name here; empty: nobody
  std::string due = {};      // a day, "2026-12-24"; empty: none
  std::int64_t version = 0;  // grows with every change
  std::int64_t changed = 0;  // unix seconds, of notes and promises too; 0: never
};

struct CardNote {
  std::int64_t number = 0;
  std::int64_t at = 0;
  std::string by;
  std::string text;
  std::string kind = "note";  // or "misstep": what went wrong, told beside the promises
};

// The devices on tools chosen by staff shall fall by `percent` from what was published last before
// the promise counts.
struct Promise {
  std::int64_t number = 0;
  std::int64_t at = 0;
  std::string by;
  std::string hypothesis;
  std::string text;
  std::int64_t percent = 0;
  std::uint32_t window = 0;  // it counts from
  std::int64_t before_low = 0;
  std::int64_t before_high = 0;
};

// The states a card can have, in the order of its life; "parked" is the last.
const std::vector<std::string>& card_states();
// Settled or parked: nothing is waited for.
bool is_at_rest(const std::string& state);

class CardBook {
 public:
  // `database` must outlive it.
  explicit CardBook(store::Database& database) : database_(database) {}

  absl::StatusOr<Card> card(const std::string& need);
  absl::StatusOr<std::vector<Card>> cards();
  // `card.version` is the one it had; the row gets the next.
  absl::Status keep(const Card& card);
  absl::Status add_note(const std::string& need, const CardNote& note);
  absl::Status add_promise(const std::string& need, const Promise& promise);
  absl::StatusOr<std::vector<CardNote>> notes(const std::string& need);    // newest first
  absl::StatusOr<std::vector<Promise>> promises(const std::string& need);  // newest first

 private:
  absl::Status touch(const std::string& need, std::int64_t at);

  store::Database& database_;
};

}  // namespace desirepath::curation
