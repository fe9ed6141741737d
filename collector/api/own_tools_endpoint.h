#pragma once

// `/api/v1/catalog/own-tools`: GET lists, POST adds or changes, DELETE …/{id} drops.
//
// The entrance has let the person in before. What is added is a body of the type kTextproto, which
// no form of another site can send.
//
// Errors: problem details: 400 the entry's faults, 404 no such tool, 409, 415.
// Threads: one at a time.

#include <string>
#include <string_view>

#include "collector/api/exchange.h"
#include "collector/api/own_tools.h"
#include "collector/api/person.h"

namespace desirepath::api {

constexpr std::string_view kTextproto = "application/x-textproto";

Response list_own_tools(const OwnTools& tools);
Response add_own_tools(const OwnTools& tools, const Person& by, const Request& request);
Response drop_own_tool(const OwnTools& tools, const Person& by, const std::string& id);

}  // namespace desirepath::api
