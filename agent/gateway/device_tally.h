#pragma once

// `DeviceTally` counts the devices that a gateway would tell apart in a capture: how many, nothing
// else.
//
// `observe --gateway` puts it between the observer and what prints. Whoever sets a gateway up so
// learns the headcount to put into the policy, and how many devices would not be counted and why.
// Its secret is made for the run and gone with it.
//
// Limits: kMostDevices of each kind; those beyond are not told apart. Errors: open():
// kInvalidArgument, those of policy::parse_range. Threads: one at a time.

#include <absl/container/flat_hash_set.h>

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "agent/gateway/device_keys.h"
#include "agent/gateway/neighbours.h"
#include "agent/sight/sink.h"

namespace desirepath::gateway {

class DeviceTally final : public sight::Sink {
 public:
  static constexpr std::size_t kMostDevices = 65'536;

  // `next` gets everything that this gets, and must outlive it.
  static absl::StatusOr<std::unique_ptr<DeviceTally>> open(const std::vector<std::string>& ranges,
                                                           bool routed, sight::Sink& next);

  // Each packet, before the observer sees it.
  void note(const capture::Packet& packet) { neighbours_.note(packet); }

  void on_sighting(const sight::Sighting& sighting) override { next_.on_sighting(sighting); }
  void on_activity(const sight::Activity& activity) override { next_.on_activity(activity); }
  void on_flow(const sight::FlowRecord& flow) override;

  // "devices 12, not counted: 3 with a hardware address that software chose, 1 never seen sending"
  [[nodiscard]] std::string text() const;

 private:
  DeviceTally(std::vector<policy::ObservedNetwork> networks, sight::Sink& next);

  const std::vector<policy::ObservedNetwork> networks_;
  Neighbours neighbours_{networks_};
  DeviceKeys keys_;
  sight::Sink& next_;
  absl::flat_hash_set<DeviceKey> devices_;
  absl::flat_hash_set<policy::AddressOctets> chosen_;
  absl::flat_hash_set<policy::AddressOctets> unseen_;
};

}  // namespace desirepath::gateway
