#pragma once

// `ToolLabels` says for a host name which tool, need and role the catalog gives it.
//
// `observe` uses it beside each name. Threads: one at a time.

#include <memory>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "agent/command/sighting_text.h"

namespace desirepath::command {

class ToolLabels {
 public:
  // Reads a packed catalog; an empty path means the built-in one.
  static absl::StatusOr<std::unique_ptr<ToolLabels>> open(const std::string& path);

  // The views live as long as this.
  Label of(std::string_view name);
};

}  // namespace desirepath::command
