#include "collector/workplace/calendar_desk.h"

#include <boost/json/array.hpp>
#include <exception>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "collector/curation/calendar_links.h"
#include "collector/workplace/calendar.h"
#include "collector/workplace/fields.h"
#include "proto/window/time_zone.h"

namespace desirepath::workplace {
namespace {

using api::Call;
using api::Outcome;
using boost::json::object;
using boost::json::value;
using curation::CalendarLink;
using curation::CalendarLinks;

struct Words {
  const char *name, *check_up, *windows, *due;
};

Words words_of(const std::string& language) {
  if (language == "fi")
    return {"Desirepath: tarkistukset", "Tarkistus", "jaksoa päätöksestä", "Määräpäivä"};
  if (language == "de")
    return {"Desirepath: Nachschau", "Nachschau", "Zeiträume nach der Entscheidung", "Fällig"};
  return {"Desirepath: check-ups", "Check-up", "windows after the decision", "Due"};
}

std::string member(const value& of, const char* name) {
  return std::string(of.at(name).as_string());
}

// What has been looked at already is not in it; what is due stays until it is done.
std::vector<CalendarDay> days_of(const value& cards, absl::TimeZone zone, const Words& words) {
  std::vector<CalendarDay> days;
  for (const value& card : cards.as_array()) {
    const std::string need = member(card, "need");
    absl::CivilDay due;
    if (card.at("due").is_string() && absl::ParseCivilTime(member(card, "due"), &due)) {
      days.push_back({absl::StrCat("due-", need, "@desirepath"), due,
                      absl::StrCat(words.due, ": ", need), ""});
    }
    for (const value& promise : card.at("promises").as_array()) {
      const std::int64_t number = promise.at("number").to_number<std::int64_t>();
      for (const value& check_up : promise.at("check_ups").as_array()) {
        if (member(check_up, "verdict") != "to_come") continue;
        const std::int64_t after = check_up.at("after").to_number<std::int64_t>();
        const absl::Time visible =
            absl::FromUnixSeconds(check_up.at("visible").to_number<std::int64_t>());
        days.push_back({absl::StrCat("check-up-", number, "-", after, "@desirepath"),
                        absl::ToCivilDay(visible, zone), absl::StrCat(words.check_up, ": ", need),
                        absl::StrCat(after, " ", words.windows, ": ", member(promise, "promise"))});
      }
    }
  }
  return days;
}

absl::StatusOr<Outcome> tell(const Office& office, const Call& call) {
  const absl::StatusOr<std::optional<CalendarLink>> link =
      CalendarLinks(office.curation.database()).of(call.person.name);
  if (!link.ok()) return link.status();
  object body{{"made", nullptr}, {"language", nullptr}};
  if (*link) {
    body["made"] = absl::ToUnixSeconds((*link)->made);
    body["language"] = (*link)->language;
  }
  return Outcome{.body = std::move(body)};
}

absl::StatusOr<Outcome> make(const Office& office, const Call& call) {
  if (absl::Status s = check_members(call.body, {"language"}); !s.ok()) return s;
  const absl::StatusOr<std::string> language = text_of(call.body, "language");
  if (!language.ok()) return language.status();
  if (*language != "en" && *language != "fi" && *language != "de") {
    return absl::InvalidArgumentError("language: give en, fi or de");
  }
  const CalendarLink link{call.person.name, *language, office.clock()};
  std::string secret;
  const absl::Status done = recorded(office, {link.person, "calendar-link-made"}, [&] {
    absl::StatusOr<std::string> made = CalendarLinks(office.curation.database()).make(link);
    if (made.ok()) secret = *std::move(made);
    return made.status();
  });
  if (!done.ok()) return done;
  return Outcome{.status = 201,
                 .body = object{{"path", absl::StrCat("/api/v1/calendar/", secret, ".ics")}}};
}

absl::StatusOr<Outcome> take_back(const Office& office, const Call& call) {
  const absl::Status done = recorded(office, {call.person.name, "calendar-link-taken-back"}, [&] {
    return CalendarLinks(office.curation.database()).take_back(call.person.name);
  });
  return done.ok() ? tell(office, call) : absl::StatusOr<Outcome>(done);
}

bool may_look(curation::UserRole role) {
  return role == curation::UserRole::kViewer || role == curation::UserRole::kCurator ||
         role == curation::UserRole::kAuditor;
}

absl::StatusOr<Outcome> show(const Office& office, SignedGround& signed_ground,
                             const api::Operation& cards, const Call& call) {
  const absl::Status nothing =
      absl::NotFoundError("no such calendar; its person makes a new address under the name");
  const std::string name = call.names[0];
  if (!absl::EndsWith(name, ".ics")) return nothing;
  const absl::StatusOr<std::optional<CalendarLink>> link =
      CalendarLinks(office.curation.database()).find(std::string(absl::StripSuffix(name, ".ics")));
  if (!link.ok()) return link.status();
  if (!*link) return nothing;
  const auto user = office.curation.find_user((*link)->person);
  if (!user.ok()) return user.status();
  if (!user->has_value() || !may_look((*user)->role)) return nothing;
  const absl::StatusOr<Outcome> all = cards(Call{});
  const Words words = words_of((*link)->language);
  std::vector<CalendarDay> days;
  if (all.ok()) {
    const absl::StatusOr<const Ground*> ground = signed_ground.at(office.clock());
    if (!ground.ok()) return ground.status();
    try {
      days = days_of(all->body.at("cards"), window::zone_of((*ground)->bundle.policy), words);
    } catch (const std::exception&) {  // the library's way of saying that a member is another
      return absl::InternalError("the cards are not as openapi.yaml says");
    }
  } else if (!absl::IsFailedPrecondition(all.status())) {  // before the first policy: empty
    return all.status();
  }
  Outcome outcome;
  outcome.file = calendar_text(words.name, days, office.clock());
  outcome.file_name = "desirepath.ics";
  outcome.file_type = "text/calendar; charset=utf-8";
  return outcome;
}

}  // namespace

void add_calendar_operations(const Office& office, SignedGround& ground,
                             api::Operations& operations) {
  operations["getCalendarLink"] = [&office](const Call& call) { return tell(office, call); };
  operations["makeCalendarLink"] = [&office](const Call& call) { return make(office, call); };
  operations["takeCalendarLinkBack"] = [&office](const Call& call) {
    return take_back(office, call);
  };
  operations["getCalendar"] = [&office, &ground, cards = operations.at("getCards")](
                                  const Call& call) { return show(office, ground, cards, call); };
}

}  // namespace desirepath::workplace
