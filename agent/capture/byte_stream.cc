#include "agent/capture/byte_stream.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

namespace desirepath::capture {
namespace {

absl::Status cannot_open(const std::string& path, int error) {
  if (error == ENOENT) {
    return absl::NotFoundError(absl::StrCat(path, ": no such file; check the path"));
  }
  if (error == EACCES || error == EPERM) {
    return absl::InvalidArgumentError(
        absl::StrCat(path, ": no right to read it; run as its owner or chmod a copy"));
  }
  return absl::InvalidArgumentError(absl::StrCat(path, ": cannot open: ", std::strerror(error)));
}

}  // namespace

absl::StatusOr<ByteStream> ByteStream::open(const std::string& path) {
  const int file = path == "-" ? dup(STDIN_FILENO) : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return cannot_open(path, errno);
  ByteStream stream(file);
  struct stat about {};
  if (fstat(file, &about) == 0 && S_ISDIR(about.st_mode)) {
    return absl::InvalidArgumentError(
        absl::StrCat(path, ": is a folder; name the capture files in it"));
  }
  posix_fadvise(file, 0, 0, POSIX_FADV_SEQUENTIAL);
  return stream;
}

ByteStream::ByteStream(int file)
    : file_(file), buffer_(std::make_unique_for_overwrite<std::uint8_t[]>(kBlockBytes)) {}

ByteStream::ByteStream(ByteStream&& other) noexcept
    : file_(std::exchange(other.file_, -1)),
      failure_(other.failure_),
      capacity_(other.capacity_),
      begin_(other.begin_),
      end_(other.end_),
      read_(other.read_),
      buffer_(std::move(other.buffer_)) {}

ByteStream::~ByteStream() {
  if (file_ >= 0) close(file_);
}

bool ByteStream::refill(std::size_t count) {
  if (count > kLargestWindow) return false;
  if (count > capacity_) {
    const std::size_t larger = std::max(count, std::min(capacity_ * 2, kLargestWindow));
    auto buffer = std::make_unique_for_overwrite<std::uint8_t[]>(larger);
    std::memcpy(buffer.get(), data(), available());
    buffer_ = std::move(buffer);
    capacity_ = larger;
  } else {
    std::memmove(buffer_.get(), data(), available());
  }
  end_ -= begin_;
  begin_ = 0;
  while (end_ < count) {
    const ssize_t got = read(file_, buffer_.get() + end_, capacity_ - end_);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) failure_ = errno;
    if (got <= 0) return false;
    end_ += static_cast<std::size_t>(got);
    read_ += static_cast<std::uint64_t>(got);
  }
  return true;
}

bool ByteStream::skip(std::uint64_t count) {
  while (count > 0) {
    if (available() == 0 && !refill(1)) return false;
    const std::size_t part = static_cast<std::size_t>(std::min<std::uint64_t>(count, available()));
    consume(part);
    count -= part;
  }
  return true;
}

}  // namespace desirepath::capture
