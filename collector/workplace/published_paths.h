#pragma once

// `PublishedPaths` reads the paths of the needs out of the published report.
//
// The card desk measures promises by it. The report is the text that the API gives; it is read
// again only when it may read differently (`Provider::revision`), whichever window it is of.
//
// Limits: sixteen older windows are kept. Errors: those of the provider.

#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "collector/api/provider.h"
#include "collector/workplace/check_up.h"

namespace desirepath::workplace {

class PublishedPaths {
 public:
  using Paths = std::map<std::string, std::vector<Moment>>;  // by need

  explicit PublishedPaths(const api::Provider& provider)
      : needs_(provider.needs), revision_(provider.revision) {}

  // The last 26 published windows at most; valid until the next call.
  absl::StatusOr<const Paths*> newest();
  // The need in one window, or nothing: of the newest report where that reaches so far back.
  absl::StatusOr<std::vector<Moment>> at(const std::string& need, std::uint32_t window,
                                         const std::string& name);

 private:
  absl::StatusOr<Paths> read(const std::string& window) const;
  // The need in an older window; nothing where it is not published.
  absl::StatusOr<std::vector<Moment>> until(const std::string& need, const std::string& window);

  api::Provider::Report needs_;
  std::function<std::string()> revision_;
  std::string read_at_;
  Paths paths_;
  std::map<std::string, Paths> older_;  // by window
};

}  // namespace desirepath::workplace
