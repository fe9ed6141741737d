#pragma once

// `page_provider` gives the API its reports: the same texts `report needs|tools` prints.
//
// `page_options` adds where the settings want it to listen. `Collector` hands it to the API's
// server, on whose thread it is called; it opens published.db read-only for each answer, and the
// API keeps answers while `revision` stays the same.

#include <mutex>

#include "absl/status/status.h"
#include "collector/api/provider.h"
#include "collector/api/server.h"
#include "collector/settings.h"

namespace desirepath::collector {

// The daemon's health, from its thread to the page's. Internally locked.
class PageHealth {
 public:
  void set(absl::Status status);
  [[nodiscard]] absl::Status get() const;

 private:
  mutable std::mutex mutex_;
  absl::Status status_;
};

// `health` must outlive the provider.
api::Provider page_provider(const Settings& settings, const PageHealth& health);
api::ServerOptions page_options(const Settings& settings, const PageHealth& health);

}  // namespace desirepath::collector
