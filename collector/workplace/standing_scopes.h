#pragma once

// What a decision on tools says, between the JSON of openapi.yaml (`Scope`) and curation.db.
//
// The desk of one tool and the desk of many use it. A person limited to departments decides for
// these alone: what was decided for everybody else stays as it was, and may be said again.
//
// Errors: kInvalidArgument names the member and the mend; kPermissionDenied: not for this person.

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "collector/curation/sight.h"
#include "collector/curation/standing_decision.h"
#include "collector/workplace/ground.h"
#include "collector/workplace/office.h"

namespace desirepath::workplace {

using Scopes = std::vector<curation::ScopedStanding>;

boost::json::array scopes_json(const Scopes& scopes, const curation::Departments& all);
// "sanctioned; restricted for sales": for the audit chain.
std::string scopes_summary(const Scopes& scopes, const curation::Departments& all);

absl::StatusOr<Scopes> scopes_in(const boost::json::object& body,
                                 const curation::Departments& listed);
absl::StatusOr<std::string> reason_in(const boost::json::object& body);

// `given` by a person, on top of what was decided `before`.
absl::StatusOr<Scopes> scopes_by(const curation::Sight& sight, const Scopes& before, Scopes given,
                                 const curation::Departments& listed);

// kNotFound: not in the catalog in force.
absl::StatusOr<const catalog::Tool*> tool_of(const Ground& ground, const std::string& id);

// The window from which a decision of now counts, and when it can be seen.
boost::json::object next_json(const Office& office, const Ground& ground);
// A decision of before the first policy counts from the first window: it has no name.
boost::json::value window_json(const Ground& ground, std::uint32_t window);
boost::json::array departments_json(const curation::Departments& listed);

}  // namespace desirepath::workplace
