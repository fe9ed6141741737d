#pragma once

// `OwnTools` is how the API lists and changes an organisation's own tools: functions, as `Provider`
// has them for figures.
//
// `collector/own_tools_page.cc` fills it with what `catalog add` and `drop` do; tests fill it with
// values. Who may change is the entrance's to decide; `by` is that person's name.
//
// Errors: kInvalidArgument  the entry has faults, one a line with its mend (400);
//         kNotFound         no such own tool (404);
//         kFailedPrecondition  nothing is published yet that a catalog could go out with (409).
// Threads: as Provider.

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace desirepath::api {

struct OwnToolHost {
  std::string suffix;
  std::string role;
  bool exact = false;
};

struct OwnTool {
  std::uint32_t number = 0;
  std::string id, name, vendor, need;
  std::vector<OwnToolHost> hosts;  // none: dropped
  std::string state;               // "asked", "waiting" or "dropped"
};

struct OwnToolList {
  std::uint32_t revision = 0;        // of the catalog in force
  std::uint32_t draft_revision = 0;  // of the one that waits for a signature; 0: none
  std::vector<OwnTool> tools;
};

// What a change led to: `counts_from` is the first window counted under the revision; empty while
// the tools in `waits_for_signature` need the staff side's signature.
struct OwnToolsChange {
  bool changed = false;
  std::uint32_t revision = 0;
  std::string counts_from;
  std::vector<std::string> waits_for_signature;
};

struct OwnTools {
  std::function<absl::StatusOr<OwnToolList>()> list;
  // `textproto`: one entry or more, as proto/catalog/README.md shows them, without numbers.
  std::function<absl::StatusOr<OwnToolsChange>(const std::string& by, const std::string& textproto)>
      add;
  std::function<absl::StatusOr<OwnToolsChange>(const std::string& by, const std::string& id)> drop;
};

}  // namespace desirepath::api
