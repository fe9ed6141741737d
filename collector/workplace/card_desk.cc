#include "collector/workplace/card_desk.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "collector/curation/card_book.h"
#include "collector/curation/position_book.h"
#include "collector/workplace/card_writing.h"
#include "collector/workplace/check_up.h"
#include "collector/workplace/published_paths.h"
#include "proto/window/publication_time.h"

namespace desirepath::workplace {
namespace {

using api::Call;
using api::Outcome;
using boost::json::array;
using boost::json::object;
using boost::json::value;
using curation::Card;
using curation::CardBook;
using curation::Promise;

constexpr absl::Duration kSilence = absl::Hours(24 * 14);

value or_null(const std::string& text) { return text.empty() ? value(nullptr) : value(text); }

// Growing, and nobody did anything for 14 days (two windows of a lab).
bool is_waiting(const Ground& ground, const Card& card, const std::vector<Moment>& path,
                absl::Time now) {
  if (curation::is_at_rest(card.state) || !is_growing(path)) return false;
  const absl::Time since = card.changed > 0 ? absl::FromUnixSeconds(card.changed)
                                            : ground.calendar.begin(path.front().window);
  if (!ground.calendar.lab()) return now - since >= kSilence;
  const std::uint32_t current = ground.calendar.window_at(now);
  return current >= 2 && since < ground.calendar.begin(current - 1);
}

bool is_overdue(const Card& card, absl::Time now) {
  absl::Time due;
  return !curation::is_at_rest(card.state) &&
         absl::ParseTime("%Y-%m-%d", card.due, &due, nullptr) && now >= due + absl::Hours(24);
}

class Teller {
 public:
  Teller(const Office& office, const Ground& ground, PublishedPaths& published)
      : office_(office), ground_(ground), published_(published) {}

  absl::StatusOr<object> card(const Card& card, const std::vector<Moment>& path) {
    object row{{"need", card.need},
               {"state", card.state},
               {"owner", or_null(card.owner)},
               {"due", or_null(card.due)},
               {"overdue", is_overdue(card, office_.clock())},
               {"waiting", is_waiting(ground_, card, path, office_.clock())}};
    absl::StatusOr<array> promises = promises_of(card.need);
    if (!promises.ok()) return promises.status();
    row["promises"] = *std::move(promises);
    absl::StatusOr<array> missteps = missteps_of(card.need);
    if (!missteps.ok()) return missteps.status();
    row["missteps"] = *std::move(missteps);
    return row;
  }

 private:
  absl::StatusOr<array> missteps_of(const std::string& need) {
    const auto notes = CardBook(office_.curation.database()).notes(need);
    if (!notes.ok()) return notes.status();
    array rows;
    for (const curation::CardNote& note : *notes) {
      if (note.kind != "misstep") continue;
      rows.push_back(object{{"at", note.at}, {"by", note.by}, {"text", note.text}});
    }
    return rows;
  }

  absl::StatusOr<array> promises_of(const std::string& need) {
    const absl::StatusOr<std::vector<Promise>> promises =
        CardBook(office_.curation.database()).promises(need);
    if (!promises.ok()) return promises.status();
    array rows;
    for (const Promise& promise : *promises) {
      absl::StatusOr<array> check_ups = check_ups_of(need, promise);
      if (!check_ups.ok()) return check_ups.status();
      rows.push_back(
          object{{"number", promise.number},
                 {"at", promise.at},
                 {"by", promise.by},
                 {"hypothesis", promise.hypothesis},
                 {"promise", promise.text},
                 {"percent", promise.percent},
                 {"window", ground_.calendar.name(promise.window)},
                 {"before", object{{"low", promise.before_low}, {"high", promise.before_high}}},
                 {"check_ups", *std::move(check_ups)}});
    }
    return rows;
  }

  absl::StatusOr<array> check_ups_of(const std::string& need, const Promise& promise) {
    array rows;
    const Moment before{promise.window, "", promise.before_low, promise.before_high};
    for (const std::uint32_t after : kCheckUps) {
      const std::uint32_t window = promise.window + after - 1;
      const absl::StatusOr<std::vector<Moment>> there =
          published_.at(need, window, ground_.calendar.name(window));
      if (!there.ok()) return there.status();
      object row{
          {"after", after},
          {"window", ground_.calendar.name(window)},
          {"visible", absl::ToUnixSeconds(window::publication_time(ground_.calendar, window))},
          {"devices", nullptr}};
      Verdict verdict = Verdict::kToCome;
      if (!there->empty()) {
        verdict = verdict_of(before, there->front(), promise.percent);
        row["devices"] = object{{"low", there->front().low}, {"high", there->front().high}};
      }
      row["verdict"] = std::string(verdict_word(verdict));
      rows.push_back(std::move(row));
    }
    return rows;
  }

