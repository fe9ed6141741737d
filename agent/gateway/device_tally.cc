#include "agent/gateway/device_tally.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "proto/seal/random.h"

namespace desirepath::gateway {
namespace {

template <typename Set, typename Value>
void insert(Set& set, const Value& value) {
  if (set.size() < DeviceTally::kMostDevices) set.insert(value);
}

}  // namespace

absl::StatusOr<std::unique_ptr<DeviceTally>> DeviceTally::open(
    const std::vector<std::string>& ranges, bool routed, sight::Sink& next) {
  policy::ObservedNetwork network;
  network.routed = routed;
  for (const std::string& text : ranges) {
    const absl::StatusOr<policy::AddressRange> range = policy::parse_range(text);
    if (!range.ok()) return range.status();
    network.ranges.push_back(*range);
  }
  return std::unique_ptr<DeviceTally>(new DeviceTally({std::move(network)}, next));
}

DeviceTally::DeviceTally(std::vector<policy::ObservedNetwork> networks, sight::Sink& next)
    : networks_(std::move(networks)),
      keys_(seal::Random().octets<32>(), networks_, neighbours_),
      next_(next) {}

void DeviceTally::on_flow(const sight::FlowRecord& flow) {
  const policy::AddressOctets& client = flow.client.address.octets;
  const Recognition known = keys_.of(client);
  if (known.device) {
    insert(devices_, known.device->key);
  } else if (known.reason == NotCounted::kChosenAddress) {
    insert(chosen_, client);
  } else if (known.reason == NotCounted::kUnseen) {
    insert(unseen_, client);
  }
  next_.on_flow(flow);
}

std::string DeviceTally::text() const {
  return absl::StrCat("devices ", devices_.size(), ", not counted: ", chosen_.size(),
                      " with a hardware address that software chose, ", unseen_.size(),
                      " never seen sending");
}

}  // namespace desirepath::gateway
