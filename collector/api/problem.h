#pragma once

// `problem` makes the answer to a request that is not answered: RFC 9457 problem details.
//
// Every endpoint and the server use it, so a client finds the same four members everywhere:
// `type` (a path that openapi.yaml explains), `title`, `status`, `detail` (one sentence with the
// mend). `problem_of` maps a provider's status; see provider.h for the table.

#include <string_view>

#include "absl/status/status.h"
#include "collector/api/exchange.h"

namespace desirepath::api {

Response problem(unsigned status, std::string_view slug, std::string_view title,
                 std::string_view detail);

Response problem_of(const absl::Status& status);

}  // namespace desirepath::api
