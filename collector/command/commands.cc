#include "collector/command/commands.h"

#include <iostream>
#include <utility>

#include "absl/status/statusor.h"
#include "collector/command/answer_command.h"
#include "collector/command/audit_command.h"
#include "collector/command/authority_command.h"
#include "collector/command/backup_command.h"
#include "collector/command/catalog_command.h"
#include "collector/command/departments_command.h"
#include "collector/command/device_command.h"
#include "collector/command/init_command.h"
#include "collector/command/notice_command.h"
#include "collector/command/policy_command.h"
#include "collector/command/prove_command.h"
#include "collector/command/report_command.h"
#include "collector/command/retire_command.h"
#include "collector/command/rules_command.h"
#include "collector/command/serve_command.h"
#include "collector/command/standings_command.h"
#include "collector/command/status_command.h"
#include "collector/command/support_bundle_command.h"
#include "collector/command/token_command.h"
#include "collector/command/tools_command.h"
#include "collector/command/user_command.h"
#include "collector/command/window_command.h"
#include "proto/account/folder_owner.h"

namespace desirepath::command {
namespace {

int finish(const absl::Status& status) {
  std::cout.flush();
  if (!status.ok()) std::cerr << "desirepath-collector: " << status.message() << "\n";
  return exit_code_of(status);
}

}  // namespace

CLI::App* add_group(CLI::App& parent, const std::string& name, const std::string& description) {
  CLI::App* group = parent.add_subcommand(name, description);
  group->require_subcommand(1);
  return group;
}

CLI::App* add_bare_command(CLI::App& parent, const std::string& name,
                           const std::string& description, Invocation& invocation,
                           std::function<absl::Status()> run) {
  CLI::App* leaf = parent.add_subcommand(name, description);
  leaf->callback([&invocation, run = std::move(run)] { invocation.exit_code = finish(run()); });
  return leaf;
}

CLI::App* add_command(CLI::App& parent, const std::string& name, const std::string& description,
                      Invocation& invocation, Run run) {
  CLI::App* leaf = parent.add_subcommand(name, description);
  CLI::Option* config =
      leaf->add_option("--config", invocation.config,
                       "settings file (default " + std::string(collector::kDefaultConfig) + ")");
  leaf->add_option("--dir", invocation.dir, "a folder that init made: its collector.toml")
      ->excludes(config);
  leaf->callback([&invocation, run = std::move(run)] {
    const absl::StatusOr<collector::Settings> settings =
        collector::load_settings(config_file(invocation));
    if (!settings.ok()) {
      finish(settings.status());
      invocation.exit_code = 2;
      return;
    }
    const absl::Status became = account::become_owner_of(settings->paths.data_dir);
    invocation.exit_code = finish(became.ok() ? run(*settings) : became);
  });
  return leaf;
}

std::filesystem::path config_file(const Invocation& invocation) {
  if (!invocation.dir.empty()) return std::filesystem::path(invocation.dir) / "collector.toml";
  return invocation.config.empty() ? std::filesystem::path(collector::kDefaultConfig)
                                   : std::filesystem::path(invocation.config);
}

int exit_code_of(const absl::Status& status) {
  if (status.ok()) return 0;
  return absl::IsInvalidArgument(status) ? 2 : 1;
}

// One line a command: the list is the order of --help.
void add_commands(CLI::App& app, Invocation& invocation) {
  add_init_command(app, invocation);
  add_serve_command(app, invocation);
  add_status_command(app, invocation);
  add_departments_command(app, invocation);
  add_standings_command(app, invocation);
  add_answer_command(app, invocation);
  add_policy_command(app, invocation);
  add_notice_command(app, invocation);
  add_rules_command(app, invocation);
  add_tools_command(app, invocation);
  add_user_command(app, invocation);
  add_token_command(app, invocation);
  add_device_command(app, invocation);
  add_authority_command(app, invocation);
  add_prove_command(app, invocation);
  add_window_command(app, invocation);
  add_report_command(app, invocation);
  add_audit_commands(app, invocation);
  add_backup_commands(app, invocation);
  add_support_bundle_command(app, invocation);
  add_retire_command(app, invocation);
  add_catalog_command(app, invocation);
}

}  // namespace desirepath::command
