#pragma once

// `observe_live` is `observe` on interfaces of this machine: what the daemon sees, printed.
//
// `observe_command` calls it. The network is read as `run` reads it: through the kernel filter,
// with the kernel's own count of open connections. Nothing is kept or sent.
//
// Errors: kFailedPrecondition, kNotFound as LiveSource gives them. Threads: blocks until SIGINT or
// SIGTERM, or until the time is over.

#include <chrono>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "agent/capture/packet_source.h"
#include "agent/command/output.h"
#include "agent/sight/counts.h"
#include "agent/sight/sink.h"

namespace desirepath::command {

struct LiveView {
  sight::Counts counts;
  sight::Visibility visibility;
  capture::SourceCounts source;
};

// `seconds` 0: until a signal.
absl::StatusOr<LiveView> observe_live(const std::vector<std::string>& interfaces,
                                      std::chrono::seconds seconds, sight::Sink& sink,
                                      Output& output);

}  // namespace desirepath::command
