// desirepath-fleet: a simulated organisation that talks to a real collector through the real path.

#include <CLI/CLI.hpp>
#include <atomic>
#include <csignal>
#include <iostream>

#include "tests/fleet/command.h"
#include "tests/fleet/play.h"

namespace {

std::atomic<bool> stopping = false;

int end(const absl::Status& status) {
  if (status.ok()) return 0;
  std::cerr << "desirepath-fleet: " << status.message() << "\n";
  return 1;
}

int print(const std::string& path, std::string (*list)(const desirepath::fleet::Scenario&)) {
  const auto scenario = desirepath::fleet::read_scenario(path);
  if (scenario.ok()) std::cout << list(*scenario);
  return end(scenario.status());
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"A simulated organisation that talks to a real collector through the real path",
               "desirepath-fleet"};
  app.require_subcommand(1);
  std::string scenario;
  CLI::App* departments = app.add_subcommand(
      "departments", "Print the scenario's departments for `departments import`");
  departments->add_option("scenario", scenario, "Scenario file (JSON)")->required();
  CLI::App* standings =
      app.add_subcommand("standings", "Print what the scenario offers for `standings import`");
  standings->add_option("scenario", scenario, "Scenario file (JSON)")->required();

  desirepath::fleet::PlayOptions options;
  CLI::App* play =
      app.add_subcommand("play", "Play the scenario's weeks as windows of a running lab collector");
  play->add_option("--scenario", options.scenario, "Scenario file (JSON)")->required();
  play->add_option("--dir", options.dir, "The collector's folder")->required();
  play->add_option("--state", options.state, "Folder for the devices' state")->required();
  play->add_option("--collector", options.collector, "The program desirepath-collector")
      ->required();
  play->add_option("--truth", options.truth,
                   "Write the facts that were made, counted, to this file (JSON)");
  play->add_option("--frames", options.frames,
                   "Write which device handed in which frame, in order, to this file (CSV)");
  play->add_option("--swap", options.swap, "Let the users of two devices change places: A,B")
      ->delimiter(',')
      ->expected(2);
  play->add_flag("--mishaps", options.mishaps,
                 "Let things go wrong: lost acknowledgements, clones, reinstalls, wrong clocks");
  play->add_option("--threads", options.threads, "Devices at a time (default 4)");
  play->add_flag("--live", options.live, "Go on with the lab's clock after the past weeks");
  CLI11_PARSE(app, argc, argv);

  if (departments->parsed()) return print(scenario, desirepath::fleet::departments_csv);
  if (standings->parsed()) return print(scenario, desirepath::fleet::standings_csv);
  std::signal(SIGINT, [](int) { stopping = true; });
  std::signal(SIGTERM, [](int) { stopping = true; });
  return end(desirepath::fleet::play(options, stopping));
}
