#include "collector/command/init_command.h"

#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>
#include <system_error>

#include "absl/strings/str_cat.h"

namespace desirepath::command {
namespace {

struct InitOptions {
  std::string dir;
};

absl::Status initialise(const InitOptions& options) {
  const std::filesystem::path dir = options.dir;
  std::error_code failure;
  if (std::filesystem::exists(dir, failure) && !std::filesystem::is_empty(dir, failure)) {
    return absl::InvalidArgumentError(
        absl::StrCat(options.dir, ": not empty, name a new folder for init to make"));
  }
  store::Paths paths{std::filesystem::absolute(dir)};
  for (const std::filesystem::path& folder :
       {paths.data_dir, paths.policy(), paths.pki(), paths.spool(), paths.run()}) {
    std::filesystem::create_directories(folder, failure);
    if (failure) {
      return absl::UnavailableError(absl::StrCat(folder.string(), ": ", failure.message(),
                                                 ", choose a folder this account may write"));
    }
    std::filesystem::permissions(folder, std::filesystem::perms::owner_all, failure);
  }
  std::ofstream settings(paths.data_dir / "collector.toml");
  settings
      << "role = \"all\"\n\n[gate]\nlisten = \"127.0.0.1:0\"\n\n[web]\nlisten = \"127.0.0.1:0\"\n";
  settings.close();
  if (!settings) {
    return absl::UnavailableError(absl::StrCat((paths.data_dir / "collector.toml").string(),
                                               ": not written, is the disk full?"));
  }
  std::cout << "made " << paths.data_dir.string() << "\n";
  return absl::OkStatus();
}

}  // namespace

void add_init_command(CLI::App& app, Invocation& invocation) {
  auto options = std::make_shared<InitOptions>();
  CLI::App* init = add_bare_command(app, "init", "keys, CA, databases, first admin", invocation,
                                    [options] { return initialise(*options); });
  init->add_option("DIR", options->dir, "the folder to make")->required();
}

}  // namespace desirepath::command
