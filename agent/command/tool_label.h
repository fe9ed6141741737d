#pragma once

// `ToolLabels` says for a host name which tool, need and role the catalog gives it.
//
// `observe` asks it beside each name it prints. It owns the catalog: the built-in one, or a packed
// file.
//
// Errors: kNotFound or kInvalidArgument with the file and the mend. Threads: one at a time.

#include <memory>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "agent/command/sighting_text.h"
#include "agent/match/matcher.h"
#include "proto/catalog/catalog.h"

namespace desirepath::command {

class ToolLabels {
 public:
  // Reads a packed catalog; an empty path means the built-in one.
  static absl::StatusOr<std::unique_ptr<ToolLabels>> open(const std::string& path);

  // The views live as long as this.
  [[nodiscard]] Label of(std::string_view name) const;

 private:
  explicit ToolLabels(catalog::Catalog catalog)
      : catalog_(std::move(catalog)), matcher_(catalog_) {}

  catalog::Catalog catalog_;
  match::Matcher matcher_;
};

}  // namespace desirepath::command
