#pragma once

// The JSON in which `ingest` hands lines to the agent: an array each, of fixed places.
//
//   [time in microseconds since 1970, address as 32 hex digits, name, question, up, down, lasted]
//
// Source: agent/console/request.h, {"ask":"log-lines","lines":[…]}. Errors: nothing where the value
// is no line; it comes from a program of the agent's own account, and is checked all the same.
// Threads: pure.

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>
#include <optional>

#include "agent/ingest/log_line.h"

namespace desirepath::ingest {

boost::json::array to_json(const LogLine& line);
std::optional<LogLine> line_in(const boost::json::value& value);

}  // namespace desirepath::ingest
