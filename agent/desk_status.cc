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
    status.window_ends = local_time(calendar->end(window));
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
