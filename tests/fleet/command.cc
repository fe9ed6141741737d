#include "tests/fleet/command.h"

#include <absl/strings/ascii.h>
#include <absl/strings/str_cat.h>
#include <absl/strings/str_join.h>

#include <fstream>
#include <sstream>

namespace desirepath::fleet {

absl::StatusOr<Scenario> read_scenario(const std::string& path) {
  std::ifstream file(path);
  if (!file)
    return absl::NotFoundError(absl::StrCat("scenario: cannot read ", path, "; check the path"));
  std::stringstream text;
  text << file.rdbuf();
  absl::StatusOr<Scenario> scenario = parse_scenario(text.str());
  if (!scenario.ok())
    return absl::InvalidArgumentError(absl::StrCat(path, ": ", scenario.status().message()));
  return scenario;
}

std::string department_id(std::string_view name) {
  std::string id(name);
  absl::AsciiStrToLower(&id);
  for (char& letter : id) {
    if (!absl::ascii_isalnum(static_cast<unsigned char>(letter))) letter = '-';
  }
  return id;
}

std::string departments_csv(const Scenario& scenario) {
  std::string csv = "id,name,parent,devices\n";
  for (const ScenarioDepartment& department : scenario.departments) {
    absl::StrAppend(&csv, department_id(department.name), ",", department.name, ",,",
                    department.devices, "\n");
  }
  return csv;
}

std::string standings_csv(const Scenario& scenario) {
  std::string csv = "tool,standing,departments\n";
  for (const Offer& offer : scenario.offered) {
    const std::string departments =
        absl::StrJoin(offer.departments, ";", [](std::string* out, const std::string& name) {
          absl::StrAppend(out, department_id(name));
        });
    absl::StrAppend(&csv, offer.tool, ",sanctioned,", departments, "\n");
  }
  return csv;
}

}  // namespace desirepath::fleet
