#include "collector/backup.h"

#include <stdlib.h>

#include <string_view>
#include <system_error>
#include <utility>

#include "absl/strings/str_cat.h"
#include "collector/curation/curation_database.h"
#include "collector/curation/schema.h"
#include "collector/gate/gate_database.h"
#include "collector/policy/bundle_edit.h"
#include "collector/publish/published_database.h"
#include "collector/store/archive.h"
#include "collector/store/shred.h"
#include "collector/store/window_database.h"

namespace desirepath::collector {
namespace {

namespace fs = std::filesystem;

constexpr absl::Duration kCopiesLast = absl::Hours(30 * 24);
constexpr absl::Duration kBackupsTake = absl::Hours(1);  // at most; what is older was cut off
constexpr char kScratch[] = "backup-";

class Backup {
 public:
  Backup(const Settings& settings, store::ArchiveWriter archive,
         const std::optional<seal::Key>& heir)
      : settings_(settings), paths_(settings.paths), archive_(std::move(archive)), heir_(heir) {}

  absl::StatusOr<BackupReport> run(const fs::path& scratch, absl::Time now) {
    scratch_ = scratch;
    if (absl::Status s = tell(now); !s.ok()) return s;
    // What moves goes first to where it comes from: spool before counts, bundle before keys,
    // counts before publications.
    for (auto step : {&Backup::add_gate, &Backup::add_spool, &Backup::add_policy,
                      &Backup::add_counts, &Backup::add_keys, &Backup::add_published,
                      &Backup::add_curation, &Backup::add_settings}) {
      if (absl::Status s = (this->*step)(); !s.ok()) return s;
    }
    if (absl::Status s = archive_.finish(); !s.ok()) return s;
    report_.open_windows = heir_.has_value();
    return report_;
  }

 private:
  absl::Status tell(absl::Time now) {
    if (absl::Status s = archive_.tell("version", DESIREPATH_VERSION); !s.ok()) return s;
    const std::string made = absl::FormatTime("%Y-%m-%d %H:%M:%S UTC", now, absl::UTCTimeZone());
    return archive_.tell("made", made);
  }

  absl::Status add(const std::string& name, const fs::path& source, bool sealed = false) {
    if (absl::Status s = archive_.add(name, source, sealed ? heir_ : std::nullopt); !s.ok()) {
      return s;
    }
    std::error_code ignored;
    ++report_.files;
    report_.octets += fs::file_size(source, ignored);
    return absl::OkStatus();
  }

  // A copy of one moment, without the rows of tables `left_out`.
  absl::Status add_copy(const std::string& name, store::Database& database,
                        const std::vector<std::string_view>& left_out) {
    const fs::path copy = scratch_ / "copy.db";
    absl::Status status = database.copy_to(copy.string(), left_out);
    if (status.ok()) status = add(name, copy, /*sealed=*/name.starts_with(kOpen));
    status.Update(store::shred(copy));
    return status;
  }

  absl::Status add_gate() {
    if (!fs::exists(paths_.gate_db())) return absl::OkStatus();
    absl::StatusOr<store::Database> database =
        store::Database::open(paths_.gate_db().string(), gate::gate_schema());
    if (!database.ok()) return database.status();
    if (absl::Status s = add_copy("gate.db", *database, gate::gate_schema().not_in_copies);
        !s.ok() || !heir_) {
      return s;
    }
    return add_copy(absl::StrCat(kOpen, "gate.db"), *database, {});
  }

  // A segment that is gone meanwhile was counted, and the counts are copied after this.
  absl::Status add_spool() {
    if (!heir_ || !fs::exists(paths_.spool())) return absl::OkStatus();
    std::error_code failure;
    for (const auto& entry : fs::directory_iterator(paths_.spool(), failure)) {
      const fs::path copy = scratch_ / "segment";
      std::error_code gone;
      fs::copy_file(entry.path(), copy, fs::copy_options::overwrite_existing, gone);
      if (gone) {
        if (absl::Status s = store::shred(copy); !s.ok()) return s;
        continue;
      }
      const std::string name = absl::StrCat(kOpen, "spool/", entry.path().filename().string());
      if (absl::Status s = add(name, copy, /*sealed=*/true); !s.ok()) return s;
      if (absl::Status s = store::shred(copy); !s.ok()) return s;
    }
    return failure ? absl::UnavailableError(failure.message()) : absl::OkStatus();
  }

  absl::Status add_folder(const fs::path& folder, const std::string& name) {
    std::error_code failure;
    for (const auto& entry : fs::directory_iterator(folder, failure)) {
      const std::string file = entry.path().filename().string();
      if (!entry.is_regular_file() || entry.path().extension() == ".lock") continue;
      if (absl::Status s = add(absl::StrCat(name, "/", file), entry.path()); !s.ok()) return s;
    }
    return absl::OkStatus();
  }

