#pragma once

// `metrics_text` is what the agent tells Prometheus, through a file that node_exporter reads.
//
// Only what is the same of a paused, an opted-out and a busy device: no packets, no bytes, no time
// spent. Its names stand in deploy/monitoring/README.md.
//
// Source: node_exporter, textfile collector (a file comes whole, by renaming). Errors: write_whole:
// kUnavailable with the mend. Threads: one at a time.

#include <string>

#include "absl/status/status.h"
#include "agent/console/status.h"

namespace desirepath::agent {

std::string metrics_text(const console::Status& status);

// Readable by everybody, and never half.
absl::Status write_whole(const std::string& path, const std::string& text);

}  // namespace desirepath::agent
