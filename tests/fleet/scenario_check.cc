#include "tests/fleet/scenario_check.h"

#include <absl/strings/str_cat.h>

#include <algorithm>

namespace desirepath::fleet {
namespace {

absl::Status refuse(const std::string& where, const std::string& why) {
  return absl::InvalidArgumentError(absl::StrCat("scenario: ", where, " ", why));
}

bool holds(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

absl::Status check_departments(const Scenario& scenario, const std::string& where,
                               const std::vector<std::string>& names) {
  for (const std::string& name : names) {
    const bool known =
        std::any_of(scenario.departments.begin(), scenario.departments.end(),
                    [&](const ScenarioDepartment& each) { return each.name == name; });
    if (!known)
      return refuse(absl::StrCat(where, ".departments"),
                    absl::StrCat("names \"", name, "\", which is not in departments"));
  }
  return absl::OkStatus();
}

absl::Status check_tool(const catalog::Catalog& catalog, const std::string& where,
                        const std::string& id, const std::string& need) {
  const catalog::Tool* tool = catalog.tool_by_id(id);
  if (tool == nullptr) {
    return refuse(where,
                  absl::StrCat("names no tool \"", id, "\" of the catalog; use an id of it"));
  }
  const catalog::Need* own = catalog.need(tool->need);
  if (own == nullptr || std::string(own->id) == need) return absl::OkStatus();
  return refuse(where,
                absl::StrCat("names \"", id, "\", which is a tool of \"", std::string(own->id),
                             "\" in the catalog, not of \"", need, "\""));
}

absl::Status check_need(const catalog::Catalog& catalog, const std::string& where,
                        const std::string& need) {
  if (catalog.need_by_id(need) != nullptr) return absl::OkStatus();
  return refuse(absl::StrCat(where, ".need"),
                absl::StrCat("names no need \"", need, "\" of the catalog; use an id of it"));
}

absl::Status check_entries(const catalog::Catalog& catalog, const Scenario& scenario) {
  for (std::size_t i = 0; i < scenario.offered.size(); ++i) {
    const Offer& offer = scenario.offered[i];
    const std::string where = absl::StrCat("offered[", i, "]");
    if (absl::Status s = check_need(catalog, where, offer.need); !s.ok()) return s;
    if (absl::Status s = check_tool(catalog, absl::StrCat(where, ".tool"), offer.tool, offer.need);
        !s.ok())
      return s;
    if (absl::Status s = check_departments(scenario, where, offer.departments); !s.ok()) return s;
  }
  for (std::size_t i = 0; i < scenario.needs.size(); ++i) {
    const PlantedNeed& need = scenario.needs[i];
    const std::string where = absl::StrCat("needs[", i, "]");
    if (absl::Status s = check_need(catalog, where, need.need); !s.ok()) return s;
    if (absl::Status s = check_departments(scenario, where, need.departments); !s.ok()) return s;
    for (const std::string& tool : need.tools) {
      if (absl::Status s = check_tool(catalog, absl::StrCat(where, ".tools"), tool, need.need);
          !s.ok())
        return s;
    }
  }
  return absl::OkStatus();
}

// True where some tool of the need is offered to a department the need is planted in.
bool offered_there(const Scenario& scenario, const PlantedNeed& need) {
  return std::any_of(scenario.offered.begin(), scenario.offered.end(), [&](const Offer& offer) {
    if (offer.need != need.need) return false;
    if (offer.departments.empty() || need.departments.empty()) return true;
    return std::any_of(need.departments.begin(), need.departments.end(),
                       [&](const std::string& name) { return holds(offer.departments, name); });
  });
}

void note_causes(const Scenario& scenario, std::vector<std::string>& notes) {
  for (std::size_t i = 0; i < scenario.needs.size(); ++i) {
    const PlantedNeed& need = scenario.needs[i];
    const std::string where = absl::StrCat("needs[", i, "]: ");
    const bool anywhere = std::any_of(scenario.offered.begin(), scenario.offered.end(),
                                      [&](const Offer& each) { return each.need == need.need; });
    if (need.cause == Cause::kAbsent && anywhere)
      notes.push_back(absl::StrCat(where, "absent, but something is offered for ", need.need));
    const bool asks_offer = need.cause == Cause::kUnknown || need.cause == Cause::kUnfit ||
                            need.cause == Cause::kUnconnected;
    if ((asks_offer && !offered_there(scenario, need)) ||
        (need.cause == Cause::kInaccessible && !anywhere)) {
      notes.push_back(absl::StrCat(where, std::string(cause_name(need.cause)),
                                   ", but nothing is offered for ", need.need));
    }
    for (const Offer& offer : scenario.offered) {
      if (holds(need.tools, offer.tool))
        notes.push_back(absl::StrCat(where, offer.tool, " is offered too"));
    }
  }
}

}  // namespace

std::uint32_t devices_in(const Scenario& scenario, const std::vector<std::string>& departments) {
  std::uint32_t devices = 0;
  for (const ScenarioDepartment& each : scenario.departments) {
    if (departments.empty() || holds(departments, each.name)) devices += each.devices;
  }
  return devices;
}

absl::StatusOr<std::vector<std::string>> check_scenario(const catalog::Catalog& catalog,
                                                        Scenario& scenario) {
  if (absl::Status status = check_entries(catalog, scenario); !status.ok()) return status;
  std::vector<std::string> notes = scenario.notes;
  for (std::size_t i = 0; i < scenario.needs.size(); ++i) {
    PlantedNeed& need = scenario.needs[i];
    const std::uint32_t room = devices_in(scenario, need.departments);
    if (need.affected <= room) continue;
    notes.push_back(absl::StrCat("needs[", i, "].affected: ", need.affected, " of ", room,
                                 " devices, taken as ", room));
    need.affected = room;
  }
  note_causes(scenario, notes);
  return notes;
}

}  // namespace desirepath::fleet
