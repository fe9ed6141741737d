#pragma once

// What a window is published under, and the questions the tables ask it: who is a department, how
// large, what is offered where.
//
// All of it comes from signed documents that were in force in the window, and all of it is public:
// nothing here depends on what devices sent.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "collector/publish/table.h"
#include "proto/catalog/catalog.h"
#include "proto/policy/policy.h"

namespace desirepath::publish {

// The size classes of product.md 5 "Sizes": what an organisation may see at all.
enum class Reach : std::uint8_t { kNothing, kNeedsOnly, kOrganisation, kDepartments };

struct Dictionary {
  policy::Policy policy;
  std::vector<policy::ToolStanding> standings;     // all; those not yet effective are left out
  std::vector<policy::ToolPair> pairs;             // that may be asked about
  std::map<std::uint32_t, std::uint32_t> need_of;  // tool number to need number, of the catalog
  std::string window_name;
  std::uint32_t enrolled = 0;          // 0: the signed headcount is shown
  std::int32_t arrived_permille = -1;  // -1: not known
  bool first_light = false;            // the window is it (first_light.h)
  std::optional<Reach> reach;          // less than the size class would let it see
  std::int64_t fewest_reports = 0;     // nothing is published of a window with fewer
};

// The dictionary of a window named `window_name`, from the verified bundle (as it stood then) and
// its catalog.
Dictionary dictionary_of(const policy::Bundle& bundle, const catalog::Catalog& catalog,
                         const std::string& window_name, std::uint32_t window = 0);

// The fewest devices a tool's base may leave out, unless the policy's k is smaller; none in a lab
// with k = 1, whose figures are not anonymous.
constexpr std::uint32_t kComplement = 5;

Floors floors_of(const policy::Policy& policy);

// A place reports are counted under: a department large enough to exist, or the organisation (0).
struct Place {
  std::uint32_t number = 0;
  std::int64_t headcount = 0;  // signed devices that report under it
};

// Places by number; the organisation is always the first.
std::vector<Place> places_of(const policy::Policy& policy);

std::int64_t headcount_of(const policy::Policy& policy);

// Where a tool is offered (sanctioned or piloting), among `places`.
struct Offer {
  std::vector<bool> at;  // by index of the place
  bool everywhere = false;
  bool anywhere = false;
};

Offer offer_of(const Dictionary& dictionary, const std::vector<Place>& places, std::uint32_t tool,
               std::uint32_t window);

Reach reach_of(const policy::Policy& policy);

}  // namespace desirepath::publish
