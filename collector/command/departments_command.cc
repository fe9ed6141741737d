#include "collector/command/departments_command.h"

#include <iomanip>
#include <iostream>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "collector/command/deed.h"
#include "collector/curation/curation_database.h"
#include "collector/curation/department_list.h"
#include "collector/policy/atomic_file.h"
#include "collector/policy/lab_policy.h"
#include "proto/policy/floors.h"

namespace desirepath::command {
namespace {

struct ImportOptions {
  std::string file;
  bool preview = false;
};

void print_changes(const std::vector<policy::Department>& before,
                   const std::vector<policy::Department>& after) {
  std::map<std::uint32_t, const policy::Department*> old;
  for (const policy::Department& department : before) old[department.number] = &department;
  for (const policy::Department& department : after) {
    const auto found = old.find(department.number);
    const bool is_new = found == old.end();
    if (is_new) {
      std::cout << "new      " << department.id << " (" << department.devices << " devices)\n";
    } else if (found->second->devices != department.devices ||
               found->second->parent != department.parent ||
               found->second->name != department.name) {
      std::cout << "changed  " << department.id << " (" << found->second->devices << " to "
                << department.devices << " devices)\n";
    }
    if (department.devices < policy::kDepartmentFloor &&
        (is_new || found->second->devices != department.devices)) {
      std::cout << "         fewer than " << policy::kDepartmentFloor
                << " devices: they report as the department above\n";
    }
    old.erase(department.number);
  }
  for (const auto& [number, department] : old) std::cout << "gone     " << department->id << "\n";
}

absl::Status import_departments(const ImportOptions& options, const collector::Settings& settings) {
  const absl::StatusOr<std::string> csv = policy::read_file(options.file);
  if (!csv.ok()) return csv.status();
  absl::StatusOr<curation::CurationDatabase> database =
      curation::CurationDatabase::open(settings.paths.curation_db().string());
  if (!database.ok()) return database.status();
  const absl::StatusOr<std::vector<policy::Department>> known = database->all_departments();
  if (!known.ok()) return known.status();
  const absl::StatusOr<std::vector<policy::Department>> before = database->departments();
  if (!before.ok()) return before.status();
  const absl::StatusOr<std::vector<policy::Department>> after =
      curation::read_departments(*csv, *known);
  if (!after.ok()) {
    return absl::InvalidArgumentError(
        absl::StrCat(options.file, ": nothing was imported\n", after.status().message()));
  }
  print_changes(*before, *after);
  if (options.preview) {
    std::cout << "Nothing was imported; leave out --preview to do it.\n";
    return absl::OkStatus();
  }
  const absl::Status noted = record_deed(*database, "departments-imported", options.file,
                                         {{"departments", after->size()}});
  if (!noted.ok()) return noted;
  if (absl::Status s = database->replace_departments(*after); !s.ok()) return s;
  std::cout << after->size() << " departments imported.\n";
  const absl::StatusOr<bool> lab =
      policy::publish_lab_policy(settings.paths, *database, absl::Now());
  if (!lab.ok()) return lab.status();
  std::cout << (*lab ? "The lab's policy was signed again; it counts from the next window.\n"
                     : "Next: policy draft, so that both sides can sign the new list.\n");
  return absl::OkStatus();
}

absl::Status list_departments(const collector::Settings& settings) {
  absl::StatusOr<curation::CurationDatabase> database = curation::CurationDatabase::open(
      settings.paths.curation_db().string(), store::Mode::kReadOnly);
  if (!database.ok()) return database.status();
  const absl::StatusOr<std::vector<policy::Department>> departments = database->departments();
  if (!departments.ok()) return departments.status();
  std::map<std::uint32_t, std::string> ids;
  std::cout << std::left << std::setw(24) << "id" << std::setw(32) << "name" << std::setw(24)
            << "parent"
            << "devices\n";
  for (const policy::Department& department : *departments) {
    ids[department.number] = department.id;
    std::cout << std::setw(24) << department.id << std::setw(32) << department.name << std::setw(24)
              << ids[department.parent] << department.devices << "\n";
  }
  return absl::OkStatus();
}

}  // namespace

void add_departments_command(CLI::App& app, Invocation& invocation) {
  CLI::App* group = add_group(app, "departments", "the departments devices belong to");
  auto options = std::make_shared<ImportOptions>();
  CLI::App* import = add_command(*group, "import", "replace the list by a CSV file", invocation,
                                 [options](const collector::Settings& settings) {
                                   return import_departments(*options, settings);
                                 });
  import->add_option("FILE", options->file, "columns id, name, parent, devices")->required();
  import->add_flag("--preview", options->preview, "say what would change and do nothing");
  add_command(*group, "list", "print the list", invocation, list_departments);
}

}  // namespace desirepath::command
