#include "collector/command/standings_command.h"

#include <iomanip>
#include <iostream>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "collector/command/deed.h"
#include "collector/command/figures.h"
#include "collector/curation/curation_database.h"
#include "collector/curation/standing_list.h"
#include "collector/policy/atomic_file.h"
#include "collector/policy/publication.h"
#include "proto/catalog/catalog.h"
#include "proto/policy/standing.h"

namespace desirepath::command {
namespace {

struct ImportOptions {
  std::string file;
  std::string by = "command line";
  bool preview = false;
};

class Names {
 public:
  static absl::StatusOr<Names> load(curation::CurationDatabase& database,
                                    const collector::Settings& settings) {
    absl::StatusOr<catalog::Catalog> catalog = catalog_for_reports(settings);
    if (!catalog.ok()) return catalog.status();
    absl::StatusOr<std::vector<policy::Department>> departments = database.all_departments();
    if (!departments.ok()) return departments.status();
    return Names(*std::move(catalog), *std::move(departments));
  }

  [[nodiscard]] const catalog::Catalog& catalog() const { return catalog_; }

  void print(const curation::StandingDecision& decision) const {
    const catalog::Tool* tool = catalog_.tool(decision.tool);
    for (const curation::ScopedStanding& scoped : decision.scopes) {
      std::cout << std::left << std::setw(32)
                << (tool == nullptr ? absl::StrCat(decision.tool) : std::string(tool->id))
                << std::setw(14) << policy::standing_word(scoped.standing)
                << department(scoped.department) << "\n";
    }
  }

 private:
  Names(catalog::Catalog catalog, std::vector<policy::Department> departments)
      : catalog_(std::move(catalog)), departments_(std::move(departments)) {}

  [[nodiscard]] std::string department(std::uint32_t number) const {
    if (number == policy::kOrganisation) return "everyone";
    for (const policy::Department& department : departments_) {
      if (department.number == number) return department.id;
    }
    return absl::StrCat("department ", number);
  }

  catalog::Catalog catalog_;
  std::vector<policy::Department> departments_;
};

absl::Status import_standings(const ImportOptions& options, const collector::Settings& settings) {
  const absl::StatusOr<std::string> csv = policy::read_file(options.file);
  if (!csv.ok()) return csv.status();
  absl::StatusOr<curation::CurationDatabase> database =
      curation::CurationDatabase::open(settings.paths.curation_db().string());
  if (!database.ok()) return database.status();
  const absl::StatusOr<Names> names = Names::load(*database, settings);
  if (!names.ok()) return names.status();
  const absl::StatusOr<std::vector<policy::Department>> departments = database->departments();
  if (!departments.ok()) return departments.status();
  const absl::Time now = absl::Now();
  // Before the first policy there is no window: what is said counts from the first one.
  const absl::StatusOr<std::uint32_t> window = policy::next_window(settings.paths, now);
  if (!window.ok() && !absl::IsNotFound(window.status())) return window.status();
  absl::StatusOr<std::vector<curation::StandingDecision>> decisions =
      curation::read_standings(*csv, names->catalog(), *departments, window.value_or(0));
  if (!decisions.ok()) {
    return absl::InvalidArgumentError(
        absl::StrCat(options.file, ": nothing was imported\n", decisions.status().message()));
  }
  for (curation::StandingDecision& decision : *decisions) {
    decision.decided = absl::ToUnixSeconds(now);
    decision.by = options.by;
    if (options.preview) names->print(decision);
  }
  if (options.preview) {
    std::cout << "Nothing was imported; leave out --preview to do it.\n";
    return absl::OkStatus();
  }
  const absl::Status noted = record_deed(*database, "standings-imported", options.file,
                                         {{"by", options.by}, {"tools", decisions->size()}});
  if (!noted.ok()) return noted;
  if (absl::Status s = database->add_decisions(*decisions); !s.ok()) return s;
  std::cout << decisions->size() << " tools have a standing now.\n";
  if (!window.ok()) return absl::OkStatus();
  if (absl::Status s = policy::publish_standings(settings.paths, *database, now); !s.ok()) return s;
  std::cout << "Signed and handed to all devices; it counts from the next window.\n";
  return absl::OkStatus();
}

absl::Status list_standings(const collector::Settings& settings) {
  absl::StatusOr<curation::CurationDatabase> database = curation::CurationDatabase::open(
      settings.paths.curation_db().string(), store::Mode::kReadOnly);
  if (!database.ok()) return database.status();
  const absl::StatusOr<Names> names = Names::load(*database, settings);
  if (!names.ok()) return names.status();
  const absl::StatusOr<std::vector<curation::StandingDecision>> history = database->history();
  if (!history.ok()) return history.status();
  std::map<std::uint32_t, const curation::StandingDecision*> last;
  for (const curation::StandingDecision& decision : *history) last[decision.tool] = &decision;
  for (const auto& [tool, decision] : last) names->print(*decision);
  return absl::OkStatus();
}

}  // namespace

void add_standings_command(CLI::App& app, Invocation& invocation) {
  CLI::App* group = add_group(app, "standings", "the organisation's word on tools");
  auto options = std::make_shared<ImportOptions>();
  CLI::App* import = add_command(*group, "import", "decide on the tools of a CSV file", invocation,
                                 [options](const collector::Settings& settings) {
                                   return import_standings(*options, settings);
                                 });
  import->add_option("FILE", options->file, "columns tool, standing, departments")->required();
  import->add_option("--by", options->by, "who decided, for the history")->capture_default_str();
  import->add_flag("--preview", options->preview, "say what would be decided and do nothing");
  add_command(*group, "list", "print the decision in force for each tool", invocation,
              list_standings);
}

}  // namespace desirepath::command
