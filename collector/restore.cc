#include "collector/restore.h"

#include <algorithm>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <set>
#include <system_error>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "collector/backup.h"
#include "collector/curation/audit_chain.h"
#include "collector/curation/curation_database.h"
#include "collector/gate/gate_database.h"
#include "collector/gate/segment.h"
#include "collector/policy/atomic_file.h"
#include "collector/policy/bundle_edit.h"
#include "collector/policy/key_log.h"
#include "collector/publish/published_database.h"
#include "collector/schedule.h"
#include "collector/store/paths.h"
#include "collector/store/serve_lock.h"
#include "collector/store/shred.h"
#include "collector/store/window_database.h"
#include "proto/seal/encoding.h"
#include "proto/window/calendar.h"

namespace desirepath::collector {
namespace {

namespace fs = std::filesystem;

constexpr char kHeirTitle[] = "desirepath x25519 key of an heir";

absl::StatusOr<std::optional<seal::SealingKeyPair>> read_heir(const fs::path& path) {
  if (path.empty()) return std::optional<seal::SealingKeyPair>();
  const absl::StatusOr<std::string> text = policy::read_file(path);
  if (!text.ok()) return text.status();
  const std::vector<std::string> lines = absl::StrSplit(*text, '\n');
  const absl::StatusOr<seal::Key> secret =
      lines.size() > 1 && lines[0] == kHeirTitle
          ? seal::key_from_hex(lines[1])
          : absl::StatusOr<seal::Key>(absl::InvalidArgumentError(""));
  if (!secret.ok()) {
    return absl::InvalidArgumentError(
        absl::StrCat(path.string(), ": is no key that 'restore --prepare' made"));
  }
  return std::optional<seal::SealingKeyPair>(seal::sealing_key_from_secret(*secret));
}

absl::Status check_folder(const fs::path& dir) {
  const store::Paths paths{dir};
  std::error_code failure;
  if (!fs::exists(dir, failure) || fs::is_empty(dir, failure)) return absl::OkStatus();
  if (fs::is_directory(paths.run(), failure)) {
    for (const char* role : {"gate", "collector"}) {
      const absl::StatusOr<store::ServeLock> lock = store::ServeLock::take(paths.run(), role);
      if (!lock.ok()) return lock.status();
    }
  }
  return absl::InvalidArgumentError(absl::StrCat(
      dir.string(), ": not empty: restore makes a folder anew, move this one away first"));
}

class Restorer {
 public:
  Restorer(const RestorePlan& plan, store::ArchiveReader archive,
           std::optional<seal::SealingKeyPair> heir, absl::Time now)
      : plan_(plan),
        paths_{fs::absolute(plan.dir).lexically_normal()},
        archive_(std::move(archive)),
        heir_(std::move(heir)),
        now_(now) {}

  absl::StatusOr<RestoreReport> run() {
    const absl::StatusOr<std::string> made = archive_.told("made");
    if (!made.ok()) return made.status();
    report_.made = *made;
    for (auto step : {&Restorer::make_folders, &Restorer::extract, &Restorer::open_databases,
                      &Restorer::close_windows, &Restorer::note}) {
      if (absl::Status s = (this->*step)(); !s.ok()) return s;
    }
    return report_;
  }

 private:
  absl::Status make_folders() {
    std::error_code failure;
    for (const fs::path& folder :
         {paths_.data_dir, paths_.policy(), paths_.pki(), paths_.spool(), paths_.run()}) {
      fs::create_directories(folder, failure);
      if (!failure) fs::permissions(folder, fs::perms::owner_all, failure);
      if (failure) {
        return absl::UnavailableError(absl::StrCat(folder.string(), ": ", failure.message(),
                                                   ", name a folder this account may write"));
      }
    }
    return absl::OkStatus();
  }

  // policy/ last: a folder without it is none to serve. The fuller copy of gate.db after the other.
  absl::Status extract() {
    std::vector<store::ArchiveEntry> entries = archive_.entries();
    const auto place = [](const store::ArchiveEntry& entry) {
      return absl::StartsWith(entry.name, "policy/") ? 2 : absl::StartsWith(entry.name, kOpen);
    };
    std::stable_sort(entries.begin(), entries.end(),
                     [&](const auto& a, const auto& b) { return place(a) < place(b); });
    for (const store::ArchiveEntry& entry : entries) {
      if (entry.sealed && !heir_) continue;
      const fs::path target = paths_.data_dir / std::string(absl::StripPrefix(entry.name, kOpen));
      if (absl::Status s = archive_.extract(entry, target, heir_); !s.ok()) return s;
      ++report_.files;
      report_.open_windows = report_.open_windows || entry.sealed;
      report_.settings_elsewhere = report_.settings_elsewhere || entry.name == kSettingsElsewhere;
    }
    return absl::OkStatus();
  }

  // Each checks itself, and refuses what a newer version wrote.
  absl::Status open_databases() {
    if (fs::exists(paths_.gate_db())) {
      const auto gate = gate::GateDatabase::open(paths_.gate_db().string());
      if (!gate.ok()) return gate.status();
    }
    if (fs::exists(paths_.published_db())) {
      const auto published =
          publish::open_published(paths_.published_db().string(), store::Mode::kReadWrite);
      if (!published.ok()) return published.status();
    }
    return absl::OkStatus();
  }

