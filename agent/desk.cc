#include "agent/desk.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "agent/console/ledger_json.h"
#include "agent/console/paths.h"
#include "agent/console/policy_json.h"
#include "agent/network_desk.h"
#include "agent/outbox/closing.h"
#include "agent/outbox/ledger.h"
#include "proto/policy/department.h"

namespace desirepath::agent {
namespace {

using console::Ask;
using console::Health;

boost::json::object refusal(const absl::Status& status) {
  return {{"error", std::string(status.message())}};
}

boost::json::object done(const std::string& words) { return {{"done", words}}; }

std::string local(absl::Time time) {
  return absl::FormatTime("%Y-%m-%d %H:%M:%S", time, absl::LocalTimeZone());
}

fields::Language language_of(const console::Request& request) {
  return fields::parse_language(request.language).value_or(fields::Language::kEnglish);
}

bool needs_steering(Ask ask) { return ask != Ask::kStatus && ask != Ask::kPolicy; }

// The meter of what cannot be seen, as a sentence for people.
std::string visibility_words(const sight::Visibility& seen) {
  return absl::StrCat("server name ", seen.grade_a, ", DNS answer ", seen.grade_b, ", certificate ",
                      seen.grade_c, ", nothing ", seen.grade_d, "; hellos with ECH ",
                      seen.offered_ech, ", encrypted DNS ", seen.encrypted_dns);
}

// Connections to tools by what opened them; the words are those of `observe --flows`.
std::string program_words(const ProgramCounts& counts, const std::string& trouble) {
  std::string words;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    absl::StrAppend(&words, i == 0 ? "" : ", ", std::string(word(static_cast<ProgramClass>(i))),
                    " ", counts[i]);
  }
  return trouble.empty() ? words : absl::StrCat(words, "; ", trouble);
}

}  // namespace

Desk::Desk(Views views, console::Access access)
    : views_(std::move(views)), access_(std::move(access)) {}

boost::json::object Desk::answer(const boost::json::object& request, const console::Peer& peer) {
  const absl::StatusOr<console::Request> parsed = console::parse_request(request);
  if (!parsed.ok()) return refusal(parsed.status());
  if (needs_steering(parsed->ask) && !access_.may_steer(peer)) {
    return {{"error", absl::StrCat(std::string(console::word(parsed->ask)),
                                   ": only the person at this machine may; log in here, or ask the "
                                   "administrator to name you under [ledger] users")}};
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
    case Ask::kPause:
      status = device.pause(request.until == 0 ? absl::InfiniteFuture()
                                               : absl::FromUnixSeconds(request.until));
      words = request.until == 0
                  ? "paused until `resume`: nothing is looked at; nobody can tell"
                  : absl::StrCat("paused until ", local(absl::FromUnixSeconds(request.until)),
                                 ": nothing is looked at; nobody can tell");
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

Health Desk::health(const CaptureProgress& progress) const {
  const Device& device = views_.device;
  const std::string& session = views_.last_session.words;
  if (!device.keeper().trusts_somebody()) return Health::kNotEnrolled;
  if (!device.trouble().empty()) return Health::kDisk;
  if (views_.last_session.failures >= 3) {
    return session.find("certificate") != std::string::npos ? Health::kCertificate
                                                            : Health::kCannotReachGate;
  }
  if (device.validity() != policy::Validity::kValid) return Health::kOldPolicy;
  if (device.clock_corrected()) return Health::kClock;
  const policy::Policy* policy = device.keeper().in_force(device.now());
  const std::string& department = device.options().department;
  if (policy != nullptr && !department.empty() &&
      policy::find_department_by_id(*policy, department) == nullptr) {
    return Health::kUnknownDepartment;
  }
  // The same whether or not it is looked at now: the right to capture is asked for at the start.
  if (progress.trouble.find("no right to capture") != std::string::npos) {
    return Health::kNoCaptureRight;
  }
  return Health::kOk;
}

std::string Desk::activity(bool steering) const {
  Device& device = views_.device;
  if (!device.keeper().trusts_somebody()) {
    return "waiting to be enrolled: run `desirepath-agent enroll`";
  }
  if (device.validity() != policy::Validity::kValid) {
    if (!device.refused().empty()) return absl::StrCat("policy refused: ", device.refused());
    return policy::validity_words(device.validity());
  }
  if (!steering) return "running";
  if (device.outbox().opted_out()) return "opted out: only filler is sent";
  if (device.paused()) {
    return device.paused_until() == absl::InfiniteFuture()
               ? "paused until `resume`"
               : absl::StrCat("paused until ", local(device.paused_until()));
  }
  if (device.is_gateway() && device.observed_networks().empty()) return gateway_waits(device);
  return device.catalog_trouble().empty() ? "looking" : device.catalog_trouble();
}

console::Status Desk::status(bool steering) const {
  const Device& device = views_.device;
  const CaptureProgress progress = views_.capture();
  console::Status status;
  status.version = DESIREPATH_VERSION;
  status.health = health(progress);
  status.activity = activity(steering);
  status.failed_writes = device.failed_writes();
  status.trouble = device.trouble().empty() ? progress.trouble : device.trouble();
  status.interfaces = progress.names;
  if (steering) {
    status.packets = progress.source.taken;
    status.dropped = progress.source.dropped;
    status.malformed = progress.malformed();
    status.flows = progress.flows();
    status.named_flows = progress.named_flows();
    status.visibility = visibility_words(progress.visibility);
    status.programs = program_words(progress.programs, progress.owner_trouble);
    status.gateway = gateway_words(device);
  }
  const policy::Policy* policy = device.keeper().in_force(device.now());
  if (policy != nullptr) {
    status.lab = policy->lab();
    status.organisation = policy->organisation;
    status.policy = policy->number;
    status.policy_words = policy::validity_words(device.validity());
    const policy::Department* told = policy::find_department(
        *policy, policy::effective_department(*policy, device.options().department));
    status.department = told == nullptr ? "the organisation" : told->name;
  }
  if (const window::Calendar* calendar = device.keeper().calendar()) {
    const std::uint32_t window = calendar->window_at(device.now());
    status.window = calendar->name(window);
    status.window_ends = local(calendar->end(window));
  }
  status.next_session = local(device.next_session());
  status.last_session = views_.last_session.words;
  outbox::Outbox::Counts counts = views_.device.outbox().counts();
  if (device.observed() != nullptr) counts = counts + device.observed()->counts().frames;
  status.frames_made = counts.made;
  status.frames_delivered = counts.delivered;
  status.frames_dropped = counts.dropped;
  status.state_key = views_.state_key;
  return status;
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
  return console::ledger_to_json(entries);
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
  boost::json::object object =
      console::paths_to_json(console::own_paths(device.diary().snapshot(), device.catalog(), offer,
                                                static_cast<std::uint32_t>(peer.account)));
  object["lab"] = policy->lab();
  return object;
}

}  // namespace desirepath::agent
