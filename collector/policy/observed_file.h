#pragma once

// `read_observed` reads the networks whose devices without an agent gateways are to count, for a
// draft of the policy.
//
// `policy draft --observe FILE` takes a table like
//
//   gateway,networks,devices,department,use,routed
//   hq-router,10.20.0.0/16 2001:db8:20::/48,300,sales,staff,no
//
// networks: one or more, blanks between; devices: the most that are counted; department: its id,
// empty for the organisation; use: staff, for no other is ever observed; routed: yes where a router
// stands between, so that an address and not a hardware address is a device.
//
// The draft keeps the text in curation.db and makes the policy's networks of it, whose departments
// have numbers by then; whether they may be observed the policy's own check says.
//
// Errors: kInvalidArgument with the line. Threads: pure functions.

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "desirepath/v1/policy.pb.h"
#include "proto/policy/policy.h"

namespace desirepath::policy {

absl::StatusOr<std::vector<v1::ObservedNetwork>> read_observed(
    const std::string& text, const std::vector<Department>& departments);

}  // namespace desirepath::policy