  const Office& office_;
  const Ground& ground_;
  PublishedPaths& published_;
};

const std::vector<Moment>& path_of(const PublishedPaths::Paths& paths, const std::string& need) {
  static const std::vector<Moment> none;
  const auto found = paths.find(need);
  return found == paths.end() ? none : found->second;
}

absl::StatusOr<array> notes_of(CardBook& book, const std::string& need) {
  const absl::StatusOr<std::vector<curation::CardNote>> notes = book.notes(need);
  if (!notes.ok()) return notes.status();
  array rows;
  for (const curation::CardNote& note : *notes) {
    rows.push_back(object{{"number", note.number},
                          {"at", note.at},
                          {"by", note.by},
                          {"kind", note.kind},
                          {"text", note.text}});
  }
  return rows;
}

absl::StatusOr<array> positions_of(const Office& office, const std::string& need) {
  const auto positions = curation::PositionBook(office.curation.database()).of(need);
  if (!positions.ok()) return positions.status();
  array rows;
  for (const curation::Position& one : *positions) {
    rows.push_back(object{{"side", one.side},
                          {"stance", one.stance},
                          {"text", one.text},
                          {"by", one.by},
                          {"at", one.at}});
  }
  return rows;
}

absl::StatusOr<Outcome> one(const Office& office, const Ground& ground, PublishedPaths& published,
                            const std::string& need) {
  CardBook book(office.curation.database());
  const absl::StatusOr<const PublishedPaths::Paths*> paths = published.newest();
  if (!paths.ok()) return paths.status();
  const absl::StatusOr<Card> card = book.card(need);
  if (!card.ok()) return card.status();
  absl::StatusOr<object> body =
      Teller(office, ground, published).card(*card, path_of(**paths, need));
  if (!body.ok()) return body.status();
  absl::StatusOr<array> notes = notes_of(book, need);
  if (!notes.ok()) return notes.status();
  (*body)["notes"] = *std::move(notes);
  absl::StatusOr<array> positions = positions_of(office, need);
  if (!positions.ok()) return positions.status();
  (*body)["positions"] = *std::move(positions);
  const absl::StatusOr<std::vector<curation::User>> users = office.curation.users();
  if (!users.ok()) return users.status();
  array owners;
  for (const curation::User& user : *users) {
    if (user.role == curation::UserRole::kCurator) owners.push_back(value(user.name));
  }
  (*body)["owners"] = std::move(owners);
  Outcome outcome;
  outcome.version = absl::StrCat(card->version);
  outcome.body = *std::move(body);
  return outcome;
}

// Every card that somebody touched and every need that is published.
absl::StatusOr<Outcome> all(const Office& office, const Ground& ground, PublishedPaths& published) {
  const absl::StatusOr<const PublishedPaths::Paths*> paths = published.newest();
  if (!paths.ok()) return paths.status();
  absl::StatusOr<std::vector<Card>> cards = CardBook(office.curation.database()).cards();
  if (!cards.ok()) return cards.status();
  for (const auto& [need, path] : **paths) {
    const bool touched = std::any_of(cards->begin(), cards->end(),
                                     [&](const Card& card) { return card.need == need; });
    if (!touched) cards->push_back({.need = need});
  }
  array rows;
  for (const Card& card : *cards) {
    absl::StatusOr<object> row =
        Teller(office, ground, published).card(card, path_of(**paths, card.need));
    if (!row.ok()) return row.status();
    rows.push_back(*std::move(row));
  }
  Outcome outcome;
  outcome.body = object{{"cards", std::move(rows)}};
  return outcome;
}

}  // namespace

void add_card_operations(const Office& office, SignedGround& signed_ground,
                         api::Provider& provider) {
  const auto published = std::make_shared<PublishedPaths>(provider);
  const auto grounded = [&](GroundWork work) {
    return on_ground(office, signed_ground,
                     "no policy is published yet; cards begin with the first figures",
                     std::move(work));
  };
  const auto told = [&office, published](const Ground& ground, const Call& call,
                                         const absl::Status& done) -> absl::StatusOr<Outcome> {
    return done.ok() ? one(office, ground, *published, call.names[0])
                     : absl::StatusOr<Outcome>(done);
  };
  api::Operations& operations = provider.operations;
  operations["getCards"] = grounded([&office, published](const Ground& ground, const Call&) {
    return all(office, ground, *published);
  });
  operations["getCard"] = grounded([told](const Ground& ground, const Call& call) {
    const absl::Status known = check_need(ground, call.names[0]);
    return told(ground, call, known);
  });
  operations["changeCard"] = grounded([&office, told](const Ground& ground, const Call& call) {
    return told(ground, call, change_card(office, ground, call));
  });
  operations["addNote"] = grounded([&office, told](const Ground& ground, const Call& call) {
    return told(ground, call, add_note(office, ground, call));
  });
  operations["takePosition"] = grounded([&office, told](const Ground& ground, const Call& call) {
    return told(ground, call, take_position(office, ground, call));
  });
  operations["makePromise"] =
      grounded([&office, published, told](const Ground& ground, const Call& call) {
        return told(ground, call, make_promise(office, ground, *published, call));
      });
}

}  // namespace desirepath::workplace
