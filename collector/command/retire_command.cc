#include "collector/command/retire_command.h"

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "collector/backup.h"
#include "collector/command/deed.h"
#include "collector/command/figures.h"
#include "collector/curation/audit_chain.h"
#include "collector/policy/atomic_file.h"
#include "collector/policy/bundle_edit.h"
#include "collector/policy/deletion_certificate.h"
#include "collector/policy/key_file.h"
#include "collector/policy/publication.h"
#include "collector/store/shred.h"
#include "collector/store/window_database.h"
#include "proto/policy/standing.h"

namespace desirepath::command {
namespace {

constexpr unsigned kMode = 0600;
constexpr std::int64_t kAtOnce = 1000;

struct RetireOptions {
  std::vector<std::string> keys;
  std::string organisation;
  std::string out;
  bool keep_published = false;
};

struct CheckOptions {
  std::string file;
  std::string admin;
  std::vector<std::string> staff;
};

absl::Status may_begin(const RetireOptions& options, const policy::Bundle& bundle,
                       const store::Paths& paths) {
  if (options.organisation != bundle.policy.organisation) {
    return absl::InvalidArgumentError(absl::StrCat(
        "retire cannot be taken back: repeat the organisation's name to do it, --organisation \"",
        bundle.policy.organisation, "\""));
  }
  if (std::filesystem::exists(paths.endpoints())) {
    return absl::FailedPreconditionError(absl::StrCat("the collector serves: stop it first (",
                                                      paths.endpoints().string(),
                                                      " says so; remove it after a crash)"));
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<std::uint32_t>> numbers(store::Database& database, const char* sql) {
  absl::StatusOr<store::Statement> rows = database.prepare(sql);
  if (!rows.ok()) return rows.status();
  std::vector<std::uint32_t> found;
  while (true) {
    const absl::StatusOr<bool> row = rows->step();
    if (!row.ok()) return row.status();
    if (!*row) return found;
    found.push_back(static_cast<std::uint32_t>(rows->integer(0)));
  }
}

absl::Status destroy_windows(const store::Paths& paths, std::vector<std::string>& destroyed) {
  absl::StatusOr<store::Database> database =
      store::open_window_database(paths.window_db().string());
  if (!database.ok()) return database.status();
  const absl::StatusOr<std::int64_t> cells = database->integer("SELECT count(*) FROM cell");
  const absl::StatusOr<std::vector<std::uint32_t>> windows =
      numbers(*database, "SELECT id FROM window");
  if (!cells.ok()) return cells.status();
  if (!windows.ok()) return windows.status();
  for (const std::uint32_t window : *windows) {
    if (absl::Status s = store::mark_frozen(*database, window); !s.ok()) return s;
    if (absl::Status s = store::erase_window(*database, window); !s.ok()) return s;
  }
  if (absl::Status s = database->execute("VACUUM"); !s.ok()) return s;
  if (absl::Status s = database->truncate_log(); !s.ok()) return s;
  destroyed.push_back(
      absl::StrCat("counts of open windows, with their nonces: ", *cells, " counters"));
  return absl::OkStatus();
}

absl::Status destroy_sealing_keys(const store::Paths& paths, std::vector<std::string>& destroyed) {
  absl::StatusOr<store::Database> database = store::open_keys_database(paths.keys_db().string());
  if (!database.ok()) return database.status();
  const absl::StatusOr<std::vector<std::uint32_t>> windows =
      numbers(*database, "SELECT window FROM sealing_key");
  if (!windows.ok()) return windows.status();
  for (const std::uint32_t window : *windows) {
    if (absl::Status s = store::erase_key(*database, window); !s.ok()) return s;
  }
  if (absl::Status s = database->execute("VACUUM"); !s.ok()) return s;
  if (absl::Status s = database->truncate_log(); !s.ok()) return s;
  destroyed.push_back(absl::StrCat("secret sealing keys of windows: ", windows->size()));
  return absl::OkStatus();
}

absl::Status destroy_files(const store::Paths& paths, bool keep_published,
                           std::vector<std::string>& destroyed) {
  std::size_t segments = 0;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(paths.spool(), error)) {
    if (absl::Status s = store::shred(entry.path()); !s.ok()) return s;
    ++segments;
  }
  destroyed.push_back(absl::StrCat("sealed frames not delivered: ", segments, " segments"));
  for (const std::filesystem::path& key : {paths.curation_key(), paths.collector_key()}) {
    if (absl::Status s = store::shred(key); !s.ok()) return s;
  }
  destroyed.emplace_back("secret signing keys of the curation and of the collector");
  // Copies of before an upgrade would outlive what is destroyed.
  for (const auto& entry : std::filesystem::directory_iterator(paths.data_dir, error)) {
    if (entry.path().filename().string().find(".db.before-") == std::string::npos) continue;
    if (absl::Status s = store::shred(entry.path()); !s.ok()) return s;
  }
  if (absl::Status s = collector::forget_leftovers(paths, absl::InfiniteFuture()); !s.ok()) {
    return s;
  }
  if (keep_published || !std::filesystem::exists(paths.published_db())) return absl::OkStatus();
  for (const char* end : {"", "-wal", "-shm"}) {
    if (absl::Status s = store::shred(paths.published_db().string() + end); !s.ok()) return s;
  }
  destroyed.emplace_back("published figures");
  return absl::OkStatus();
}

// Standings as they were decided, then the whole audit chain, a line each.
absl::Status export_decisions(const std::filesystem::path& folder,
                              const collector::Settings& settings,
                              curation::CurationDatabase& database) {
  const absl::StatusOr<catalog::Catalog> catalog = catalog_for_reports(settings);
  if (!catalog.ok()) return catalog.status();
  const absl::StatusOr<std::vector<curation::StandingDecision>> history = database.history();
  if (!history.ok()) return history.status();
  std::string lines = "decided,tool,department,standing,by,reason\n";
  for (const curation::StandingDecision& decision : *history) {
    const catalog::Tool* tool = catalog->tool(decision.tool);
    for (const curation::ScopedStanding& scope : decision.scopes) {
      std::string reason = decision.reason;
      std::replace(reason.begin(), reason.end(), '"', '\'');
      absl::StrAppend(&lines, decision.decided, ",",
                      tool == nullptr ? absl::StrCat(decision.tool) : std::string(tool->id), ",",
                      scope.department, ",", std::string(policy::standing_word(scope.standing)),
                      ",\"", decision.by, "\",\"", reason, "\"\n");
    }
  }
  if (absl::Status s = policy::write_file_atomically(folder / "decisions.csv", lines, kMode);
      !s.ok()) {
    return s;
  }
  std::string audit;
  curation::AuditChain chain(database.database());
  std::int64_t after = 0;
  while (true) {
    const absl::StatusOr<std::vector<curation::AuditEntry>> entries = chain.after(after, kAtOnce);
    if (!entries.ok()) return entries.status();
    if (entries->empty()) break;
    for (const curation::AuditEntry& entry : *entries) {
      absl::StrAppend(&audit, curation::json_line(entry), "\n");
    }
    after = entries->back().number;
  }
  return policy::write_file_atomically(folder / "audit.jsonl", audit, kMode);
}

absl::StatusOr<std::vector<seal::SigningKey>> read_keys(const std::vector<std::string>& files) {
  std::vector<seal::SigningKey> keys;
  for (const std::string& file : files) {
    absl::StatusOr<seal::SigningKey> key = policy::read_key_file(file);
    if (!key.ok()) return key.status();
    keys.push_back(*std::move(key));
  }
  return keys;
}

absl::Status retire(const RetireOptions& options, const collector::Settings& settings) {
  const store::Paths& paths = settings.paths;
  const absl::Time now = absl::Now();
  const absl::StatusOr<policy::Bundle> bundle = policy::load_own_bundle(paths, now);
  if (!bundle.ok()) return bundle.status();
  if (absl::Status s = may_begin(options, *bundle, paths); !s.ok()) return s;
  const absl::StatusOr<std::vector<seal::SigningKey>> keys = read_keys(options.keys);
  if (!keys.ok()) return keys.status();
  absl::StatusOr<curation::CurationDatabase> database =
      curation::CurationDatabase::open(paths.curation_db().string());
  if (!database.ok()) return database.status();
  const std::filesystem::path folder =
      options.out.empty() ? paths.data_dir / "retired" : std::filesystem::path(options.out);
  std::filesystem::create_directories(folder);
  // Refused here if a hand is missing: then nothing has been destroyed yet.
  if (absl::Status s = policy::withdraw_policy(paths, *keys, /*retire=*/true, now); !s.ok()) {
    return s;
  }
  if (absl::Status s = record_deed(*database, "retired", absl::StrCat(bundle->policy.number));
      !s.ok()) {
    return s;
  }
  if (absl::Status s = export_decisions(folder, settings, *database); !s.ok()) return s;
  policy::Deletion deletion{.organisation = bundle->policy.organisation,
                            .policy = bundle->policy.number,
                            .policy_hash = bundle->policy_hash,
                            .time = now,
                            .destroyed = {},
                            .kept = {"decisions and audit chain (curation.db)"}};
  if (absl::Status s = destroy_windows(paths, deletion.destroyed); !s.ok()) return s;
  if (absl::Status s = destroy_sealing_keys(paths, deletion.destroyed); !s.ok()) return s;
  if (absl::Status s = destroy_files(paths, options.keep_published, deletion.destroyed); !s.ok()) {
    return s;
  }
  deletion.destroyed.emplace_back(
      "on devices: all they hold, at their next contact, or 30 days "
      "after the policy's end without one");
  if (options.keep_published) deletion.kept.emplace_back("published figures");
  const std::string text = policy::certificate_of(deletion, *keys);
  const std::filesystem::path file = folder / "deletion.txt";
  if (absl::Status s = policy::write_file_atomically(file, text, kMode); !s.ok()) return s;
  std::cout << text << "written to " << file.string()
            << "; let the gate serve until all devices have been told\n";
  return absl::OkStatus();
}

absl::Status check(const CheckOptions& options) {
  const absl::StatusOr<std::string> text = policy::read_file(options.file);
  if (!text.ok()) return text.status();
  const absl::StatusOr<policy::PublicKey> admin = policy::read_public_key(options.admin);
  if (!admin.ok()) return admin.status();
  std::vector<policy::PublicKey> staff;
  for (const std::string& file : options.staff) {
    const absl::StatusOr<policy::PublicKey> key = policy::read_public_key(file);
    if (!key.ok()) return key.status();
    staff.push_back(*key);
  }
  if (absl::Status s = policy::check_certificate(*text, *admin, staff); !s.ok()) return s;
  std::cout << "sound: signed by the admin and by the staff side\n";
  return absl::OkStatus();
}

}  // namespace

void add_retire_command(CLI::App& app, Invocation& invocation) {
  auto options = std::make_shared<RetireOptions>();
  CLI::App* end = add_command(
      app, "retire", "end it: devices stop and erase, windows and keys are destroyed, for good",
      invocation, [options](const collector::Settings& s) { return retire(*options, s); });
  end->add_option("--key", options->keys, "the admin's key, and again the staff side's")
      ->required();
  end->add_option("--organisation", options->organisation, "its name, to be sure");
  end->add_option("--out", options->out, "folder for certificate and decisions (DIR/retired)");
  end->add_flag("--keep-published", options->keep_published, "keep the published figures");
  auto given = std::make_shared<CheckOptions>();
  CLI::App* verify =
      add_bare_command(app, "retire-check", "whether a certificate of deletion is sound",
                       invocation, [given] { return check(*given); });
  verify->add_option("FILE", given->file, "the certificate")->required();
  verify->add_option("--admin-key", given->admin, "the admin's public key")->required();
  verify->add_option("--staff-key", given->staff, "the staff side's public keys")->required();
}

}  // namespace desirepath::command
