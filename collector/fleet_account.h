#pragma once

// `fleet_account` says how the fleet is: the same for the API's getFleet and for `device status`.
//
// It opens gate.db, the bundle, the certificates and published.db, each only to read what is
// counted there. The collection gap of the newest published window comes from its published table;
// by site there is only what the gate has seen, and by department nothing at all.
//
// Source: privacy.md, Decisions 13. Errors: kNotFound (the gate runs on another machine: ask
// there), those of gate.db. Threads: one at a time.

#include <boost/json/object.hpp>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "collector/api/operation.h"
#include "collector/settings.h"

namespace desirepath::collector {

// Of it what gate.db and the bundle say, without the published gap and the servers: cheap enough
// for every scrape of the metrics.
absl::StatusOr<boost::json::object> fleet_now(const Settings& settings, absl::Time now);

// The object that openapi.yaml calls Fleet.
absl::StatusOr<boost::json::object> fleet_account(const Settings& settings, absl::Time now);

// The same in lines for people.
std::string fleet_text(const boost::json::object& account);

void add_fleet_operation(const Settings& settings, api::Operations& operations);

}  // namespace desirepath::collector
