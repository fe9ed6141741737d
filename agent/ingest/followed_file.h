#pragma once

// `FollowedFile` gives the lines of a log that another program writes and rotates, each once.
//
// `ingest` asks it for more; what it has given can be told as a `Place` and be gone on from after a
// restart. Renaming (logrotate's `create`), truncating (`copytruncate`) and a new file are
// followed: what the old one still has comes first. A half line waits for its end.
//
// Source: logrotate(8). Limits: lines of kLongestLine; a longer one is given cut, and so is
// malformed. Errors: kUnavailable the file cannot be read (it may come yet). Threads: one at a
// time.

#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/statusor.h"

namespace desirepath::ingest {

// Numbers alone: which file, and up to where.
struct Place {
  std::uint64_t device = 0;
  std::uint64_t inode = 0;
  std::uint64_t offset = 0;
  friend bool operator==(const Place&, const Place&) = default;
};

// "64769 131074 2048", one line; nothing if it is none.
std::string to_text(const Place& place);
std::optional<Place> parse_place(const std::string& text);

class FollowedFile {
 public:
  // Goes on from `place` where that file still is, else begins at the file's start.
  FollowedFile(std::string path, std::optional<Place> place);
  // Reads the open descriptor, to its end, once: standard input.
  explicit FollowedFile(int descriptor);
  ~FollowedFile();
  FollowedFile(const FollowedFile&) = delete;
  FollowedFile& operator=(const FollowedFile&) = delete;

  // The next line without its end; nothing: there is no more for now.
  absl::StatusOr<std::optional<std::string>> next();
  // After the last line that was given.
  [[nodiscard]] Place place() const { return place_; }
  // Standard input has ended.
  [[nodiscard]] bool over() const { return over_; }

 private:
  absl::Status open();
  bool open_file(const std::string& path, std::optional<Place> place);
  // Whether the name stands for another file now, or ours has shrunk.
  [[nodiscard]] bool was_rotated() const;
  absl::StatusOr<bool> fill();

  const std::string path_;  // empty: a descriptor of somebody's
  std::optional<Place> resume_;
  int descriptor_ = -1;
  Place place_;
  std::string buffer_;  // from place_.offset on
  std::size_t used_ = 0;
  bool over_ = false;
};

}  // namespace desirepath::ingest
