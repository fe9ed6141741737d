#include "collector/workplace/event_watch.h"

#include <boost/json/parse.hpp>
#include <exception>
#include <map>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "collector/api/report_rows.h"
#include "collector/curation/audit_chain.h"
#include "collector/curation/card_history.h"
#include "proto/policy/standing.h"
#include "proto/seal/encoding.h"
#include "proto/seal/hash.h"

namespace desirepath::workplace {
namespace {

using boost::json::value;
using curation::Event;

constexpr absl::Duration kFiguresEvery = absl::Minutes(10);  // waiting comes with time alone
constexpr std::int64_t kMostDeeds = 1000;                    // at one look; the rest at the next
constexpr const char* kSeenWindow = "events.needs";          // the newest one that a look saw

std::string member(const value& object, const char* name) {
  return std::string(object.at(name).as_string());
}

Event event(std::string kind, std::string subject, std::string name, const std::string& what) {
  Event made;
  made.id = event_id(kind, subject, what);
  made.kind = std::move(kind);
  made.subject = std::move(subject);
  made.name = std::move(name);
  return made;
}

// The first window of the path in which it is not fewer than k, as own_figures_desk.cc has it.
std::uint32_t first_card(const value& need, std::uint32_t newest) {
  for (const value& moment : need.at("trend").as_array()) {
    if (moment.at("low").to_number<std::int64_t>() > 0) {
      return moment.at("window").to_number<std::uint32_t>();
    }
  }
  return newest;
}

}  // namespace

std::string event_id(std::string_view kind, std::string_view subject, std::string_view what) {
  const std::string text = absl::StrCat(kind.size(), ":", std::string(kind), subject.size(), ":",
                                        std::string(subject), std::string(what));
  return seal::to_hex(seal::hash(text)).substr(0, 32);
}

Event test_event(absl::Time now) {
  Event made = event("test", "", "", absl::StrCat(absl::ToUnixNanos(now)));
  made.at = absl::ToUnixSeconds(now);
  made.message = "A test of the channels; nothing happened";
  return made;
}

absl::Status EventWatch::add(Event event) {
  event.at = absl::ToUnixSeconds(office_.clock());
  return curation::EventQueue(office_.curation.database()).add(event, channels_).status();
}

absl::StatusOr<std::int64_t> EventWatch::seen(const std::string& table) {
  const absl::StatusOr<std::optional<std::string>> noted =
      office_.curation.setting(absl::StrCat("events.", table));
  if (!noted.ok()) return noted.status();
  std::int64_t number = 0;
  if (noted->has_value() && absl::SimpleAtoi(**noted, &number)) return number;
  return office_.curation.database().integer(
      absl::StrCat("SELECT coalesce(max(number), 0) FROM ", table));
}

// Mostly nothing happened, and then nothing is written.
absl::Status EventWatch::look() {
  const absl::Time now = office_.clock();
  const absl::StatusOr<const Ground*> ground = ground_.at(now);
  if (absl::IsNotFound(ground.status())) return absl::OkStatus();  // nothing can have happened
  if (!ground.ok()) return ground.status();
  store::Database& database = office_.curation.database();
  const absl::StatusOr<std::int64_t> decided =
      database.integer("SELECT coalesce(max(number), 0) FROM decision");
  if (!decided.ok()) return decided.status();
  const absl::StatusOr<std::int64_t> done =
      database.integer("SELECT coalesce(max(number), 0) FROM audit");
  if (!done.ok()) return done.status();
  const std::string revision = provider_.revision ? provider_.revision() : "";
  const bool figures_due = revision != revision_ || now >= figures_due_;
  if (*decided == decided_ && *done == done_ && !figures_due) return absl::OkStatus();
  absl::StatusOr<store::Transaction> transaction = store::Transaction::begin(database);
  if (!transaction.ok()) return transaction.status();
  if (absl::Status s = decisions(**ground); !s.ok()) return s;
  if (absl::Status s = deeds(); !s.ok()) return s;
  if (figures_due) {
    if (absl::Status s = figures(); !s.ok()) return s;
  }
  if (absl::Status s = transaction->commit(); !s.ok()) return s;
  decided_ = *decided;
  done_ = *done;
  if (figures_due) {
    revision_ = revision;
    figures_due_ = now + kFiguresEvery;
  }
  return absl::OkStatus();
}

absl::Status EventWatch::decisions(const Ground& ground) {
  const absl::StatusOr<std::int64_t> last = seen("decision");
  if (!last.ok()) return last.status();
  const absl::StatusOr<std::int64_t> newest =
      office_.curation.database().integer("SELECT coalesce(max(number), 0) FROM decision");
  if (!newest.ok()) return newest.status();
  if (*newest > *last) {
    const auto history = office_.curation.history();
    if (!history.ok()) return history.status();
    for (const curation::StandingDecision& one : *history) {
      if (one.number <= *last) continue;
      const catalog::Tool* const tool = ground.catalog.tool(one.tool);
      if (tool == nullptr) continue;  // of a catalog that is not in force any more
      Event made = event("standing-changed", std::string(tool->id), std::string(tool->name),
                         absl::StrCat(one.number));
      std::string words;
      for (const curation::ScopedStanding& scope : one.scopes) {
        absl::StrAppend(&words, words.empty() ? "" : ", ",
                        std::string(policy::standing_word(scope.standing)),
                        scope.department == policy::kOrganisation ? "" : " for a department");
      }
      made.message = absl::StrCat(made.name, ": ", words);
      if (one.effective_window > 0) made.window = ground.calendar.name(one.effective_window);
      if (absl::Status s = add(std::move(made)); !s.ok()) return s;
    }
  }
  return office_.curation.set_setting("events.decision", absl::StrCat(*newest));
}

// What is signed for the devices is no row of curation.db; the audit chain says that it went out.
absl::Status EventWatch::deeds() {
  const absl::StatusOr<std::int64_t> last = seen("audit");
  if (!last.ok()) return last.status();
  const auto entries = curation::AuditChain(office_.curation.database()).after(*last, kMostDeeds);
  if (!entries.ok()) return entries.status();
  std::int64_t newest = *last;
  for (const curation::AuditEntry& entry : *entries) {
    newest = entry.number;
    if (entry.action != "notice-sent" && entry.action != "rule-approved") continue;
    Event made = event(entry.action, entry.subject, "", absl::StrCat(entry.number));
    made.message = entry.action == "notice-sent"
                       ? absl::StrCat("Notice ", entry.subject, " goes to the devices")
                       : absl::StrCat("Rule ", entry.subject, " is approved");
    if (absl::Status s = add(std::move(made)); !s.ok()) return s;
  }
  return office_.curation.set_setting("events.audit", absl::StrCat(newest));
}

absl::Status EventWatch::figures() {
  if (absl::Status s = needs(); !s.ok()) return s;
  if (absl::Status s = waiting(); !s.ok()) return s;
  const absl::StatusOr<std::string> window = alarm_();
  if (!window.ok()) return window.status();
  if (!window->empty()) {
    Event made = event("more-reports-than-devices", "", "", *window);
    made.window = *window;
    made.message = absl::StrCat("Window ", *window,
                                " had more reports than devices; what they touch is folded");
    if (absl::Status s = add(std::move(made)); !s.ok()) return s;
  }
  return absl::OkStatus();
}

// A need is news where its first card is of a window that no look saw before.
absl::Status EventWatch::needs() {
  if (!provider_.needs) return absl::OkStatus();
  const absl::StatusOr<std::string> text = provider_.needs({"", "", api::ReportFormat::kJson});
  if (!text.ok()) return text.status();
  const absl::StatusOr<api::ReportRows> rows = api::rows_of(*text, "needs");
  const absl::StatusOr<value> head = rows.ok() ? api::head_of(*rows) : rows.status();
  if (!head.ok()) return head.status();
  const absl::StatusOr<std::optional<std::string>> noted = office_.curation.setting(kSeenWindow);
  if (!noted.ok()) return noted.status();
  std::int64_t seen = 0;
  const bool before = noted->has_value() && absl::SimpleAtoi(**noted, &seen);
  try {
    const value report = *head;
    const std::int64_t k = report.at("k").to_number<std::int64_t>();
    const auto newest = report.at("window").at("id").to_number<std::uint32_t>();
    std::map<std::string, std::uint32_t> cards;
    std::vector<std::pair<std::string, std::string>> names;  // by rank
    for (const std::string_view row : rows->rows) {
      const value need = boost::json::parse({row.data(), row.size()});
      if (need.at("devices").at("low").to_number<std::int64_t>() < k) continue;
      cards[member(need, "need")] = first_card(need, newest);
      names.emplace_back(member(need, "need"), member(need, "name"));
    }
    const auto first = curation::CardHistory(office_.curation.database()).first_windows(cards);
    if (!first.ok()) return first.status();
    for (const auto& [id, name] : names) {
      if (!before || first->at(id) <= seen) continue;
      Event made = event("new-need", id, name, "");
      made.window = member(report.at("window"), "name");
      made.message = absl::StrCat("New need: ", made.name);
      if (absl::Status s = add(std::move(made)); !s.ok()) return s;
    }
    if (before && newest <= seen) return absl::OkStatus();
    return office_.curation.set_setting(kSeenWindow, absl::StrCat(newest));
  } catch (const std::exception&) {  // the library's way of saying that a member is another
    return absl::InternalError("the needs report is not as openapi.yaml says");
  }
}

// Once for each silence: what people do changes the card, and the next silence is another event.
absl::Status EventWatch::waiting() {
  const auto cards = provider_.operations.find("getCards");
  if (cards == provider_.operations.end()) return absl::OkStatus();
  const absl::StatusOr<api::Outcome> all = cards->second(api::Call{});
  if (!all.ok()) return all.status();
  for (const value& card : all->body.at("cards").as_array()) {
    if (!card.at("waiting").as_bool()) continue;
    const std::string need = member(card, "need");
    absl::StatusOr<store::Statement> query =
        office_.curation.database().prepare("SELECT changed FROM card WHERE need = ?");
    if (!query.ok()) return query.status();
    query->bind(1, std::string_view(need));
    const absl::StatusOr<bool> row = query->step();
    if (!row.ok()) return row.status();
    const std::int64_t changed = *row ? query->integer(0) : 0;
    query->reset();
    Event made = event("waiting-for-answer", need, "", absl::StrCat(changed));
    made.message = absl::StrCat("Waiting for an answer: ", need);
    if (absl::Status s = add(std::move(made)); !s.ok()) return s;
  }
  return absl::OkStatus();
}

}  // namespace desirepath::workplace
