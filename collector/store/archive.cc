#include "collector/store/archive.h"

#include <absl/strings/match.h>
#include <absl/strings/str_cat.h>
#include <absl/strings/str_split.h>
#include <sys/stat.h>

#include <algorithm>
#include <fstream>
#include <span>
#include <system_error>
#include <utility>

#include "proto/seal/cipher.h"
#include "proto/seal/frame.h"
#include "proto/seal/hash.h"
#include "proto/seal/random.h"

namespace desirepath::store {
namespace {

constexpr std::int32_t kApplication = 0x44504231;  // "DPB1"
constexpr std::size_t kChunk = std::size_t{1} << 20;
constexpr std::size_t kLongestName = 200;
constexpr std::size_t kSealing = 256;   // octets at most by which sealing makes a chunk longer
constexpr std::uint32_t kModes = 0755;  // what a backup may give: nobody else writes

// `wrapped` is a frame that holds the key of the entry's chunks; empty: they are plain.
constexpr std::string_view kTables = R"sql(
CREATE TABLE about(name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE entry(
  name TEXT PRIMARY KEY, mode INTEGER NOT NULL, octets INTEGER NOT NULL,
  digest BLOB NOT NULL CHECK (length(digest) = 32), wrapped BLOB NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE chunk(
  entry TEXT NOT NULL, number INTEGER NOT NULL, data BLOB NOT NULL,
  PRIMARY KEY (entry, number)) STRICT;
)sql";

const Schema& archive_schema() {
  static const Schema schema{kApplication, {kTables}, "take an older backup"};
  return schema;
}

std::filesystem::path unfinished(const std::filesystem::path& file) {
  return file.string() + ".unfinished";
}

bool is_safe(const std::string& name) {
  if (name.empty() || name.size() > kLongestName || name.front() == '/') return false;
  const std::vector<std::string> parts = absl::StrSplit(name, '/');
  return std::none_of(parts.begin(), parts.end(),
                      [](const std::string& part) { return part.empty() || part == ".."; });
}

std::string chunk_name(const std::string& entry, std::int64_t number) {
  return absl::StrCat(entry, "#", number);
}

// The hash of a whole that comes in chunks: over the hashes of the chunks.
class Digest {
 public:
  void add(std::string_view chunk) {
    const seal::Key one = seal::hash(chunk);
    state_ = seal::hash({seal::Octets(state_), seal::Octets(one)});
  }
  [[nodiscard]] const seal::Key& value() const { return state_; }

 private:
  seal::Key state_{};
};

absl::StatusOr<std::vector<std::uint8_t>> wrap(const seal::Key& key, const seal::Key& heir) {
  const absl::StatusOr<seal::Plain> plain = seal::pad(seal::text(key));
  if (!plain.ok()) return plain.status();
  seal::Random random;
  const absl::StatusOr<seal::Sealed> sealed = seal::seal_frame(*plain, heir, random.octets<32>());
  if (!sealed.ok()) return sealed.status();
  return std::vector<std::uint8_t>(sealed->begin(), sealed->end());
}

absl::StatusOr<seal::Key> unwrap(const std::vector<std::uint8_t>& wrapped, const std::string& name,
                                 const std::optional<seal::SealingKeyPair>& heir) {
  if (!heir) {
    return absl::FailedPreconditionError(
        absl::StrCat(name, ": is sealed: give the key that 'restore --prepare' made, with --key"));
  }
  const absl::StatusOr<seal::Plain> plain = seal::open_frame(wrapped, *heir);
  const absl::StatusOr<std::string> key =
      plain.ok() ? seal::unpad(*plain) : absl::StatusOr<std::string>(plain.status());
  seal::Key opened{};
  if (!key.ok() || key->size() != opened.size()) {
    return absl::FailedPreconditionError(
        absl::StrCat(name, ": is sealed to another key than --key"));
  }
  std::copy(key->begin(), key->end(), opened.begin());
  return opened;
}

}  // namespace

absl::StatusOr<ArchiveWriter> ArchiveWriter::create(const std::filesystem::path& file) {
  std::error_code failure;
  if (std::filesystem::exists(file, failure)) {
    return absl::InvalidArgumentError(
        absl::StrCat(file.string(), ": exists, name a new file for the backup"));
  }
  const std::filesystem::path path = unfinished(file);
  for (const char* suffix : {"", "-wal", "-shm"}) {
    std::filesystem::remove(path.string() + suffix, failure);  // of a run that was cut off
  }
  absl::StatusOr<Database> database = Database::open(path.string(), archive_schema());
  if (!database.ok()) return database.status();
  return ArchiveWriter(file, *std::move(database));
}

ArchiveWriter::~ArchiveWriter() {
  if (!database_) return;
  database_.reset();
  std::error_code ignored;
  std::filesystem::remove(unfinished(file_), ignored);
}

absl::Status ArchiveWriter::tell(const std::string& name, const std::string& value) {
  absl::StatusOr<Statement> row =
      database_->prepare("INSERT OR REPLACE INTO about(name, value) VALUES (?, ?)");
  if (!row.ok()) return row.status();
  row->bind(1, std::string_view(name));
  row->bind(2, std::string_view(value));
  return row->run();
}

absl::Status ArchiveWriter::add(const std::string& name, const std::filesystem::path& source,
                                const std::optional<seal::Key>& heir) {
  if (!is_safe(name)) return absl::InternalError(absl::StrCat("archive: bad name ", name));
  struct stat about = {};
  std::ifstream file(source, std::ios::binary);
  if (!file || ::stat(source.c_str(), &about) != 0) {
    return absl::NotFoundError(absl::StrCat(source.string(), ": cannot be read"));
  }
  std::vector<std::uint8_t> wrapped;
  seal::Key key{};
  if (heir) {
    seal::random_bytes(key);
    absl::StatusOr<std::vector<std::uint8_t>> made = wrap(key, *heir);
    if (!made.ok()) return made.status();
    wrapped = *std::move(made);
  }
  const seal::Cipher cipher(key);
  seal::wipe(key);
  absl::StatusOr<Transaction> transaction = Transaction::begin(*database_);
  if (!transaction.ok()) return transaction.status();
  absl::StatusOr<Statement> chunk =
      database_->prepare("INSERT INTO chunk(entry, number, data) VALUES (?, ?, ?)");
  if (!chunk.ok()) return chunk.status();
  Digest digest;
  std::uint64_t octets = 0;
  std::string buffer(kChunk, '\0');
  for (std::int64_t number = 0; file; ++number) {
    file.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
    const std::string_view piece(buffer.data(), static_cast<std::size_t>(file.gcount()));
    if (piece.empty()) break;
    digest.add(piece);
    octets += piece.size();
    const std::string hidden =
        heir ? cipher.encrypt(piece, chunk_name(name, number)) : std::string();
    chunk->bind(1, std::string_view(name));
    chunk->bind(2, number);
    chunk->bind(3, seal::octets(heir ? std::string_view(hidden) : piece));
    if (absl::Status s = chunk->run(); !s.ok()) return s;
  }
  if (file.bad()) return absl::UnavailableError(absl::StrCat(source.string(), ": cannot be read"));
  absl::StatusOr<Statement> entry = database_->prepare(
      "INSERT INTO entry(name, mode, octets, digest, wrapped) VALUES (?, ?, ?, ?, ?)");
  if (!entry.ok()) return entry.status();
  entry->bind(1, std::string_view(name));
  entry->bind(2, std::int64_t{about.st_mode & 0777});
  entry->bind(3, static_cast<std::int64_t>(octets));
  entry->bind(4, seal::Octets(digest.value()));
  entry->bind(5, seal::Octets(wrapped));
  if (absl::Status s = entry->run(); !s.ok()) return s;
  return transaction->commit();
}

absl::Status ArchiveWriter::finish() {
  // One file, readable from where nothing may be written: no log beside it.
  if (absl::Status s = database_->execute("PRAGMA journal_mode = DELETE"); !s.ok()) return s;
  database_.reset();
  std::error_code failure;
  std::filesystem::rename(unfinished(file_), file_, failure);
  if (failure) {
    return absl::UnavailableError(absl::StrCat(file_.string(), ": ", failure.message()));
  }
  return absl::OkStatus();
}

absl::StatusOr<ArchiveReader> ArchiveReader::open(const std::filesystem::path& file) {
  absl::StatusOr<Database> database =
      Database::open(file.string(), archive_schema(), Mode::kReadOnly);
  if (!database.ok()) return database.status();
  absl::StatusOr<Statement> rows =
      database->prepare("SELECT name, mode, octets, digest, length(wrapped) FROM entry");
  if (!rows.ok()) return rows.status();
  std::vector<ArchiveEntry> entries;
  while (true) {
    const absl::StatusOr<bool> row = rows->step();
    if (!row.ok()) return row.status();
    if (!*row) break;
    ArchiveEntry entry{rows->text(0),
                       static_cast<std::uint32_t>(rows->integer(1)) & kModes,
                       static_cast<std::uint64_t>(rows->integer(2)),
                       {},
                       rows->integer(4) > 0};
    const std::vector<std::uint8_t> digest = rows->blob(3);
    if (!is_safe(entry.name) || digest.size() != entry.digest.size()) {
      return absl::DataLossError(absl::StrCat(file.string(), ": damaged: ", archive_schema().mend));
    }
    std::copy(digest.begin(), digest.end(), entry.digest.begin());
    entries.push_back(std::move(entry));
  }
  rows->reset();
  return ArchiveReader(*std::move(database), std::move(entries));
}

absl::StatusOr<std::string> ArchiveReader::told(const std::string& name) {
  absl::StatusOr<Statement> row = database_.prepare("SELECT value FROM about WHERE name = ?");
  if (!row.ok()) return row.status();
  row->bind(1, std::string_view(name));
  const absl::StatusOr<bool> found = row->step();
  if (!found.ok()) return found.status();
  return *found ? row->text(0) : std::string();
}

absl::Status ArchiveReader::extract(const ArchiveEntry& entry, const std::filesystem::path& target,
                                    const std::optional<seal::SealingKeyPair>& heir) {
  std::optional<seal::Cipher> cipher;
  if (entry.sealed) {
    absl::StatusOr<Statement> row = database_.prepare("SELECT wrapped FROM entry WHERE name = ?");
    if (!row.ok()) return row.status();
    row->bind(1, std::string_view(entry.name));
    if (const absl::StatusOr<bool> found = row->step(); !found.ok()) return found.status();
    absl::StatusOr<seal::Key> key = unwrap(row->blob(0), entry.name, heir);
    if (!key.ok()) return key.status();
    cipher.emplace(*key);
    seal::wipe(*key);
  }
  std::ofstream out;
  if (!target.empty()) out.open(target, std::ios::binary | std::ios::trunc);
  absl::StatusOr<Statement> rows = database_.prepare(
      "SELECT number, data, length(data) FROM chunk WHERE entry = ? ORDER BY number");
  if (!rows.ok()) return rows.status();
  rows->bind(1, std::string_view(entry.name));
  const absl::Status damaged =
      absl::DataLossError(absl::StrCat(entry.name,
                                       ": its checksum does not hold: the backup is "
                                       "damaged, take an older one"));
  Digest digest;
  std::uint64_t octets = 0;
  while (true) {
    const absl::StatusOr<bool> row = rows->step();
    if (!row.ok()) return row.status();
    if (!*row) break;
    if (rows->integer(2) > static_cast<std::int64_t>(kChunk + kSealing)) return damaged;
    const std::vector<std::uint8_t> stored = rows->blob(1);
    std::string piece(seal::text(stored));
    if (cipher) {
      absl::StatusOr<std::string> opened =
          cipher->decrypt(piece, chunk_name(entry.name, rows->integer(0)));
      if (!opened.ok()) return damaged;
      piece = *std::move(opened);
    }
    digest.add(piece);
    octets += piece.size();
    if (octets > entry.octets) return damaged;  // before it fills the disk
    if (out.is_open()) out.write(piece.data(), static_cast<std::streamsize>(piece.size()));
  }
  if (octets != entry.octets || digest.value() != entry.digest) return damaged;
  if (target.empty()) return absl::OkStatus();
  out.close();
  if (!out || ::chmod(target.c_str(), entry.mode) != 0) {
    return absl::ResourceExhaustedError(
        absl::StrCat(target.string(), ": cannot be written: free some space on its file system"));
  }
  return absl::OkStatus();
}

}  // namespace desirepath::store
