#include "agent/network_desk.h"

#include <boost/json/array.hpp>
#include <optional>
#include <vector>

#include "absl/strings/str_cat.h"

namespace desirepath::agent {
namespace {

using console::Ask;

std::vector<std::string> ranges_of(const Device& device) {
  std::vector<std::string> ranges;
  for (const policy::ObservedNetwork& network : device.observed_networks()) {
    for (const policy::AddressRange& range : network.ranges) {
      ranges.push_back(policy::to_text(range));
    }
  }
  return ranges;
}

const char* word(gateway::NotCounted reason) {
  switch (reason) {
    case gateway::NotCounted::kElsewhere:
      return "elsewhere";
    case gateway::NotCounted::kUnseen:
      return "unseen";
    case gateway::NotCounted::kChosenAddress:
      return "chosen-address";
  }
  return "elsewhere";
}

// How many devices a gateway knows is its administrator's to see only as roughly as figures are.
std::string roughly(std::uint64_t count) {
  const std::uint64_t low = count / 10 * 10;
  return absl::StrCat(low, "–", low + 9);
}

}  // namespace

boost::json::object network_page(const Device& device) {
  boost::json::array networks;
  for (const std::string& range : ranges_of(device)) networks.emplace_back(range);
  const policy::Policy* const policy = device.keeper().in_force(device.now());
  return {{"gateway", device.options().gateway},
          {"networks", networks},
          {"no_staff_body", policy != nullptr && policy->no_staff_body},
          {"counts", !networks.empty() && !device.paused()}};
}

absl::StatusOr<boost::json::object> observed(const console::Request& request, Device& device,
                                             const gateway::Census* census) {
  const absl::StatusOr<policy::AddressOctets> address = policy::parse_address(request.address);
  if (!address.ok()) return address.status();
  if (census == nullptr || device.observed() == nullptr) {
    return boost::json::object{{"state", "elsewhere"}};
  }
  const gateway::Recognition known = census->of(*address);
  if (!known.device) {
    if (request.ask == Ask::kObserved) return boost::json::object{{"state", word(known.reason)}};
    return absl::FailedPreconditionError(
        absl::StrCat(request.address, ": is not counted here: there is nothing to opt out of"));
  }
  absl::Status status;
  if (request.ask == Ask::kObservedOptOut) status = device.observed()->opt_out(*known.device);
  if (request.ask == Ask::kObservedOptIn) status = device.observed()->opt_in(known.device->key);
  if (!status.ok()) return status;
  const bool out = device.observed()->opted_out(known.device->key);
  return boost::json::object{{"state", out ? "opted-out" : "counted"}};
}

std::string gateway_waits(const Device& device) {
  if (!device.page_lives()) {
    return "gateway: counts nothing without the page that explains it on its networks: run "
           "`desirepath-agent network-page --listen ADDRESS:PORT`";
  }
  return absl::StrCat("gateway: the signed policy lists no network for \"",
                      device.options().gateway,
                      "\": see `desirepath-collector policy draft --observe FILE`");
}

std::string gateway_words(const Device& device) {
  if (device.observed() == nullptr) return "";
  const gateway::ObservedDevices::Counts counts = device.observed()->counts();
  std::string words = absl::StrCat(device.options().gateway, ":");
  for (const std::string& range : ranges_of(device)) absl::StrAppend(&words, " ", range);
  absl::StrAppend(&words, "; devices known ", roughly(counts.known));
  if (counts.beyond > 0) words += "; more were there than the policy lets count";
  return words;
}

}  // namespace desirepath::agent
