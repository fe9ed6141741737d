#pragma once

// The organisation's notices as JSON for the page on the device and the command `notices`, and as
// lines for people.
//
//   {"notices":[{"number","kind":"care|rule","tools":[names],"words","legal_basis","use_instead",
//    "ends"}]}                                   those that are due
//   [{"number","kind","words","first","last","days_shown","understood"}]   in the ledger
//
// Times are unix seconds. Threads: pure functions.

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <cstdint>
#include <string>
#include <vector>

#include "proto/catalog/catalog.h"
#include "proto/fields/field_register.h"
#include "proto/policy/notice.h"

namespace desirepath::console {

boost::json::object notices_to_json(const std::vector<policy::Notice>& due,
                                    const catalog::Catalog& catalog, fields::Language language);

std::string notices_to_text(const boost::json::object& notices);

// A line each of the ledger's "notices"; empty where there is none.
std::string shown_notices_to_text(const boost::json::object& ledger);

}  // namespace desirepath::console
