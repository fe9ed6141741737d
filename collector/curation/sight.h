#pragma once

// `Sight` is how much of the departments a person may see. A plain value, kept as a text with the
// person.
//
//   ""                        everything
//   "organisation"            whoever leads a department: figures of the whole organisation, no
//                             department's, and so not those of the own one
//   "departments sales,design"  the organisation's needs, and the tools of these departments only
//
// An admin sets it (workplace/people_desk.h, `user limit`), the reports and desks keep to it. Only
// viewers and curators are limited: the other roles see no department's tools at all, or all of
// them by their office.
//
// Limit: a department has at least kSmallestSight devices, so that nobody is shown a handful of
// people he sits with. It is checked when it is set and again whenever somebody comes, as lists
// change; whoever is left with none sees the organisation.
//
// Source: product.md, section 6 (roles). Errors: kInvalidArgument with the mend. Threads: pure.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "proto/policy/policy.h"

namespace desirepath::curation {

constexpr std::uint32_t kSmallestSight = 50;  // devices of a department

struct Sight {
  bool organisation_only = false;
  std::vector<std::string> departments = {};  // ids; empty: no limit to departments

  [[nodiscard]] bool limited() const { return organisation_only || !departments.empty(); }
  [[nodiscard]] bool shows(std::string_view department) const;
  friend bool operator==(const Sight&, const Sight&) = default;
};

// "everything", "organisation" or "departments", as the API has it.
std::string_view sees_word(const Sight& sight);

std::string sight_text(const Sight& sight);
// An unknown text shows the least.
Sight parse_sight(std::string_view text);

using Departments = std::vector<policy::Department>;

// Whether it may be given: every department is on the list and large enough.
absl::Status check_sight(const Sight& sight, const Departments& listed);
// What is left of it by today's list.
Sight sight_now(const Sight& sight, const Departments& listed);

}  // namespace desirepath::curation
