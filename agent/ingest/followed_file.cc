#include "agent/ingest/followed_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <sstream>
#include <utility>

#include "absl/strings/str_cat.h"
#include "agent/ingest/line_formats.h"

namespace desirepath::ingest {
namespace {

constexpr std::size_t kBlock = 64 * 1024;

}  // namespace

std::string to_text(const Place& place) {
  return absl::StrCat(place.device, " ", place.inode, " ", place.offset, "\n");
}

std::optional<Place> parse_place(const std::string& text) {
  std::istringstream stream(text);
  Place place;
  if (!(stream >> place.device >> place.inode >> place.offset)) return std::nullopt;
  return place;
}

FollowedFile::FollowedFile(std::string path, std::optional<Place> place)
    : path_(std::move(path)), resume_(place) {}

FollowedFile::FollowedFile(int descriptor) : descriptor_(descriptor) {}

FollowedFile::~FollowedFile() {
  if (!path_.empty() && descriptor_ >= 0) ::close(descriptor_);
}

bool FollowedFile::open_file(const std::string& path, std::optional<Place> place) {
  const int opened = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (opened < 0) return false;
  struct stat about = {};
  const bool stated = ::fstat(opened, &about) == 0;
  const bool wanted = !place || (about.st_dev == place->device && about.st_ino == place->inode &&
                                 static_cast<std::uint64_t>(about.st_size) >= place->offset);
  if (!stated || !S_ISREG(about.st_mode) || !wanted) {
    ::close(opened);
    return false;
  }
  descriptor_ = opened;
  place_ = {about.st_dev, about.st_ino, place ? place->offset : 0};
  buffer_.clear();
  used_ = 0;
  return ::lseek(opened, static_cast<off_t>(place_.offset), SEEK_SET) >= 0;
}

absl::Status FollowedFile::open() {
  // Rotated while nobody read: the rest of that file, under its next name, comes first.
  if (resume_) {
    const std::optional<Place> place = std::exchange(resume_, std::nullopt);
    if (open_file(path_, place) || open_file(path_ + ".1", place)) return absl::OkStatus();
  }
  if (open_file(path_, std::nullopt)) return absl::OkStatus();
  return absl::UnavailableError(absl::StrCat(path_, ": cannot be read: ", std::strerror(errno),
                                             "; name a log that this account may read"));
}

bool FollowedFile::was_rotated() const {
  struct stat named = {};
  if (::stat(path_.c_str(), &named) != 0)
    return false;  // renamed, and the new one is not there yet
  const bool same = named.st_dev == place_.device && named.st_ino == place_.inode;
  return !same || static_cast<std::uint64_t>(named.st_size) < place_.offset;
}

absl::StatusOr<bool> FollowedFile::fill() {
  buffer_.erase(0, used_);
  used_ = 0;
  std::array<char, kBlock> block{};
  const ssize_t got = ::read(descriptor_, block.data(), block.size());
  if (got < 0 && errno != EINTR && errno != EAGAIN) {
    return absl::UnavailableError(absl::StrCat(path_, ": ", std::strerror(errno)));
  }
  if (got > 0) buffer_.append(block.data(), static_cast<std::size_t>(got));
  return got > 0;
}

absl::StatusOr<std::optional<std::string>> FollowedFile::next() {
  while (true) {
    if (descriptor_ < 0) {
      if (absl::Status s = open(); !s.ok()) return s;
    }
    const std::size_t end = buffer_.find('\n', used_);
    const bool too_long = end == std::string::npos && buffer_.size() - used_ > kLongestLine;
    if (end != std::string::npos || too_long) {
      const std::size_t length = too_long ? buffer_.size() - used_ : end - used_;
      std::string line = buffer_.substr(used_, length);
      const std::size_t whole = length + (too_long ? 0 : 1);
      used_ += whole;
      place_.offset += whole;
      return std::optional<std::string>(std::move(line));
    }
    const absl::StatusOr<bool> more = fill();
    if (!more.ok()) return more.status();
    if (*more) continue;
    if (path_.empty()) {
      over_ = true;
      return std::optional<std::string>();
    }
    if (!was_rotated()) return std::optional<std::string>();
    ::close(descriptor_);
    descriptor_ = -1;
  }
}

}  // namespace desirepath::ingest
