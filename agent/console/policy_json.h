#pragma once

// The signed policy as JSON, and as lines for people: what is asked, of whom, who holds which key.
//
// `Desk` gives it to the command `policy`. The hash is the same on every device of the
// organisation: compare it with a colleague's.
//
// Source: privacy.md, 3e "Questions". Threads: pure functions.

#include <boost/json/object.hpp>
#include <string>

#include "absl/time/time.h"
#include "proto/fields/field_register.h"
#include "proto/policy/policy.h"
#include "proto/policy/validity.h"

namespace desirepath::console {

// `bundle` and `in_force` may be null.
boost::json::object policy_to_json(const policy::Bundle* bundle, const policy::Policy* in_force,
                                   policy::Validity validity, absl::Time now,
                                   fields::Language language = fields::Language::kEnglish);

std::string policy_to_text(const boost::json::object& policy);

}  // namespace desirepath::console
