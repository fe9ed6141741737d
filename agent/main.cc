#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <cstdio>

#include "agent/command/commands.h"

// `desirepath-agent`: reads what the wire shows, keeps it on the device, and tells anonymous facts
// of it.
int main(int argc, char** argv) {
  CLI::App app(
      "Desirepath agent: sees which tools this machine uses and tells anonymous facts of it.",
      "desirepath-agent");
  app.set_version_flag("--version", "desirepath-agent " DESIREPATH_VERSION);
  app.require_subcommand(1);
  int exit_code = desirepath::command::kDone;
  desirepath::command::add_observe_command(app, exit_code);
  desirepath::command::add_run_command(app, exit_code);
  desirepath::command::add_enroll_command(app, exit_code);
  desirepath::command::add_console_commands(app, exit_code);
  desirepath::command::add_network_page_command(app, exit_code);
  desirepath::command::add_ingest_command(app, exit_code);
  desirepath::command::add_support_bundle_command(app, exit_code);
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& request) {
    return app.exit(request);  // --help and --version
  } catch (const CLI::ParseError& error) {
    app.exit(error);
    return desirepath::command::kBadUsage;
  }
  return exit_code;
}
