#include "collector/curation/sight.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

namespace desirepath::curation {
namespace {

constexpr std::string_view kOrganisation = "organisation";
constexpr std::string_view kSome = "departments ";

const policy::Department* find(const Departments& listed, const std::string& id) {
  const auto found = std::find_if(listed.begin(), listed.end(),
                                  [&](const policy::Department& one) { return one.id == id; });
  return found == listed.end() ? nullptr : &*found;
}

}  // namespace

bool Sight::shows(std::string_view department) const {
  if (organisation_only) return false;
  return departments.empty() ||
         std::find(departments.begin(), departments.end(), department) != departments.end();
}

std::string_view sees_word(const Sight& sight) {
  if (sight.organisation_only) return kOrganisation;
  return sight.departments.empty() ? "everything" : "departments";
}

std::string sight_text(const Sight& sight) {
  if (sight.organisation_only) return std::string(kOrganisation);
  if (sight.departments.empty()) return "";
  return absl::StrCat(std::string(kSome), absl::StrJoin(sight.departments, ","));
}

Sight parse_sight(std::string_view text) {
  if (text.empty()) return {};
  if (!text.starts_with(kSome)) return {true, {}};
  const std::string ids(text.substr(kSome.size()));
  Sight sight{false, absl::StrSplit(ids, ',', absl::SkipWhitespace())};
  if (sight.departments.empty()) return {true, {}};
  return sight;
}

absl::Status check_sight(const Sight& sight, const Departments& listed) {
  if (sight.organisation_only && !sight.departments.empty()) {
    return absl::InvalidArgumentError(
        "whoever leads a department sees the organisation's figures; name no departments beside");
  }
  for (const std::string& id : sight.departments) {
    const policy::Department* department = find(listed, id);
    if (department == nullptr) {
      return absl::InvalidArgumentError(
          absl::StrCat("department ", id, ": give the id of one on the list"));
    }
    if (department->devices < kSmallestSight) {
      return absl::InvalidArgumentError(
          absl::StrCat("department ", id, ": nobody is limited to fewer than ", kSmallestSight,
                       " devices; take the department above it, or leave the person unlimited"));
    }
  }
  return absl::OkStatus();
}

Sight sight_now(const Sight& sight, const Departments& listed) {
  if (sight.organisation_only || sight.departments.empty()) return sight;
  Sight left;
  for (const std::string& id : sight.departments) {
    const policy::Department* department = find(listed, id);
    if (department != nullptr && department->devices >= kSmallestSight) {
      left.departments.push_back(id);
    }
  }
  left.organisation_only = left.departments.empty();
  return left;
}

}  // namespace desirepath::curation
