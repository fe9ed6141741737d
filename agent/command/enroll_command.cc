#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "agent/command/commands.h"
#include "agent/command/settings_options.h"
#include "agent/state_folder.h"
#include "agent/uplink_child.h"

namespace desirepath::command {
namespace {

struct EnrollOptions {
  SettingsOptions settings;
  std::string gate;
  std::string token;
  std::string authority;
};

// The program that has the network does it; it takes this one's place, and its exit code is ours.
int enroll(const EnrollOptions& options) {
  const absl::StatusOr<agent::Settings> settings = read(options.settings);
  if (!settings.ok()) return say(settings.status(), kBadUsage);
  std::vector<std::string> words = {agent::uplink_program(settings->uplink_program),
                                    "enroll",
                                    "--gate",
                                    options.gate,
                                    "--token",
                                    options.token,
                                    "--state",
                                    settings->state_dir};
  if (!options.authority.empty()) words.insert(words.end(), {"--ca", options.authority});
  if (absl::Status status = agent::make_state_folder(settings->state_dir); !status.ok()) {
    return say(status, kFailed);
  }
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  execv(arguments[0], arguments.data());
  return say(absl::NotFoundError(absl::StrCat(words[0], ": cannot start: ", std::strerror(errno),
                                              "; set uplink_program to where it is")),
             kFailed);
}

}  // namespace

void add_enroll_command(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<EnrollOptions>();
  CLI::App* command =
      app.add_subcommand("enroll", "Make this device known to the gate, with a join token");
  add_settings_options(*command, options->settings);
  command->add_option("--gate", options->gate, "HOST:PORT of the gate")->required();
  command->add_option("--token", options->token, "The join token")->required();
  command->add_option(
      "--ca", options->authority,
      "The gate's authority (PEM), to be trusted before the token's hash is checked");
  command->callback([options, &exit_code] { exit_code = enroll(*options); });
}

}  // namespace desirepath::command
