// The desk's account of the agent itself: health, activity, status.

#include <string>

#include "absl/strings/str_cat.h"
#include "agent/desk.h"
#include "agent/network_desk.h"
#include "proto/policy/department.h"

namespace desirepath::agent {
namespace {

using console::Health;
using console::local_time;

// The meter of what cannot be seen, as a sentence for people.
std::string visibility_words(const sight::Visibility& seen) {
  return absl::StrCat("server name ", seen.grade_a, ", DNS answer ", seen.grade_b, ", certificate ",
                      seen.grade_c, ", nothing ", seen.grade_d, "; hellos with ECH ",
                      seen.offered_ech, ", encrypted DNS ", seen.encrypted_dns);
}

// What the budget held back; nothing to say on a machine that stays within it.
std::string held_back(const CaptureProgress& progress) {
  if (progress.depth == capture::Depth::kFull && progress.rested.count() == 0) return "";
  const char* now = progress.depth == capture::Depth::kFull    ? "everything"
                    : progress.depth == capture::Depth::kNames ? "names alone"
                                                               : "nothing";
  return absl::StrCat("; to stay within the budget now ", now, ", for ", progress.rested.count(),
                      " s nothing, about ", progress.unseen_flows, " flows unseen");
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

// Until its frames have left or may leave no more.
std::string first_light_words(const Device& device) {
  const policy::Bundle* bundle = device.keeper().bundle();
  const window::Calendar* calendar = device.keeper().calendar();
  if (bundle == nullptr || calendar == nullptr) return "";
  if (device.listens()) return "not announced yet; it would be of needs alone, once, from a day on";
  const std::optional<policy::FirstLight>& light = calendar->first_light();
  if (!light || calendar->sending_ends(light->window) <= device.now()) return "";
  const std::int32_t seen = calendar->day_at(device.keeper().first_light_seen());
  const std::int32_t began = device.diary().snapshot().began_day;
  const bool late = seen >= light->first_day || began > light->first_day;
  return absl::StrCat("from ", local_time(calendar->begin(light->window)), " to ",
                      local_time(calendar->end(light->window)), ", needs alone; ",
                      late ? "this device came too late to tell of it" : "this device takes part");
}

}  // namespace

Health Desk::health() const {
  const Device& device = views_.device;
  const std::string& session = views_.last_session.words;
  if (!device.keeper().trusts_somebody()) return Health::kNotEnrolled;
  // Known from the start, whether or not packets are looked at now.
  if (views_.lacks_right) return Health::kNoCaptureRight;
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
               : absl::StrCat("paused until ", local_time(device.paused_until()));
  }
  if (device.is_gateway() && device.observed_networks().empty()) return gateway_waits(device);
  return device.catalog_trouble().empty() ? "looking" : device.catalog_trouble();
}

console::Status Desk::status(bool steering) const {
  const Device& device = views_.device;
  const CaptureProgress progress = views_.capture();
  console::Status status;
  status.version = DESIREPATH_VERSION;
  status.health = health();
  status.activity = activity(steering);
  status.failed_writes = device.failed_writes();
  status.failed_sessions = views_.last_session.failures;
  status.trouble = device.trouble().empty() ? progress.trouble : device.trouble();
  if (steering) {
    status.interfaces = progress.names;
    status.packets = progress.source.taken;
    status.dropped = progress.source.dropped;
    status.malformed = progress.malformed();
    status.flows = progress.flows();
    status.named_flows = progress.named_flows();
    status.visibility = absl::StrCat(visibility_words(progress.visibility), held_back(progress));
    status.programs = program_words(progress.programs, progress.owner_trouble);
    status.gateway = gateway_words(device);
  }
  const policy::Policy* policy = device.keeper().in_force(device.now());
  if (policy != nullptr) {
    status.lab = policy->lab();
    status.organisation = policy->organisation;
    status.policy = policy->number;
    status.policy_ends = policy->ends;
    status.policy_words = policy::validity_words(device.validity());
    const policy::Department* told = policy::find_department(
        *policy, policy::effective_department(*policy, device.options().department));
    status.department = told == nullptr ? "the organisation" : told->name;
  }
  if (const window::Calendar* calendar = device.keeper().calendar()) {
    const std::uint32_t window = calendar->window_at(device.now());
    status.window = calendar->name(window);
    status.window_ends = local_time(calendar->end(window));
    status.first_light = first_light_words(device);
  }
  status.next_session = local_time(device.next_session());
  status.last_session = views_.last_session.words;
  outbox::Outbox::Counts counts = views_.device.outbox().counts();
  if (device.observed() != nullptr) counts = counts + device.observed()->counts().frames;
  status.frames_made = counts.made;
  status.frames_delivered = counts.delivered;
  status.frames_dropped = counts.dropped;
  status.state_key = views_.state_key;
  return status;
}

}  // namespace desirepath::agent
