#pragma once

// The commands of desirepath-collector: what each command file registers with, and the list of all
// of them.
//
// A file x_command.{h,cc} exports `void add_x_command(CLI::App& app, Invocation& invocation)`, and
// `add_commands` (commands.cc) calls it. In it, `add_command` makes a subcommand that knows
// --config and --dir:
//
//   void add_token_command(CLI::App& app, Invocation& invocation) {
//     CLI::App* token = add_group(app, "token", "join tokens of devices");
//     auto uses = std::make_shared<int>(1);
//     CLI::App* create = add_command(*token, "create", "make a join token", invocation,
//                                    [uses](const collector::Settings& settings) { return
//                                    create_token(…); });
//     create->add_option("--uses", *uses, "how many devices may join with it");
//   }
//
// A command prints its result on stdout and returns a status; the caller prints the status' message
// on stderr. Exit codes: 0 ok · 1 failed · 2 bad usage or config (kInvalidArgument, or settings
// that do not load).

#include <CLI/CLI.hpp>
#include <functional>
#include <string>

#include "absl/status/status.h"
#include "collector/settings.h"

namespace desirepath::command {

struct Invocation {
  std::string config;  // --config
  std::string dir;     // --dir: DIR/collector.toml
  int exit_code = 0;
};

using Run = std::function<absl::Status(const collector::Settings&)>;

// A subcommand that only holds others.
CLI::App* add_group(CLI::App& parent, const std::string& name, const std::string& description);

// A subcommand that loads the settings and runs; one line of error text and the exit code are seen
// to.
CLI::App* add_command(CLI::App& parent, const std::string& name, const std::string& description,
                      Invocation& invocation, Run run);

// The same for a command that works without settings (init, catalog check, policy sign).
CLI::App* add_bare_command(CLI::App& parent, const std::string& name,
                           const std::string& description, Invocation& invocation,
                           std::function<absl::Status()> run);

// The file that --config, --dir or the default names.
std::filesystem::path config_file(const Invocation& invocation);

int exit_code_of(const absl::Status& status);

void add_commands(CLI::App& app, Invocation& invocation);

}  // namespace desirepath::command
