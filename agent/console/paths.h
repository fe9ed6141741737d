#pragma once

// "My paths": the person's own last 28 days by need and tool, drawn on the machine and never sent.
//
// `Desk` answers {"ask":"paths"} with them; the page on the device draws them. They are made from
// the diary alone: beside each need stands what the organisation offers for it, from the signed
// standings. Days on which another account was at the machine, or several, are left out: they are
// not this person's (privacy.md, Decisions 7).
//
// A day is one letter, oldest first: 'u' used · 'g' looked in as a guest · 'l' no further than the
// login · '.' nothing, or not this person's. Units: the calendar's days; in a lab a seventh of a
// window. Threads: pure functions.

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <cstdint>
#include <string>
#include <vector>

#include "agent/diary/snapshot.h"
#include "proto/catalog/catalog.h"
#include "proto/fields/field_register.h"
#include "proto/policy/policy.h"

namespace desirepath::console {

constexpr std::int32_t kPathDays = 28;

struct ToolPath {
  std::string id;
  std::string name;
  policy::Standing standing = policy::Standing::kUnreviewed;
  std::string days;  // kPathDays letters
};

struct NeedPath {
  std::string id;
  std::string name;
  std::vector<ToolPath> tools;       // most days first
  std::vector<std::string> offered;  // names of what this department is offered for the need
};

// What the organisation says, as it holds for this device now.
struct Offer {
  const policy::Policy& policy;
  const std::vector<policy::ToolStanding>& standings;
  std::uint32_t department = policy::kOrganisation;
  std::uint32_t window = 0;
  fields::Language language = fields::Language::kEnglish;
};

// Needs with any day, most days first. `account` is who asks.
std::vector<NeedPath> own_paths(const diary::Snapshot& snapshot, const catalog::Catalog& catalog,
                                const Offer& offer, std::uint32_t account);

boost::json::object paths_to_json(const std::vector<NeedPath>& paths);

// What the organisation says about needs: [{"need","name","state":"done|not-yet","words"}]. The
// same for everybody, whatever their own paths.
boost::json::array answers_to_json(const std::vector<policy::Answer>& answers,
                                   const catalog::Catalog& catalog, fields::Language language);

}  // namespace desirepath::console
