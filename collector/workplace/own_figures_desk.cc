#include "collector/workplace/own_figures_desk.h"

#include <algorithm>
#include <boost/json/parse.hpp>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "collector/curation/card_book.h"
#include "collector/curation/card_history.h"
#include "collector/workplace/published_paths.h"
#include "proto/policy/standing.h"
#include "proto/window/publication_time.h"

namespace desirepath::workplace {
namespace {

using api::Call;
using api::Outcome;
using boost::json::object;
using boost::json::value;
using curation::Promise;

using Times = std::map<std::string, std::int64_t>;  // by need: unix seconds

void keep_first(Times& times, const std::string& need, std::int64_t at) {
  const auto [found, fresh] = times.emplace(need, at);
  if (!fresh) found->second = std::min(found->second, at);
}

std::string member(const curation::Done& done, const char* name) {
  boost::system::error_code failure;
  const value detail = boost::json::parse(done.detail, failure);
  if (failure || !detail.is_object()) return "";
  const value* const found = detail.get_object().if_contains(name);
  return found != nullptr && found->is_string() ? std::string(found->get_string()) : "";
}

// Since when each need that is published has had its card for people to read.
absl::StatusOr<Times> seen(const Office& office, const Ground& ground, PublishedPaths& published) {
  const absl::StatusOr<const PublishedPaths::Paths*> paths = published.newest();
  if (!paths.ok()) return paths.status();
  std::map<std::string, std::uint32_t> now;
  for (const auto& [need, path] : **paths) {
    // Windows in which fewer than k are said had no card that anybody could read.
    const auto card =
        std::find_if(path.begin(), path.end(), [](const Moment& moment) { return moment.low > 0; });
    if (card != path.end()) now[need] = card->window;
  }
  const auto first = curation::CardHistory(office.curation.database()).first_windows(now);
  if (!first.ok()) return first.status();
  Times times;
  for (const auto& [need, window] : *first) {
    times[need] = absl::ToUnixSeconds(window::publication_time(ground.calendar, window));
  }
  return times;
}

// Owned, and decided: a promise, a word on a tool of the need, or the card at rest.
struct Answered {
  Times owned;
  Times decided;
};

absl::StatusOr<Answered> answered(const Office& office, const Ground& ground, const Times& seen) {
  Answered found;
  const auto changed = curation::CardHistory(office.curation.database()).done("card-changed");
  if (!changed.ok()) return changed.status();
  for (const curation::Done& one : *changed) {
    if (!member(one, "owner").empty()) keep_first(found.owned, one.subject, one.at);
    const std::string state = member(one, "state");
    if (!state.empty() && curation::is_at_rest(state)) {
      keep_first(found.decided, one.subject, one.at);
    }
  }
  const auto promised = curation::CardHistory(office.curation.database()).done("promise-made");
  if (!promised.ok()) return promised.status();
  for (const curation::Done& one : *promised) keep_first(found.decided, one.subject, one.at);
  const auto decisions = office.curation.history();
  if (!decisions.ok()) return decisions.status();
  for (const curation::StandingDecision& one : *decisions) {
    const catalog::Tool* const tool = ground.catalog.tool(one.tool);
    const catalog::Need* const need = tool == nullptr ? nullptr : ground.catalog.need(tool->need);
    if (need == nullptr) continue;
    const std::string id(need->id);
    const auto since = seen.find(id);
    // What was offered before the need had a card is no answer to it.
    if (since != seen.end() && one.decided >= since->second) {
      keep_first(found.decided, id, one.decided);
    }
  }
  return found;
}

object waits(const Times& seen, const Times& done) {
  std::vector<std::int64_t> took;
  std::int64_t waiting = 0;
  for (const auto& [need, since] : seen) {
    const auto at = done.find(need);
    if (at == done.end()) {
      ++waiting;
    } else {
      took.push_back(std::max<std::int64_t>(0, at->second - since));
    }
  }
  std::sort(took.begin(), took.end());
  return {{"needs", took.size()},
          {"waiting", waiting},
          {"median_seconds", took.empty() ? value(nullptr) : value(took[(took.size() - 1) / 2])}};
}

// The newest check-up whose window is published says what came of a promise so far.
absl::StatusOr<Verdict> newest_verdict(const Ground& ground, PublishedPaths& published,
                                       const std::string& need, const Promise& promise) {
  const Moment before{promise.window, "", promise.before_low, promise.before_high};
  for (auto after = kCheckUps.rbegin(); after != kCheckUps.rend(); ++after) {
    const std::uint32_t window = promise.window + *after - 1;
    const absl::StatusOr<std::vector<Moment>> there =
        published.at(need, window, ground.calendar.name(window));
    if (!there.ok()) return there.status();
    if (!there->empty()) return verdict_of(before, there->front(), promise.percent);
  }
  return Verdict::kToCome;
}

absl::StatusOr<object> promises(const Office& office, const Ground& ground,
                                PublishedPaths& published) {
  object counts;
  for (const Verdict verdict :
       {Verdict::kKept, Verdict::kPartly, Verdict::kNot, Verdict::kCannotSay, Verdict::kToCome}) {
    counts[std::string(verdict_word(verdict))] = 0;
  }
  curation::CardBook book(office.curation.database());
  const auto cards = book.cards();
  if (!cards.ok()) return cards.status();
  for (const curation::Card& card : *cards) {
    const auto made = book.promises(card.need);
    if (!made.ok()) return made.status();
    for (const Promise& promise : *made) {
      const absl::StatusOr<Verdict> verdict = newest_verdict(ground, published, card.need, promise);
      if (!verdict.ok()) return verdict.status();
      value& count = counts[std::string(verdict_word(*verdict))];
      count = count.to_number<std::int64_t>() + 1;
    }
  }
  return counts;
}

// Decisions that made something possible, and those that took something away. What was told at
// the beginning counts as neither.
std::pair<std::int64_t, std::int64_t> enabled_and_forbidden(
    const std::vector<curation::StandingDecision>& history) {
  std::pair<std::int64_t, std::int64_t> counts;
  for (const curation::StandingDecision& decision : history) {
    if (decision.effective_window == 0) continue;
    const auto says = [&](auto... standings) {
      return std::any_of(decision.scopes.begin(), decision.scopes.end(), [&](const auto& scoped) {
        return ((scoped.standing == standings) || ...);
      });
    };
    using policy::Standing;
    if (says(Standing::kSanctioned, Standing::kPiloting, Standing::kTolerated)) ++counts.first;
    if (says(Standing::kRestricted, Standing::kBlocked)) ++counts.second;
  }
  return counts;
}

absl::StatusOr<Outcome> tell(const Office& office, const Ground& ground,
                             PublishedPaths& published) {
  const absl::StatusOr<Times> since = seen(office, ground, published);
  if (!since.ok()) return since.status();
  const absl::StatusOr<Answered> done = answered(office, ground, *since);
  if (!done.ok()) return done.status();
  absl::StatusOr<object> kept = promises(office, ground, published);
  if (!kept.ok()) return kept.status();
  const auto history = office.curation.history();
  if (!history.ok()) return history.status();
  const auto [enabled, forbidden] = enabled_and_forbidden(*history);
  return Outcome{.body = object{{"listen", waits(*since, done->owned)},
                                {"decide", waits(*since, done->decided)},
                                {"promises", *std::move(kept)},
                                {"enabled", enabled},
                                {"forbidden", forbidden}}};
}

}  // namespace

void add_own_figures_operations(const Office& office, SignedGround& signed_ground,
                                api::Provider& provider) {
  const auto published = std::make_shared<PublishedPaths>(provider);
  provider.operations["getOwnFigures"] = on_ground(
      office, signed_ground, "no policy is published yet; these figures begin with the first card",
      [&office, published](const Ground& ground, const Call&) {
        return tell(office, ground, *published);
      });
}

}  // namespace desirepath::workplace