  absl::Status add_policy() {
    // Under the bundle's lock: bundle and signers are of one moment.
    const absl::StatusOr<policy::BundleEdit> lock = policy::BundleEdit::open(paths_);
    if (!lock.ok()) return lock.status();
    if (absl::Status s = add_folder(paths_.policy(), "policy"); !s.ok()) return s;
    return add_folder(paths_.pki(), "pki");
  }

  absl::Status add_counts() {
    if (!heir_ || !fs::exists(paths_.window_db())) return absl::OkStatus();
    absl::StatusOr<store::Database> database =
        store::open_window_database(paths_.window_db().string());
    if (!database.ok()) return database.status();
    return add_copy(absl::StrCat(kOpen, "window.db"), *database, {});
  }

  absl::Status add_keys() {
    if (!heir_ || !fs::exists(paths_.keys_db())) return absl::OkStatus();
    absl::StatusOr<store::Database> database = store::open_keys_database(paths_.keys_db().string());
    if (!database.ok()) return database.status();
    return add_copy(absl::StrCat(kOpen, "keys.db"), *database, {});
  }

  absl::Status add_published() {
    if (!fs::exists(paths_.published_db())) return absl::OkStatus();
    absl::StatusOr<store::Database> database =
        publish::open_published(paths_.published_db().string(), store::Mode::kReadWrite);
    if (!database.ok()) return database.status();
    return add_copy("published.db", *database, {});
  }

  absl::Status add_curation() {
    if (!fs::exists(paths_.curation_db())) return absl::OkStatus();
    absl::StatusOr<curation::CurationDatabase> database =
        curation::CurationDatabase::open(paths_.curation_db().string());
    if (!database.ok()) return database.status();
    return add_copy("curation.db", database->database(), curation::curation_schema().not_in_copies);
  }

  absl::Status add_settings() {
    if (!fs::exists(settings_.file)) return absl::OkStatus();
    std::error_code failure;
    const bool inside = fs::equivalent(settings_.file.parent_path(), paths_.data_dir, failure);
    return add(inside ? kSettingsEntry : kSettingsElsewhere, settings_.file);
  }

  const Settings& settings_;
  const store::Paths& paths_;
  store::ArchiveWriter archive_;
  const std::optional<seal::Key> heir_;
  fs::path scratch_;
  BackupReport report_;
};

}  // namespace

absl::StatusOr<BackupReport> back_up(const Settings& settings, const fs::path& file,
                                     const std::optional<seal::Key>& heir, absl::Time now) {
  if (!fs::is_directory(settings.paths.policy())) {
    return absl::NotFoundError(absl::StrCat(settings.paths.data_dir.string(),
                                            ": not a folder that init made, name one with --dir"));
  }
  absl::StatusOr<store::ArchiveWriter> archive = store::ArchiveWriter::create(file);
  if (!archive.ok()) return archive.status();
  std::error_code failure;
  fs::create_directories(settings.paths.run(), failure);
  std::string pattern = (settings.paths.run() / absl::StrCat(kScratch, "XXXXXX")).string();
  if (::mkdtemp(pattern.data()) == nullptr) {
    return absl::UnavailableError(absl::StrCat(
        settings.paths.run().string(), ": cannot be written, run this as the folder's account"));
  }
  absl::StatusOr<BackupReport> report =
      Backup(settings, *std::move(archive), heir).run(pattern, now);
  const absl::Status destroyed = store::shred_folder(pattern);
  return report.ok() && !destroyed.ok() ? absl::StatusOr<BackupReport>(destroyed) : report;
}

fs::path passing_backup(const store::Paths& paths) { return paths.run() / "passing.backup"; }

absl::Status forget_leftovers(const store::Paths& paths, absl::Time before) {
  absl::Status first;
  std::error_code failure;
  const std::string passing = passing_backup(paths).filename().string();
  for (const auto& entry : fs::directory_iterator(paths.run(), failure)) {
    const std::string name = entry.path().filename().string();
    if (!name.starts_with(kScratch) && !name.starts_with(passing)) continue;
    const auto written = fs::file_time_type::clock::to_sys(entry.last_write_time(failure));
    if (failure || absl::FromChrono(written) >= before) continue;
    first.Update(entry.is_directory(failure) ? store::shred_folder(entry.path())
                                             : store::shred(entry.path()));
  }
  return first;
}

absl::Status forget_old_copies(const store::Paths& paths, absl::Time now) {
  absl::Status first = forget_leftovers(paths, now - kBackupsTake);
  std::error_code failure;
  for (const auto& entry : fs::directory_iterator(paths.data_dir, failure)) {
    if (entry.path().filename().string().find(".db.before-") == std::string::npos) continue;
    const auto written = fs::file_time_type::clock::to_sys(entry.last_write_time(failure));
    if (now - absl::FromChrono(written) > kCopiesLast) first.Update(store::shred(entry.path()));
  }
  return first;
}

}  // namespace desirepath::collector