  absl::Status close_windows() {
    absl::StatusOr<store::Database> windows =
        store::open_window_database(paths_.window_db().string());
    if (!windows.ok()) return windows.status();
    absl::StatusOr<store::Database> keys = store::open_keys_database(paths_.keys_db().string());
    if (!keys.ok()) return keys.status();
    const absl::StatusOr<std::vector<std::uint32_t>> open = policy::windows_with_keys(*keys);
    if (!open.ok()) return open.status();
    const std::set<std::uint32_t> gone = to_close(*open);
    for (const std::uint32_t window : gone) {
      if (absl::Status s = store::mark_frozen(*windows, window); !s.ok()) return s;
      if (absl::Status s = store::erase_window(*windows, window); !s.ok()) return s;
      if (absl::Status s = store::erase_key(*keys, window); !s.ok()) return s;
    }
    if (absl::Status s = windows->truncate_log(); !s.ok()) return s;
    return wipe_frames(gone);
  }

  // Without a policy that holds nobody knows when they were due: none is taken over.
  std::set<std::uint32_t> to_close(const std::vector<std::uint32_t>& open) {
    const absl::StatusOr<policy::Bundle> bundle = policy::load_own_bundle(paths_, now_);
    const absl::StatusOr<window::Calendar> calendar =
        bundle.ok() ? window::Calendar::from(bundle->policy)
                    : absl::StatusOr<window::Calendar>(bundle.status());
    if (!calendar.ok()) return {open.begin(), open.end()};
    std::set<std::uint32_t> gone;
    for (const policy::SealingKey& key : bundle->keys) {
      if (freeze_time(*calendar, key.window) > now_ &&
          std::find(open.begin(), open.end(), key.window) == open.end()) {
        gone.insert(key.window);
      }
    }
    for (const std::uint32_t window : open) {
      if (!plan_.unpublished && freeze_time(*calendar, window) <= now_) gone.insert(window);
    }
    for (const std::uint32_t window : gone) report_.closed.push_back(calendar->name(window));
    return gone;
  }

  absl::Status wipe_frames(const std::set<std::uint32_t>& windows) {
    seal::Random random;
    std::error_code failure;
    for (const auto& entry : fs::directory_iterator(paths_.spool(), failure)) {
      absl::StatusOr<gate::Segment> segment = gate::Segment::load(entry.path(), random);
      if (!segment.ok()) return segment.status();
      if (!windows.contains(segment->window())) continue;
      if (absl::Status s = segment->remove(); !s.ok()) return s;
    }
    return absl::OkStatus();
  }

  absl::Status note() {
    if (!fs::exists(paths_.curation_db())) return absl::OkStatus();  // a gate's own backup
    absl::StatusOr<curation::CurationDatabase> curation =
        curation::CurationDatabase::open(paths_.curation_db().string());
    if (!curation.ok()) return curation.status();
    curation::AuditEntry entry;
    entry.by = "command line";
    entry.action = "restored";
    entry.subject = report_.made;
    entry.detail = boost::json::serialize(boost::json::object{
        {"open_windows", report_.open_windows}, {"unpublished", plan_.unpublished}});
    entry.at = now_;
    return curation::AuditChain(curation->database()).append(std::move(entry));
  }

  const RestorePlan& plan_;
  const store::Paths paths_;
  store::ArchiveReader archive_;
  const std::optional<seal::SealingKeyPair> heir_;
  const absl::Time now_;
  RestoreReport report_;
};

absl::StatusOr<std::size_t> check_entries(store::ArchiveReader& archive,
                                          const std::optional<seal::SealingKeyPair>& heir) {
  std::size_t checked = 0;
  for (const store::ArchiveEntry& entry : archive.entries()) {
    if (entry.sealed && !heir) continue;
    if (absl::Status s = archive.extract(entry, {}, heir); !s.ok()) return s;
    ++checked;
  }
  return checked;
}

}  // namespace

absl::StatusOr<RestoreReport> restore(const RestorePlan& plan, absl::Time now) {
  if (absl::Status s = check_folder(plan.dir); !s.ok()) return s;
  absl::StatusOr<std::optional<seal::SealingKeyPair>> heir = read_heir(plan.heir);
  if (!heir.ok()) return heir.status();
  absl::StatusOr<store::ArchiveReader> archive = store::ArchiveReader::open(plan.file);
  if (!archive.ok()) return archive.status();
  const absl::StatusOr<std::size_t> checked = check_entries(*archive, *heir);
  if (!checked.ok()) return checked.status();
  std::error_code failure;
  const bool existed = fs::exists(plan.dir, failure);
  absl::StatusOr<RestoreReport> report =
      Restorer(plan, *std::move(archive), *std::move(heir), now).run();
  if (!report.ok()) {
    store::shred_folder(plan.dir).IgnoreError();  // it says why it failed, and that comes first
    if (existed) fs::create_directory(plan.dir, failure);
    return report;
  }
  if (!report->open_windows) return report;
  const absl::Status destroyed = store::shred(plan.heir);
  return destroyed.ok() ? report : absl::StatusOr<RestoreReport>(destroyed);
}

absl::StatusOr<std::size_t> check_backup(const fs::path& file, const fs::path& heir) {
  const absl::StatusOr<std::optional<seal::SealingKeyPair>> key = read_heir(heir);
  if (!key.ok()) return key.status();
  absl::StatusOr<store::ArchiveReader> archive = store::ArchiveReader::open(file);
  if (!archive.ok()) return archive.status();
  return check_entries(*archive, *key);
}

absl::StatusOr<seal::Key> prepare_heir(const fs::path& path) {
  if (absl::Status s = store::shred(path); !s.ok()) return s;
  const seal::SealingKeyPair pair = seal::generate_sealing_key();
  const std::string secret = absl::StrCat(kHeirTitle, "\n", seal::to_hex(pair.secret_key), "\n");
  if (absl::Status s = policy::write_new_file(path, secret, 0600); !s.ok()) return s;
  return pair.public_key;
}

}  // namespace desirepath::collector
