#pragma once

// `/api/v1/catalog/own-tools`: GET lists, POST adds or changes, DELETE …/{id} drops.
//
// Reading is as open as the reports. Changing takes the name and password of a curator (RFC 7617),
// a body of the type kTextproto, which no form of another site can send, and no foreign Origin.
//
// Errors: problem details: 400 the entry's faults, 401, 403, 404 no such tool, 409, 415.
// Threads: one at a time.

#include <optional>
#include <string_view>

#include "collector/api/exchange.h"
#include "collector/api/own_tools.h"

namespace desirepath::api {

constexpr std::string_view kOwnToolsPath = "/api/v1/catalog/own-tools";
constexpr std::string_view kTextproto = "application/x-textproto";

// Nothing when `path` is not one of these.
std::optional<Response> own_tools(const OwnTools& tools, std::string_view path,
                                  const Request& request);

}  // namespace desirepath::api
