#include "agent/command/tool_label.h"

namespace desirepath::command {

absl::StatusOr<std::unique_ptr<ToolLabels>> ToolLabels::open(const std::string& /*path*/) {
  return std::make_unique<ToolLabels>();
}

Label ToolLabels::of(std::string_view /*name*/) { return {}; }

}  // namespace desirepath::command
