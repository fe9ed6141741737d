// desirepath-collector: collects anonymous facts, publishes what k devices or more share, and shows
// the needs behind.

#include <sys/stat.h>

#include <CLI/CLI.hpp>
#include <exception>
#include <iostream>

#include "collector/command/commands.h"

int main(int argc, char** argv) {
  ::umask(0077);  // keys, databases and the spool are for this account alone
  CLI::App app(
      "Shows which needs stand behind the tools an organisation uses, without showing who.",
      "desirepath-collector");
  app.set_version_flag("--version", std::string("desirepath-collector ") + DESIREPATH_VERSION);
  app.require_subcommand(1);
  desirepath::command::Invocation invocation;
  desirepath::command::add_commands(app, invocation);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  } catch (const std::exception& error) {  // a foreign library's surprise, never a crash
    std::cerr << "desirepath-collector: " << error.what() << "\n";
    return 1;
  }
  return invocation.exit_code;
}
