#include "collector/command/audit_command.h"

#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "collector/command/figures.h"
#include "collector/curation/audit_chain.h"
#include "collector/curation/curation_database.h"
#include "collector/restore.h"

namespace desirepath::command {
namespace {

constexpr std::int64_t kAtOnce = 1000;

struct AuditOptions {
  std::string noted;
  std::string backup;
  std::string heir;
  std::int64_t after = 0;
};

absl::StatusOr<curation::CurationDatabase> open_chain(const collector::Settings& settings) {
  return curation::CurationDatabase::open(settings.paths.curation_db().string());
}

absl::Status verify(const AuditOptions& options, const collector::Settings& settings) {
  if (!options.backup.empty()) {
    const absl::StatusOr<std::size_t> files = collector::check_backup(options.backup, options.heir);
    if (!files.ok()) return files.status();
    std::cout << "backup: the checksums of " << *files << " files hold"
              << (options.heir.empty() ? "; open windows, if it has them, need --key\n" : "\n");
    return absl::OkStatus();
  }
  curation::AuditHead noted;
  if (!options.noted.empty()) {
    const absl::StatusOr<curation::AuditHead> given = curation::parse_head(options.noted);
    if (!given.ok()) return given.status();
    noted = *given;
  }
  absl::StatusOr<curation::CurationDatabase> database = open_chain(settings);
  if (!database.ok()) return database.status();
  const absl::StatusOr<curation::AuditHead> head =
      curation::AuditChain(database->database()).verify(noted);
  if (!head.ok()) return head.status();
  std::cout << "audit chain: whole, " << head->number << " entries, head "
            << curation::head_text(*head) << "\n";
  const absl::StatusOr<publish::History> history =
      history_for_reports(settings, "", {.every_window = true});
  if (!history.ok() && !absl::IsNotFound(history.status())) return history.status();
  std::cout << (history.ok() ? "published tables: all can be read\n"
                             : "published tables: none yet\n");
  return absl::OkStatus();
}

absl::Status print_chain(const AuditOptions& options, const collector::Settings& settings) {
  absl::StatusOr<curation::CurationDatabase> database = open_chain(settings);
  if (!database.ok()) return database.status();
  curation::AuditChain chain(database->database());
  std::int64_t after = options.after;
  while (true) {
    const absl::StatusOr<std::vector<curation::AuditEntry>> entries = chain.after(after, kAtOnce);
    if (!entries.ok()) return entries.status();
    if (entries->empty()) return absl::OkStatus();
    for (const curation::AuditEntry& entry : *entries) {
      std::cout << curation::json_line(entry) << "\n";
    }
    after = entries->back().number;
  }
}

}  // namespace

void add_audit_commands(CLI::App& app, Invocation& invocation) {
  auto options = std::make_shared<AuditOptions>();
  CLI::App* check = add_command(
      app, "verify", "check the audit chain and the published tables", invocation,
      [options](const collector::Settings& settings) { return verify(*options, settings); });
  check->add_option("--noted", options->noted,
                    "NUMBER:HASH of an earlier head, noted elsewhere: it must still be there");
  CLI::Option* backup = check->add_option("--backup", options->backup,
                                          "check the checksums of a backup's file instead");
  check->add_option("--key", options->heir, "the heir's key file, for its open windows")
      ->needs(backup);
  CLI::App* group = add_group(app, "audit", "who did what");
  CLI::App* lines = add_command(
      *group, "export", "print the audit chain as JSON lines, oldest first", invocation,
      [options](const collector::Settings& settings) { return print_chain(*options, settings); });
  lines->add_option("--after", options->after, "number of the entry to begin after")
      ->check(CLI::NonNegativeNumber);
}

}  // namespace desirepath::command
