#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "agent/command/commands.h"
#include "agent/command/settings_options.h"
#include "agent/state_folder.h"
#include "agent/uplink_child.h"
#include "proto/account/folder_owner.h"

namespace desirepath::command {
namespace {

struct EnrollOptions {
  SettingsOptions settings;
  std::string gate;
  std::string token;
  std::string authority;
  std::string certificate;
  std::string key;
  std::string signers;
};

// Either the token, or the three files of an own PKI.
absl::Status check(const EnrollOptions& options) {
  const bool own = !options.certificate.empty() || !options.key.empty() || !options.signers.empty();
  if (own && !options.token.empty()) {
    return absl::InvalidArgumentError(
        "give --token, or --certificate with --key, --ca and --signers, not both");
  }
  const bool whole = !options.certificate.empty() && !options.key.empty() &&
                     !options.signers.empty() && !options.authority.empty();
  if (options.token.empty() && !whole) {
    return absl::InvalidArgumentError(
        "--token is missing: ask the administrator for a join token ('token create' at the "
        "collector); with an own PKI give --certificate, --key, --ca and --signers");
  }
  return absl::OkStatus();
}

// The program that has the network does it; it takes this one's place, and its exit code is ours.
int enroll(const EnrollOptions& options) {
  const absl::StatusOr<agent::Settings> settings = read(options.settings);
  if (!settings.ok()) return say(settings.status(), kBadUsage);
  if (absl::Status status = check(options); !status.ok()) return say(status, kBadUsage);
  std::vector<std::string> words = {agent::uplink_program(settings->uplink_program),
                                    "enroll",
                                    "--gate",
                                    options.gate,
                                    "--state",
                                    settings->state_dir};
  for (const auto& [name, value] :
       {std::pair{"--token", options.token}, std::pair{"--ca", options.authority},
        std::pair{"--certificate", options.certificate}, std::pair{"--key", options.key},
        std::pair{"--signers", options.signers}}) {
    if (!value.empty()) words.insert(words.end(), {name, value});
  }
  if (absl::Status status = agent::make_state_folder(settings->state_dir); !status.ok()) {
    return say(status, kFailed);
  }
  if (absl::Status status = account::become_owner_of(settings->state_dir); !status.ok()) {
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
  CLI::App* command = app.add_subcommand(
      "enroll",
      "Make this device known to the gate, with a join token or a certificate of an own PKI");
  add_settings_options(*command, options->settings);
  command->add_option("--gate", options->gate, "HOST:PORT of the gate")->required();
  command->add_option("--token", options->token, "The join token");
  command->add_option(
      "--ca", options->authority,
      "The gate's authority (PEM), to be trusted before the token's hash is checked");
  command->add_option("--certificate", options->certificate,
                      "Without a token: this device's certificate of an own PKI (PEM)");
  command->add_option("--key", options->key, "Its private key (PEM)");
  command->add_option("--signers", options->signers,
                      "The policy's signers: policy/signers of the collector's folder");
  command->callback([options, &exit_code] { exit_code = enroll(*options); });
}

}  // namespace desirepath::command
