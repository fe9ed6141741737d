#pragma once

// `KeptFigures` reads the published tables and the catalog, and keeps what the newest window's
// reports are made of until either changes.
//
// page_reports.cc makes every report of the page of it. Reading three years of a large organisation
// takes longer than all that is computed from it, and one page asks for several reports.
//
// Limits: one history is kept, that of the newest window. Errors: those of history_for_reports and
// catalog_for_reports. Threads: internally locked; what it gives never changes.

#include <functional>
#include <memory>
#include <mutex>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "collector/needs/need_card.h"
#include "collector/publish/history.h"
#include "collector/settings.h"
#include "proto/catalog/catalog.h"

namespace desirepath::collector {

struct Figures {
  publish::History history;
  catalog::Catalog catalog;
  needs::NeedsReport needs;  // of both: most reports and desks begin with it
};

class KeptFigures {
 public:
  // `revision`: differs once tables or bundle do.
  KeptFigures(Settings settings, std::function<std::string()> revision)
      : settings_(std::move(settings)), revision_(std::move(revision)) {}

  // Up to the window that is named; empty: the newest.
  absl::StatusOr<std::shared_ptr<const Figures>> read(const std::string& window);

  [[nodiscard]] const Settings& settings() const { return settings_; }

 private:
  const Settings settings_;
  const std::function<std::string()> revision_;
  std::mutex mutex_;
  std::string read_at_ ABSL_GUARDED_BY(mutex_);
  std::shared_ptr<const Figures> newest_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace desirepath::collector
