#pragma once

// `fleet_of` counts the devices that a gate knows: enrolled, seen, by version and by site. It never
// says which.
//
// `device status` prints it and the API's getFleet tells it. What the gate took in the window whose
// frames are sent now is all it knows of a device being there; that says nothing of what a device
// does, because paused, opted-out and busy ones send the same frames.
//
// How coarse: a count is a block of at least k devices or a range that k counts or more would give,
// so that nobody learns that a single machine is silent by looking twice. Sites and versions of
// fewer than k are told together, and where that is fewer than k still, with the smallest other.
//
// Source: privacy.md, Decisions 13 and A4; issue of machines that fall silent: they say it
// themselves (`desirepath-agent status --health`). Threads: pure.

#include <absl/time/time.h>

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "collector/gate/gate_database.h"

namespace desirepath::gate {

// Both ends are possible, and everything between them.
struct CountRange {
  std::int64_t low = 0;
  std::int64_t high = 0;
  friend bool operator==(const CountRange&, const CountRange&) = default;
};

struct FleetBlock {
  std::string name;  // a site or a version; empty: all others together, and those that told none
  std::int64_t enrolled = 0;
  std::optional<CountRange> not_seen;
  friend bool operator==(const FleetBlock&, const FleetBlock&) = default;
};

struct Fleet {
  std::int64_t enrolled = 0;  // devices with a certificate that has not ended and is not revoked
  std::int64_t gateways = 0;
  std::optional<CountRange> not_seen;  // empty: no window's frames are sent yet
  CountRange overdue;                  // with less than a third of their certificate's life left
  CountRange ended;  // in the last thirty days, and not enrolled anew as themselves
  CountRange revoked;
  std::vector<FleetBlock> versions;
  std::vector<FleetBlock> sites;
};

// The class of `count` among 0 to `of`: classes are k wide, the last takes what is left over.
CountRange coarse(std::int64_t count, std::int64_t of, std::uint32_t k);

// `seen`: devices that brought frames of the window that is sent now; empty: none is.
Fleet fleet_of(const std::vector<DeviceRow>& devices,
               const std::optional<std::set<pki::DeviceId>>& seen, std::uint32_t k, absl::Time now);

}  // namespace desirepath::gate
