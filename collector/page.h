#pragma once

// `page_provider` gives the API its reports: the same texts `report needs|tools` prints.
//
// `page_options` adds where the settings want it to listen. `Collector` hands it to the API's
// server, on whose thread it is called; it opens published.db read-only for each answer, and the
// API keeps answers while `revision` stays the same.

#include <string>

#include "collector/api/provider.h"
#include "collector/api/server.h"
#include "collector/condition.h"
#include "collector/settings.h"

namespace desirepath::collector {

// `health` must outlive the provider.
api::Provider page_provider(const Settings& settings, const ConditionBoard& health);
// HOST:PORT into the options' address and port.
void take_listen(const std::string& listen, api::ServerOptions& options);
// `inherited`: the page's socket, where a service manager opened it, or -1.
api::ServerOptions page_options(const Settings& settings, const ConditionBoard& health,
                                int inherited);

}  // namespace desirepath::collector
