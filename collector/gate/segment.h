#pragma once

// `Segment` is one file of the gate's spool: sealed frames of one window at random places.
//
// The spool fills it, the forwarder reads and removes it. What `append` wrote is safe after `sync`.
// A segment's room on disk is taken when it is made, so a full disk shows there and not in the
// middle of a group.
//
// Errors: kResourceExhausted (disk full), kUnavailable (any other error of the disk), kDataLoss
// (not a segment). Threads: one at a time.

#include <absl/status/statusor.h>

#include <filesystem>
#include <string>
#include <vector>

#include "collector/gate/segment_format.h"
#include "collector/intake/delivery.h"
#include "proto/seal/random.h"

namespace desirepath::gate {

class Segment {
 public:
  static absl::StatusOr<Segment> create(const std::filesystem::path& folder, std::uint32_t window,
                                        seal::Random& random);
  static absl::StatusOr<Segment> load(const std::filesystem::path& path, seal::Random& random);

  Segment(Segment&& other) noexcept;
  Segment& operator=(Segment&& other) noexcept;
  ~Segment();

  [[nodiscard]] std::uint32_t window() const { return header_.window; }
  [[nodiscard]] Mark mark() const { return header_.mark; }
  [[nodiscard]] bool full() const { return free_.empty(); }
  [[nodiscard]] std::size_t frames() const { return frames_; }
  [[nodiscard]] std::size_t torn() const { return torn_; }

  absl::Status append(const seal::Sealed& ciphertext);
  absl::Status sync();
  // Each sets its mark and makes it safe. What is released takes no more frames.
  absl::Status mark_k_reached();
  absl::Status release();
  // Adds the frames to `out`, in no particular order.
  absl::Status read(std::vector<intake::SealedFrame>& out) const;
  // Deletes the file.
  absl::Status remove();

 private:
  Segment(std::filesystem::path path, int descriptor, Header header)
      : path_(std::move(path)), descriptor_(descriptor), header_(header) {}
  absl::Status scan(seal::Random& random);
  absl::Status write(std::span<const std::uint8_t> octets, std::size_t offset);
  absl::Status set_mark(Mark mark);
  [[nodiscard]] absl::Status error(const std::string& doing) const;

  std::filesystem::path path_;
  int descriptor_ = -1;
  Header header_;
  std::vector<std::uint16_t> free_;  // shuffled
  std::size_t frames_ = 0;
  std::size_t torn_ = 0;
  bool dirty_ = false;
};

// Makes the folder's own entries (new and removed files) safe.
absl::Status sync_folder(const std::filesystem::path& folder);

}  // namespace desirepath::gate
