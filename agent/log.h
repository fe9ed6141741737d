#pragma once

// `log_line` writes what the daemon did to standard error: text for people, or one JSON object a
// line.
//
// The journal takes it from there and adds the time. No line names a host, a tool, an address or an
// account.
//
// Threads: any; a line is one write().

#include <string_view>

#include "agent/settings.h"

namespace desirepath::agent {

enum class LogLevel { kInfo, kWarning, kError };

void set_log_format(LogFormat format);
void log_line(LogLevel level, std::string_view message);

}  // namespace desirepath::agent
