// The part of `Device` that a gateway has beside it: the devices behind it.

#include <algorithm>

#include "agent/device.h"
#include "agent/outbox/timetable.h"
#include "agent/use_contact.h"
#include "agent/what_counts.h"

namespace desirepath::agent {
namespace {

constexpr absl::Duration kPagePatience = absl::Minutes(3);  // it says each minute that it is there

bool lists(const std::vector<policy::ObservedNetwork>& networks,
           const policy::ObservedNetwork& wanted) {
  return std::find(networks.begin(), networks.end(), wanted) != networks.end();
}

}  // namespace

// A network that was signed and is no longer is out at once; one that is new waits for its policy.
std::vector<policy::ObservedNetwork> Device::signed_networks() const {
  const policy::Policy* in_force = keeper_.in_force(now_);
  std::vector<policy::ObservedNetwork> networks;
  if (in_force == nullptr || keeper_.bundle() == nullptr) return networks;
  for (const policy::ObservedNetwork& network : in_force->observed) {
    if (network.gateway == options_.gateway && lists(keeper_.bundle()->policy.observed, network)) {
      networks.push_back(network);
    }
  }
  return networks;
}

bool Device::page_lives() const { return page_seen_ && steady_ - *page_seen_ < kPagePatience; }

std::vector<policy::ObservedNetwork> Device::observed_networks() const {
  if (observed_ == nullptr || !page_lives()) return {};
  return signed_networks();
}

void Device::tick_observed(absl::Duration ran) {
  if (observed_ == nullptr) return;
  observed_->set_networks(signed_networks());
  observed_->set_measures_uploads(asks_uploads(keeper_.in_force(now_)));
  observed_->add_uptime(ran);
}

void Device::note_presence(const gateway::Presence& presence) {
  const window::Calendar* calendar = keeper_.calendar();
  if (observed_ == nullptr || calendar == nullptr || !wants_capture() || paused()) return;
  // That a device counts itself is worth knowing at any hour.
  if (!presence.has_agent && !within_hours(*keeper_.in_force(now_), now_)) return;
  keep(observed_->note(presence, calendar->day_at(now_), calendar->window_at(now_)));
}

void Device::take_observed(const gateway::DeviceKey& device, const ToolUse& use) {
  const std::optional<absl::Time> time = counting_time(use);
  if (observed_ == nullptr || !time) return;
  observed_->record(device, contact_of(use, *time, *keeper_.calendar()));
}

// The gateway's own frames among those of its devices: to the gate all are one certificate's.
void Device::send_observed(std::vector<outbox::Outgoing>& session) {
  const outbox::Timetable timetable(*keeper_.calendar(), *keeper_.in_force(now_));
  absl::StatusOr<std::vector<outbox::Outgoing>> theirs =
      observed_->begin_session(now_, timetable, keeper_.bundle()->keys);
  if (!theirs.ok()) return keep(theirs.status());
  session.insert(session.end(), theirs->begin(), theirs->end());
  random_.shuffle(session);
}

}  // namespace desirepath::agent
