#pragma once

// `settings_text` is the collector.toml that `init` writes: every key, its default, and why.

#include <string>

namespace desirepath::collector {

// Empty arguments leave the default in place.
std::string settings_text(const std::string& gate_listen, const std::string& web_listen);

}  // namespace desirepath::collector
