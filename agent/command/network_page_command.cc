#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "agent/command/commands.h"
#include "agent/command/settings_options.h"
#include "agent/own_program.h"
#include "agent/state_folder.h"

namespace desirepath::command {
namespace {

struct PageOptions {
  SettingsOptions settings;
  std::string listen;
  std::vector<std::string> names;
};

// Becomes the page's program.
int run(const PageOptions& options) {
  const absl::StatusOr<agent::Settings> settings = read(options.settings);
  if (!settings.ok()) return say(settings.status(), kBadUsage);
  if (settings->gateway.empty()) {
    return say(absl::InvalidArgumentError(
                   "this machine is no gateway; name its label in agent.toml: gateway = \"…\""),
               kBadUsage);
  }
  const std::string program = agent::own_program("desirepath-network-page");
  std::vector<std::string> words = {program, "--socket", agent::console_socket(settings->state_dir),
                                    "--listen", options.listen};
  for (const std::string& name : options.names) words.insert(words.end(), {"--name", name});
  std::vector<char*> arguments;
  for (std::string& each : words) arguments.push_back(each.data());
  arguments.push_back(nullptr);
  execv(program.c_str(), arguments.data());
  return say(absl::NotFoundError(absl::StrCat("the page's program cannot be started: ", program,
                                              ": ", std::strerror(errno),
                                              "; install desirepath-network-page there")),
             kFailed);
}

}  // namespace

void add_network_page_command(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<PageOptions>();
  CLI::App* command = app.add_subcommand(
      "network-page",
      "On a gateway: the page that explains it on its networks and takes opt-outs; without it the "
      "gateway counts nothing");
  add_settings_options(*command, options->settings);
  command
      ->add_option("--listen", options->listen,
                   "Address of this machine on that network, and a port: 10.20.0.1:80")
      ->required();
  command->add_option("--name", options->names,
                      "Another host the page is asked for by (repeat for more)");
  command->callback([options, &exit_code] { exit_code = run(*options); });
}

}  // namespace desirepath::command
