#include "collector/publish/dictionary.h"

#include <algorithm>

#include "proto/policy/department.h"
#include "proto/policy/standing.h"

namespace desirepath::publish {
namespace {

constexpr std::int64_t kSmallest = 25;           // below: "few enough to ask each other"
constexpr std::int64_t kSmallestWithTools = 50;  // below, in profile small: needs only

}  // namespace

Dictionary dictionary_of(const policy::Bundle& bundle, const catalog::Catalog& catalog,
                         const std::string& window_name, std::uint32_t window) {
  Dictionary dictionary;
  dictionary.policy = bundle.policy;
  dictionary.standings = bundle.standings;
  dictionary.pairs = bundle.pairs;
  for (const catalog::Tool& tool : catalog.tools()) dictionary.need_of[tool.number] = tool.need;
  dictionary.window_name = window_name;
  const std::optional<policy::FirstLight>& light = bundle.policy.first_light;
  dictionary.first_light = light && light->window == window;
  return dictionary;
}

Floors floors_of(const policy::Policy& policy) {
  Floors floors;
  floors.k = std::max(policy.k, 1U);
  floors.department = policy::department_floor(policy);
  floors.complement = floors.k == 1 ? 0 : std::min(kComplement, floors.k);
  return floors;
}

std::vector<Place> places_of(const policy::Policy& policy) {
  std::map<std::uint32_t, std::int64_t> headcounts{{policy::kOrganisation, 0}};
  for (const policy::Department& department : policy.departments) {
    headcounts[policy::effective_department(policy, department.number)] += department.devices;
  }
  std::vector<Place> places;
  for (const auto& [number, headcount] : headcounts) places.push_back({number, headcount});
  return places;
}

std::int64_t headcount_of(const policy::Policy& policy) {
  std::int64_t all = 0;
  for (const policy::Department& department : policy.departments) all += department.devices;
  return all;
}

Offer offer_of(const Dictionary& dictionary, const std::vector<Place>& places, std::uint32_t tool,
               std::uint32_t window) {
  Offer offer;
  offer.everywhere = true;
  for (const Place& place : places) {
    const bool here = policy::is_offered(policy::standing_of(
        dictionary.standings, dictionary.policy.departments, tool, place.number, window));
    offer.at.push_back(here);
    offer.everywhere = offer.everywhere && here;
    offer.anywhere = offer.anywhere || here;
  }
  return offer;
}

Reach reach_of(const policy::Policy& policy) {
  if (policy.lab()) return Reach::kDepartments;
  const std::int64_t headcount = headcount_of(policy);
  if (headcount < kSmallest) return Reach::kNothing;
  if (policy.profile != policy::Profile::kSmall) return Reach::kDepartments;
  return headcount < kSmallestWithTools ? Reach::kNeedsOnly : Reach::kOrganisation;
}

}  // namespace desirepath::publish
