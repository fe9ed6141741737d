#pragma once

// The subcommands of `desirepath-agent`, one function a command.
//
// Each function adds its subcommand with options and help to `app`; when the command line chooses
// it, the command runs inside CLI11's callback and leaves its exit code in `exit_code`, which
// outlives the parse. `main` lists them.
//
// Exit codes: kDone, kFailed, kBadUsage. A command says on stderr, in one sentence, what failed and
// the mend.

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <string>

namespace desirepath::command {

constexpr int kDone = 0;
constexpr int kFailed = 1;
constexpr int kBadUsage = 2;

void add_observe_command(CLI::App& app, int& exit_code);
void add_run_command(CLI::App& app, int& exit_code);
void add_enroll_command(CLI::App& app, int& exit_code);
void add_ingest_command(CLI::App& app, int& exit_code);
void add_support_bundle_command(CLI::App& app, int& exit_code);
void add_network_page_command(CLI::App& app, int& exit_code);
// status, ledger, policy, pause, resume, opt-out, opt-in, hand-over, veto, veto-all, forget: all
// ask the running agent.
void add_console_commands(CLI::App& app, int& exit_code);

}  // namespace desirepath::command
