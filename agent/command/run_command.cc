#include <sys/stat.h>

#include <chrono>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "agent/agent.h"
#include "agent/capture/live_source.h"
#include "agent/capture/replay_source.h"
#include "agent/command/commands.h"
#include "agent/command/settings_options.h"
#include "agent/forbidden_calls.h"
#include "agent/log.h"
#include "agent/privileges.h"

namespace desirepath::command {
namespace {

struct RunOptions {
  SettingsOptions settings;
  std::vector<std::string> interfaces;
  std::vector<std::string> replay;
  int replay_seconds = 60;
  bool lab = false;
  bool check = false;
};

absl::StatusOr<agent::Settings> settings_of(const RunOptions& options) {
  absl::StatusOr<agent::Settings> settings = read(options.settings);
  if (!settings.ok()) return settings;
  if (!options.interfaces.empty()) settings->interfaces = options.interfaces;
  settings->lab = settings->lab || options.lab;
  if (!settings->capture && settings->gateway.empty()) {
    return absl::InvalidArgumentError(
        "capture = false is for a gateway that takes logs; name its label too: gateway = \"…\"");
  }
  if (!options.replay.empty() && !settings->lab) {
    return absl::InvalidArgumentError("--replay is for a lab alone; add --lab");
  }
  return settings;
}

// An interface that is named must be there at the start; later it may come and go.
// A service that lacks the right to capture goes on and says so: health is asked by its word, and a
// program that ends and is started again for ever has none.
absl::StatusOr<std::unique_ptr<capture::PacketSource>> source_of(const RunOptions& options,
                                                                 const agent::Settings& settings,
                                                                 bool service, bool& lacks_right) {
  if (!options.replay.empty()) {
    return capture::ReplaySource::open(options.replay,
                                       std::chrono::seconds(options.replay_seconds));
  }
  capture::Showing showing;
  // What passes a gateway left its device in segments already: the rest of a split hello is wanted.
  if (!settings.gateway.empty()) showing.bulk = capture::Bulk::kClient;
  auto live = std::make_unique<capture::LiveSource>(settings.interfaces, showing);
  if (!settings.capture) return live;
  const absl::Status status = live->open();
  lacks_right = absl::IsFailedPrecondition(status);
  if (absl::IsNotFound(status) || (lacks_right && !service)) return status;
  if (lacks_right) agent::log_line(agent::LogLevel::kError, std::string(status.message()));
  live->release();  // until a policy asks for it
  return live;
}

int run(const RunOptions& options) {
  absl::StatusOr<agent::Settings> settings = settings_of(options);
  if (!settings.ok()) return say(settings.status(), kBadUsage);
  if (options.check) {
    agent::log_line(agent::LogLevel::kInfo, "the settings are good");
    return kDone;
  }
  agent::set_log_format(settings->log_format);
  umask(077);
  if (absl::Status status = agent::hide_memory(); !status.ok()) return say(status, kFailed);
  const agent::Environment environment = agent::read_environment();
  bool lacks_right = false;
  absl::StatusOr<std::unique_ptr<capture::PacketSource>> source =
      source_of(options, *settings, !environment.notify_socket.empty(), lacks_right);
  if (!source.ok()) return say(source.status(), kFailed);
  if (absl::Status status = agent::keep_only_the_right_to_capture(); !status.ok()) {
    return say(status, kFailed);
  }
  if (absl::Status status = agent::forbid_calls(agent::CallsOf::kProgram); !status.ok()) {
    return say(status, kFailed);
  }
  absl::StatusOr<std::unique_ptr<agent::Agent>> agent = agent::Agent::open(
      {*settings, environment, [options] { return settings_of(options); }, lacks_right}, **source);
  if (!agent.ok()) return say(agent.status(), kFailed);
  (*agent)->run();
  return kDone;
}

}  // namespace

void add_run_command(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<RunOptions>();
  CLI::App* command = app.add_subcommand(
      "run", "The daemon: reads the network of this machine, keeps a diary, tells facts");
  add_settings_options(*command, options->settings);
  command->add_option("--interface", options->interfaces,
                      "Read this interface (repeat for more); default: those with a default route");
  command->add_flag("--lab", options->lab,
                    "Accept a lab's policy, whose figures are not anonymous");
  command->add_option("--replay", options->replay,
                      "Lab only: play these captures, over and over, instead of an interface");
  command
      ->add_option("--replay-seconds", options->replay_seconds,
                   "How long one round of all captures takes")
      ->check(CLI::Range(1, 86400))
      ->capture_default_str();
  command->add_flag("--check-config", options->check, "Check the settings and end");
  command->callback([options, &exit_code] { exit_code = run(*options); });
}

}  // namespace desirepath::command
