#pragma once

// `ArchiveWriter` and `ArchiveReader`: many files in one, each with its checksum.
//
// `backup` writes one, `restore` and `verify --backup` read it. The container is itself an SQLite
// file: chunks of a mebibyte, and for each entry its name, mode, length and BLAKE2b-256. It has its
// name only once it is whole. Entries may be sealed to the public key of whoever is to restore
// them; the key that opens them is in no archive.
//
// The files it makes are as private as the program's umask has them: 0600 in desirepath-collector.
//
// Whoever made the file may have made it to harm: what is read of it has its limits, and no mode
// lets others write or runs a file as its owner.
//
// Source: SQLite as an application file format, sqlite.org/appfileformat.html. Limits: an entry's
// name has 200 octets and no "..". Errors: kDataLoss (a checksum that does not hold),
// kFailedPrecondition (written by a newer version; sealed, and not to this key), those of Database.
// Threads: one at a time.

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "collector/store/database.h"
#include "proto/seal/keys.h"
#include "proto/seal/octets.h"

namespace desirepath::store {

struct ArchiveEntry {
  std::string name;  // relative: "policy/bundle.pb"
  std::uint32_t mode = 0600;
  std::uint64_t octets = 0;
  seal::Key digest{};
  bool sealed = false;
};

class ArchiveWriter {
 public:
  // Writes beside `file`, which must not exist.
  static absl::StatusOr<ArchiveWriter> create(const std::filesystem::path& file);
  ArchiveWriter(ArchiveWriter&&) = default;
  ~ArchiveWriter();

  // A word about the whole: "version", "made".
  absl::Status tell(const std::string& name, const std::string& value);
  // `heir`: the entry is sealed to this key.
  absl::Status add(const std::string& name, const std::filesystem::path& source,
                   const std::optional<seal::Key>& heir = std::nullopt);
  // Gives the file its name. Nothing is added afterwards.
  absl::Status finish();

 private:
  ArchiveWriter(std::filesystem::path file, Database database)
      : file_(std::move(file)), database_(std::move(database)) {}
  std::filesystem::path file_;
  std::optional<Database> database_;
};

class ArchiveReader {
 public:
  static absl::StatusOr<ArchiveReader> open(const std::filesystem::path& file);

  // Empty: it is not told.
  absl::StatusOr<std::string> told(const std::string& name);
  [[nodiscard]] const std::vector<ArchiveEntry>& entries() const { return entries_; }
  // Reads the whole entry against its checksum; writes it to `target` unless that is empty.
  absl::Status extract(const ArchiveEntry& entry, const std::filesystem::path& target,
                       const std::optional<seal::SealingKeyPair>& heir = std::nullopt);

 private:
  ArchiveReader(Database database, std::vector<ArchiveEntry> entries)
      : database_(std::move(database)), entries_(std::move(entries)) {}
  Database database_;
  std::vector<ArchiveEntry> entries_;
};

}  // namespace desirepath::store
