#include "collector/workplace/card_writing.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "collector/curation/card_book.h"
#include "collector/curation/position_book.h"
#include "collector/workplace/fields.h"

namespace desirepath::workplace {
namespace {

using boost::json::object;
using curation::Card;
using curation::CardBook;

absl::Status check_state(const std::string& state) {
  const auto& states = curation::card_states();
  if (std::find(states.begin(), states.end(), state) != states.end()) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat("state: give one of ", absl::StrJoin(states, ", ")));
}

absl::Status check_owner(const Office& office, const std::string& name) {
  if (name.empty()) return absl::OkStatus();
  const absl::StatusOr<std::optional<curation::User>> user = office.curation.find_user(name);
  if (!user.ok()) return user.status();
  if (user->has_value() && (*user)->role == curation::UserRole::kCurator) return absl::OkStatus();
  return absl::InvalidArgumentError("owner: give the name of a curator, or null for nobody");
}

absl::Status check_due(const std::string& due) {
  absl::Time day;
  if (due.empty() || (due.size() == 10 && absl::ParseTime("%Y-%m-%d", due, &day, nullptr))) {
    return absl::OkStatus();
  }
  return absl::InvalidArgumentError("due: give a day, as in 2026-12-24, or null for none");
}

// The members that are there, written into `card`.
absl::Status apply(const Office& office, const object& body, Card& card) {
  if (absl::Status s = check_members(body, {"state", "owner", "due"}); !s.ok()) return s;
  for (const auto& [name, text] : {std::pair{"state", &card.state}, std::pair{"owner", &card.owner},
                                   std::pair{"due", &card.due}}) {
    if (!body.contains(name)) continue;
    absl::StatusOr<std::string> given = text_of(body, name, {0, 64});
    if (!given.ok()) return given.status();
    *text = *std::move(given);
  }
  if (absl::Status s = check_state(card.state); !s.ok()) return s;
  if (absl::Status s = check_due(card.due); !s.ok()) return s;
  return body.contains("owner") ? check_owner(office, card.owner) : absl::OkStatus();
}

}  // namespace

absl::Status check_need(const Ground& ground, const std::string& need) {
  for (const catalog::Need& known : ground.catalog.needs()) {
    if (known.id == need) return absl::OkStatus();
  }
  return absl::NotFoundError("no need of this id is in the catalog in force");
}

absl::Status change_card(const Office& office, const Ground& ground, const api::Call& call) {
  if (absl::Status s = check_need(ground, call.names[0]); !s.ok()) return s;
  const Deed deed{call.person.name, "card-changed", call.names[0], call.body};
  return recorded(office, deed, [&]() -> absl::Status {
    CardBook book(office.curation.database());
    absl::StatusOr<Card> card = book.card(call.names[0]);
    if (!card.ok()) return card.status();
    if (absl::StrCat(card->version) != call.version) {
      return absl::AbortedError("somebody changed this card meanwhile; read it again");
    }
    if (absl::Status s = apply(office, call.body, *card); !s.ok()) return s;
    card->changed = absl::ToUnixSeconds(office.clock());
    return book.keep(*card);
  });
}

absl::Status add_note(const Office& office, const Ground& ground, const api::Call& call) {
  if (absl::Status s = check_need(ground, call.names[0]); !s.ok()) return s;
  if (absl::Status s = check_members(call.body, {"text", "kind"}); !s.ok()) return s;
  const absl::StatusOr<std::string> text = text_of(call.body, "text", {1, 2000, true});
  if (!text.ok()) return text.status();
  curation::CardNote note;
  note.at = absl::ToUnixSeconds(office.clock());
  note.by = call.person.name;
  note.text = *text;
  if (call.body.contains("kind")) {
    const absl::StatusOr<std::string> kind = text_of(call.body, "kind");
    if (!kind.ok()) return kind.status();
    if (*kind != "note" && *kind != "misstep") {
      return absl::InvalidArgumentError("kind: give note or misstep");
    }
    note.kind = *kind;
  }
  const Deed deed{
      call.person.name, "note-added", call.names[0], {{"kind", note.kind}, {"text", *text}}};
  return recorded(office, deed, [&] {
    return CardBook(office.curation.database()).add_note(call.names[0], note);
  });
}

absl::Status take_position(const Office& office, const Ground& ground, const api::Call& call) {
  if (absl::Status s = check_need(ground, call.names[0]); !s.ok()) return s;
  if (absl::Status s = check_members(call.body, {"stance", "text"}); !s.ok()) return s;
  const auto among = [](const auto& words, const std::string& word) {
    return std::find(words.begin(), words.end(), word) != words.end();
  };
  if (!among(curation::kSides, call.names[1])) {
    return absl::NotFoundError(
        "the sides are curator, security, data-protection, architecture and business");
  }
  const absl::StatusOr<std::string> stance = text_of(call.body, "stance");
  if (!stance.ok()) return stance.status();
  if (!among(curation::kStances, *stance)) {
    return absl::InvalidArgumentError("stance: give agree, agree-if or object");
  }
  const std::size_t least = *stance == "agree" ? 0 : 3;
  const absl::StatusOr<std::string> text = text_of(call.body, "text", {least, 1000, true});
  if (!text.ok()) return text.status();
  const curation::Position position{call.names[1], *stance, *text, call.person.name,
                                    absl::ToUnixSeconds(office.clock())};
  const Deed deed{call.person.name,
                  "position-taken",
                  call.names[0],
                  {{"side", position.side}, {"stance", *stance}, {"text", *text}}};
  return recorded(office, deed, [&] {
    return curation::PositionBook(office.curation.database()).set(call.names[0], position);
  });
}

absl::Status make_promise(const Office& office, const Ground& ground, PublishedPaths& published,
                          const api::Call& call) {
  const std::string& need = call.names[0];
  if (absl::Status s = check_need(ground, need); !s.ok()) return s;
  if (absl::Status s = check_members(call.body, {"hypothesis", "promise", "percent"}); !s.ok()) {
    return s;
  }
  const absl::StatusOr<std::string> hypothesis = text_of(call.body, "hypothesis", {3, 500});
  if (!hypothesis.ok()) return hypothesis.status();
  const absl::StatusOr<std::string> text = text_of(call.body, "promise", {3, 500});
  if (!text.ok()) return text.status();
  const absl::StatusOr<std::int64_t> percent = number_of(call.body, "percent", 1, 100, 0);
  if (!percent.ok()) return percent.status();
  if (*percent == 0) return absl::InvalidArgumentError("percent: is missing");
  const absl::StatusOr<const PublishedPaths::Paths*> paths = published.newest();
  if (!paths.ok()) return paths.status();
  const auto path = (*paths)->find(need);
  if (path == (*paths)->end() || path->second.empty()) {
    return absl::FailedPreconditionError(
        "nothing is published on this need yet, so nothing could be measured by a promise");
  }
  curation::Promise promise;
  promise.at = absl::ToUnixSeconds(office.clock());
  promise.by = call.person.name;
  promise.hypothesis = *hypothesis;
  promise.text = *text;
  promise.percent = *percent;
  promise.window = ground.calendar.window_at(office.clock()) + 1;
  promise.before_low = path->second.back().low;
  promise.before_high = path->second.back().high;
  const Deed deed{
      call.person.name, "promise-made", need, {{"promise", *text}, {"percent", *percent}}};
  return recorded(office, deed,
                  [&] { return CardBook(office.curation.database()).add_promise(need, promise); });
}

}  // namespace desirepath::workplace
