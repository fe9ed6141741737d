#pragma once

// From another system's applications to our tools: by domain, else by name; and its tags to our
// standings.
//
// A domain says most: each is looked up in the catalog, and the tool that most of them belong to
// wins. A name counts only if it is a tool's name or id when both are reduced to letters and
// digits. What maps to nothing is listed with the need that its category points at.
//
// Errors: kInvalidArgument: two applications of one tool with different standings; file, both
// lines, mend. Threads: pure.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "collector/command/app_export.h"
#include "proto/catalog/host_index.h"

namespace desirepath::command {

struct MappedApp {
  const ExportedApp* app = nullptr;
  const catalog::Tool* tool = nullptr;
  std::string how;  // "domain slack.com" or "name"
  std::string
      standing;  // "sanctioned", "tolerated", "restricted", "blocked"; empty: the tags say none
};

struct UnmappedApp {
  const ExportedApp* app = nullptr;
  std::string need;  // a first guess by category; empty: none
};

struct Mapping {
  std::vector<MappedApp> mapped;
  std::vector<UnmappedApp> unmapped;
};

absl::StatusOr<Mapping> map_apps(const std::string& file, const std::vector<ExportedApp>& apps,
                                 const catalog::Catalog& catalog, const catalog::HostIndex& index);

// The standing that an application's tags and verdict say; empty: none. "Unsanctioned" becomes
// restricted: blocking is a decision of its own here.
std::string standing_of_tags(const ExportedApp& app);
// The same of one word.
std::string standing_of_word(std::string_view word);

// The need that a category of Defender for Cloud Apps points at first; empty: none.
std::string_view need_of_category(std::string_view category);

}  // namespace desirepath::command
