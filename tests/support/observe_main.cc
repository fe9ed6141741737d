// `observe` without the rest of the agent: what tests/run --captures builds with the sanitizers.

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include "agent/command/commands.h"

int main(int argc, char** argv) {
  CLI::App app("Reads captures, as desirepath-agent does.", "desirepath-observe");
  app.require_subcommand(1);
  int exit_code = desirepath::command::kDone;
  desirepath::command::add_observe_command(app, exit_code);
  CLI11_PARSE(app, argc, argv);
  return exit_code;
}
