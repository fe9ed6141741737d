#include "agent/desk.h"

#include <unistd.h>

#include <algorithm>
#include <boost/json/array.hpp>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "agent/console/ledger_json.h"
#include "agent/console/notices_json.h"
#include "agent/console/paths.h"
#include "agent/console/policy_json.h"
#include "agent/network_desk.h"
#include "agent/outbox/closing.h"
#include "agent/outbox/ledger.h"
#include "proto/policy/department.h"

namespace desirepath::agent {
namespace {

using console::Ask;

boost::json::object refusal(const absl::Status& status) {
  return {{"error", std::string(status.message())}};
}

boost::json::object done(const std::string& words) { return {{"done", words}}; }

fields::Language language_of(const console::Request& request) {
  return fields::parse_language(request.language).value_or(fields::Language::kEnglish);
}

bool needs_steering(Ask ask) { return ask != Ask::kStatus && ask != Ask::kPolicy; }

std::uint32_t account_of(const console::Peer& peer) {
  return static_cast<std::uint32_t>(peer.account);
}

std::string pause_words(std::int64_t until) {
  const std::string end =
      until == 0 ? "`resume`" : console::local_time(absl::FromUnixSeconds(until));
  return absl::StrCat("paused until ", end, ": nothing is looked at; nobody can tell");
}

boost::json::array shown_notices(const std::vector<ShownNotice>& shown, const console::Peer& peer,
                                 fields::Language language) {
  boost::json::array all;
  for (const ShownNotice& each : shown) {
    if (each.account != account_of(peer)) continue;
    const std::string_view kind = policy::notice_kind_word(each.kind);
    all.push_back(boost::json::object{{"number", std::int64_t{each.number}},
                                      {"kind", boost::json::string_view(kind.data(), kind.size())},
                                      {"words", each.words[static_cast<std::size_t>(language)]},
                                      {"first", each.first},
                                      {"last", each.last},
                                      {"days_shown", std::int64_t{each.days_shown}},
                                      {"understood", each.understood}});
  }
  return all;
}

}  // namespace

Desk::Desk(Views views, console::Access access)
    : views_(std::move(views)), access_(std::move(access)), logs_(views_.device, views_.census) {}

boost::json::object Desk::answer(const boost::json::object& request, const console::Peer& peer) {
  const absl::StatusOr<console::Request> parsed = console::parse_request(request);
  if (!parsed.ok()) return refusal(parsed.status());
  if (needs_steering(parsed->ask) && !access_.may_steer(peer)) {
    return {{"error", absl::StrCat(std::string(console::word(parsed->ask)),
                                   ": only the person at this machine may; log in here, or ask the "
                                   "administrator to name you under [ledger] users")}};
  }
  if (parsed->ask == Ask::kLogLines && peer.account != 0 && peer.account != geteuid()) {
    return {{"error", "log-lines: only the agent's own account and root may bring them"}};
  }
  absl::StatusOr<boost::json::object> answer = act(*parsed, peer);
  return answer.ok() ? *std::move(answer) : refusal(answer.status());
}

absl::StatusOr<boost::json::object> Desk::act(const console::Request& request,
                                              const console::Peer& peer) {
  Device& device = views_.device;
  absl::Status status;
  std::string words;
  switch (request.ask) {
    case Ask::kStatus:
      return to_json(this->status(access_.may_steer(peer)));
    case Ask::kLedger:
      return ledger(request, peer);
    case Ask::kPolicy:
      return policy(request);
    case Ask::kPaths:
      return paths(request, peer);
    case Ask::kNotices:
      return notices(request, peer);
    case Ask::kLogLines:
      return logs_.take(request.lines);
    case Ask::kUnderstood:
      status = device.notices().understood(request.position, account_of(peer));
      words = absl::StrCat("notice ", request.position, " is not shown again");
      break;
    case Ask::kPause:
      status = device.pause(request.until == 0 ? absl::InfiniteFuture()
                                               : absl::FromUnixSeconds(request.until));
      words = pause_words(request.until);
      break;
    case Ask::kResume:
      status = device.resume();
      words = "resumed";
      break;
    case Ask::kOptOut:
      status = device.opt_out();
      words = "opted out: all that was remembered is erased, only filler is sent; nobody can tell";
      break;
    case Ask::kOptIn:
      status = device.opt_in();
      words = "opted in: the diary begins anew";
      break;
    case Ask::kHandOver:
      status = device.hand_over();
      words = "handed over: diary, outbox and ledger are erased, the next person begins anew";
      break;
    case Ask::kVeto:
      status = veto(request);
      words = "taken out; filler goes in its place";
      break;
    case Ask::kVetoAll:
      status = device.outbox().veto_all();
      words = "all that waits is taken out; filler goes in its place";
      break;
    case Ask::kForget:
      status = forget(request.tool);
      words = absl::StrCat(request.tool, ": forgotten, and never told again");
      break;
    case Ask::kNetworkPage:
      device.note_page();
      views_.changed();
      return network_page(device);
    case Ask::kObserved:
    case Ask::kObservedOptOut:
    case Ask::kObservedOptIn:
      return observed(request, device, views_.census.get());
  }
  if (!status.ok()) return status;
  views_.changed();
  return done(words);
}

absl::Status Desk::veto(const console::Request& request) {
  const window::Calendar* calendar = views_.device.keeper().calendar();
  if (calendar == nullptr) return absl::NotFoundError("veto: nothing was made yet");
  const absl::StatusOr<std::uint32_t> window = calendar->parse(request.window);
  if (!window.ok()) return window.status();
  return views_.device.outbox().veto(*window, request.position);
}

absl::Status Desk::forget(const std::string& tool) {
  const catalog::Tool* known = views_.device.catalog().tool_by_id(tool);
  if (known == nullptr) {
    return absl::NotFoundError(absl::StrCat(tool, ": no such tool; the ledger shows their names"));
  }
  return views_.device.forget_tool(known->number);
}

absl::StatusOr<boost::json::object> Desk::ledger(const console::Request& request,
                                                 const console::Peer& peer) const {
  Device& device = views_.device;
  const policy::Policy* policy = device.keeper().in_force(device.now());
  const window::Calendar* calendar = device.keeper().calendar();
  if (policy == nullptr || calendar == nullptr) return console::ledger_to_json({});
  std::optional<std::uint32_t> wanted;
  if (!request.window.empty()) {
    const absl::StatusOr<std::uint32_t> window = calendar->parse(request.window);
    if (!window.ok()) return window.status();
    wanted = *window;
  }
  absl::StatusOr<std::vector<outbox::WindowFrames>> windows = device.outbox().ledger();
  if (!windows.ok()) return windows.status();
  const outbox::Timetable timetable(*calendar, *policy);
  const facts::Names names =
      outbox::names_of(*calendar, *policy, device.catalog(), language_of(request));
  std::vector<outbox::LedgerEntry> entries;
  for (const outbox::WindowFrames& window : *windows) {
    if (wanted.has_value() && window.window != *wanted) continue;
    const bool own = outbox::belongs_to(window, peer.account);
    for (outbox::LedgerEntry& entry :
         outbox::ledger_entries(window, device.now(), timetable, names)) {
      entries.push_back(own ? std::move(entry) : outbox::for_others(std::move(entry)));
    }
  }
  boost::json::object object = console::ledger_to_json(entries);
  object["notices"] = shown_notices(device.notices().shown(), peer, names.language);
  return object;
}

absl::StatusOr<boost::json::object> Desk::notices(const console::Request& request,
                                                  const console::Peer& peer) {
  const absl::StatusOr<std::vector<policy::Notice>> due =
      views_.device.show_notices(account_of(peer));
  if (!due.ok()) return due.status();
  return console::notices_to_json(*due, views_.device.catalog(), language_of(request));
}

boost::json::object Desk::policy(const console::Request& request) const {
  const Device& device = views_.device;
  return console::policy_to_json(device.keeper().bundle(), device.keeper().in_force(device.now()),
                                 device.validity(), device.now(), language_of(request));
}

boost::json::object Desk::paths(const console::Request& request, const console::Peer& peer) const {
  const Device& device = views_.device;
  const policy::Policy* policy = device.keeper().in_force(device.now());
  const window::Calendar* calendar = device.keeper().calendar();
  if (policy == nullptr || calendar == nullptr) return console::paths_to_json({});
  const console::Offer offer{
      .policy = *policy,
      .standings = device.keeper().bundle()->standings,
      .department = policy::effective_department(*policy, device.options().department),
      .window = calendar->window_at(device.now()),
      .language = language_of(request)};
  boost::json::object object = console::paths_to_json(
      console::own_paths(device.diary().snapshot(), device.catalog(), offer, account_of(peer)));
  object["lab"] = policy->lab();
  object["answers"] = console::answers_to_json(device.keeper().bundle()->answers, device.catalog(),
                                               language_of(request));
  return object;
}

}  // namespace desirepath::agent
