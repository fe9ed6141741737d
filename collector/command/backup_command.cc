#include "collector/command/backup_command.h"

#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>
#include <optional>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/clock.h"
#include "collector/backup.h"
#include "collector/command/deed.h"
#include "collector/restore.h"
#include "collector/store/shred.h"
#include "proto/account/folder_owner.h"
#include "proto/seal/encoding.h"

namespace desirepath::command {
namespace {

namespace fs = std::filesystem;

struct BackupOptions {
  std::string file;
  std::string heir;
};

struct RestoreOptions {
  std::string file;
  std::string dir;
  std::string heir;
  std::string prepare;
  bool unpublished = false;
};

absl::Status copy_out(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  std::cout << stream.rdbuf();
  std::cout.flush();
  return std::cout ? absl::OkStatus()
                   : absl::UnavailableError("standard output: cannot be written");
}

absl::Status back_up(const BackupOptions& options, const collector::Settings& settings) {
  std::optional<seal::Key> heir;
  if (!options.heir.empty()) {
    const absl::StatusOr<seal::Key> key = seal::key_from_hex(options.heir);
    if (!key.ok()) {
      return absl::InvalidArgumentError(
          "--to: give the 64 hexadecimal digits that 'restore --prepare' printed");
    }
    heir = *key;
  }
  const bool out = options.file == "-";
  const fs::path file = out ? collector::passing_backup(settings.paths) : fs::path(options.file);
  if (out) {
    if (absl::Status s = store::shred(file); !s.ok()) return s;
  }
  const absl::StatusOr<collector::BackupReport> report =
      collector::back_up(settings, file, heir, absl::Now());
  if (!report.ok()) return report.status();
  if (out) {
    absl::Status copied = copy_out(file);
    copied.Update(store::shred(file));
    if (!copied.ok()) return copied;
  }
  if (absl::Status s =
          record_deed(settings, "backup-taken", "", {{"open_windows", report->open_windows}});
      !s.ok()) {
    return s;
  }
  std::cerr << (out ? "backup" : options.file) << ": " << report->files << " files, "
            << report->octets << " octets. It holds the installation's keys: keep it like them. "
            << (report->open_windows ? "Open windows are in it, sealed to the heir.\n"
                                     : "Open windows are not in it ('backup --help' says why).\n");
  return absl::OkStatus();
}

absl::Status prepare(const std::string& file) {
  const absl::StatusOr<seal::Key> key = collector::prepare_heir(file);
  if (!key.ok()) return key.status();
  std::cout << seal::to_hex(*key) << "\n";
  std::cerr << file
            << ": the heir's secret key. It stays on the machine that will take over; the line "
               "above is for `backup --to`. What was sealed to the key before cannot be opened "
               "any more.\n";
  return absl::OkStatus();
}

void print(const collector::RestoreReport& report, const fs::path& dir) {
  std::cout << "restored " << report.files << " files of the backup of " << report.made << " into "
            << dir.string() << "\n";
  if (report.open_windows) {
    std::cout << "open windows are taken over; the heir's key is destroyed\n";
  }
  if (!report.closed.empty()) {
    std::cout << "without figures stay the windows " << absl::StrJoin(report.closed, ", ")
              << ": their keys are not in the backup, or they were due meanwhile\n";
  }
  if (report.settings_elsewhere) {
    std::cout << "the settings of that time: " << (dir / collector::kSettingsElsewhere).string()
              << "; compare them with this machine's\n";
  }
  std::cout << "everybody signs in anew; the machine before must not serve again\n";
}

absl::Status restore(const RestoreOptions& options, const std::string& config) {
  if (!options.prepare.empty()) {
    return options.file.empty() ? prepare(options.prepare)
                                : absl::InvalidArgumentError("--prepare comes before a backup");
  }
  if (options.file.empty()) return absl::InvalidArgumentError("FILE: give the backup's file");
  fs::path dir = options.dir;
  if (dir.empty()) {
    const absl::StatusOr<collector::Settings> settings =
        collector::load_settings(config.empty() ? collector::kDefaultConfig : config);
    if (!settings.ok()) {
      return absl::InvalidArgumentError(
          absl::StrCat("no --dir, and no settings that name one: ", settings.status().message()));
    }
    dir = settings->paths.data_dir;
  }
  if (absl::Status s = account::become_owner_of(dir); !s.ok()) return s;
  std::error_code failure;
  fs::path file = options.file;
  std::string folder;  // nobody else may read it
  if (options.file == "-") {
    folder = (fs::temp_directory_path(failure) / "desirepath-XXXXXX").string();
    if (::mkdtemp(folder.data()) == nullptr) {
      return absl::UnavailableError("the folder for temporary files: cannot be written");
    }
    file = fs::path(folder) / "passing.backup";
    std::ofstream(file, std::ios::binary) << std::cin.rdbuf();
  }
  const absl::StatusOr<collector::RestoreReport> report =
      collector::restore({file, dir, options.heir, options.unpublished}, absl::Now());
  const absl::Status forgotten =
      folder.empty() ? absl::OkStatus() : store::shred_folder(folder);  // it holds keys
  if (!report.ok()) return report.status();
  if (!forgotten.ok()) return forgotten;
  print(*report, dir);
  return absl::OkStatus();
}

}  // namespace

void add_backup_commands(CLI::App& app, Invocation& invocation) {
  auto options = std::make_shared<BackupOptions>();
  CLI::App* backup = add_command(
      app, "backup",
      "write keys, tables, decisions and devices into one file, while it serves. Not in it: open "
      "windows and the keys that open their frames, which a freeze destroys; --to seals them to "
      "the machine that takes over",
      invocation,
      [options](const collector::Settings& settings) { return back_up(*options, settings); });
  backup->add_option("FILE", options->file, "a new file, or - for standard output")->required();
  backup->add_option("--to", options->heir, "the heir's key, as 'restore --prepare' printed it");
  auto plan = std::make_shared<RestoreOptions>();
  auto config = std::make_shared<std::string>();
  CLI::App* back = add_bare_command(
      app, "restore", "make an installation's folder from a backup, on this or another machine",
      invocation, [plan, config] { return restore(*plan, *config); });
  back->add_option("FILE", plan->file, "the backup, or - for standard input");
  CLI::Option* dir = back->add_option(
      "--dir", plan->dir, "the folder to make; without it, the data_dir of the settings file");
  back->add_option("--config", *config,
                   "settings file (default " + std::string(collector::kDefaultConfig) + ")")
      ->excludes(dir);
  back->add_option("--key", plan->heir, "the heir's key file: open windows are taken over too");
  back->add_flag("--unpublished", plan->unpublished,
                 "the machine before did not publish the windows that were due since the backup: "
                 "publish them here");
  back->add_option("--prepare", plan->prepare,
                   "instead: make an heir's key, and print what `backup --to` wants");
}

}  // namespace desirepath::command
