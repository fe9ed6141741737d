#pragma once

// `metrics_text` is what /metrics answers: counts of the collector's own work, for Prometheus.
//
// Every name stands in deploy/monitoring/README.md, and a test compares the two. No label and no
// value is about a device, a department or a tool; the fleet's figures are as coarse as `device
// status` has them.
//
// Source: Prometheus, naming best practices. Threads: any; gate.db is opened for each call.

#include <optional>
#include <string>

#include "absl/time/time.h"
#include "collector/api/server.h"
#include "collector/condition.h"
#include "collector/gate/server.h"
#include "collector/intake/intake.h"
#include "collector/settings.h"

namespace desirepath::collector {

struct MetricsSources {
  Role role = Role::kAll;
  Condition condition;
  store::Paths paths;
  std::optional<gate::Counts> gate;
  std::optional<intake::Counts> intake;
  std::optional<api::Server::Counts> page;
};

std::string metrics_text(const MetricsSources& sources, absl::Time now);

}  // namespace desirepath::collector
