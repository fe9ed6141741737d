// desirepath-fleet-judge: plays a scenario without a network and says how much of what was planted
// the cards show.

#include <absl/strings/str_cat.h>

#include <CLI/CLI.hpp>
#include <iostream>

#include "proto/catalog/shipped.h"
#include "tests/fleet/command.h"
#include "tests/fleet/judge.h"

namespace {

int fail(const absl::Status& status) {
  std::cerr << "desirepath-fleet-judge: " << status.message() << "\n";
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  namespace fleet = desirepath::fleet;
  CLI::App app{
      "Plays a scenario and compares the cards with what was planted; prints one JSON object",
      "desirepath-fleet-judge"};
  std::string path;
  std::uint32_t seeds = 1;
  bool brief = false;
  std::vector<std::string> without;
  app.add_option("--scenario", path, "Scenario file (JSON)")->required();
  app.add_option("--seeds", seeds, "Play this many seeds, from the scenario's on (default 1)")
      ->check(CLI::Range(1U, 100000U));
  app.add_option("--without", without,
                 "Inputs the analysis does not get: displacement, days, departments, retention, "
                 "needs");
  app.add_flag("--brief", brief, "Figures only, without the planted needs and the cards");
  CLI11_PARSE(app, argc, argv);

  const auto catalog = desirepath::catalog::Catalog::unpack(desirepath::catalog::shipped());
  if (!catalog.ok()) return fail(catalog.status());
  absl::StatusOr<fleet::Scenario> scenario = fleet::read_scenario(path);
  if (!scenario.ok()) return fail(scenario.status());
  std::vector<fleet::Verdict> verdicts;
  fleet::Scenario each = *scenario;
  for (std::uint32_t n = 0; n < seeds; ++n) {
    each.seed = scenario->seed + n;
    absl::StatusOr<fleet::Verdict> verdict = fleet::judge_scenario(each, *catalog, without);
    if (!verdict.ok())
      return fail(absl::InvalidArgumentError(absl::StrCat(path, ": ", verdict.status().message())));
    if (n == 0) {
      for (const std::string& note : verdict->notes)
        std::cerr << "desirepath-fleet-judge: " << path << ": " << note << "\n";
    }
    verdicts.push_back(*std::move(verdict));
  }
  std::cout << (seeds == 1 ? verdict_json(*scenario, verdicts.front(), !brief)
                           : seeds_json(*scenario, verdicts))
            << "\n";
  return 0;
}
