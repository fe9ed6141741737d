#include "collector/policy/atomic_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <system_error>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

namespace desirepath::policy {
namespace {

constexpr std::uintmax_t kMaximumBytes = 16U << 20U;

absl::Status failure(const std::filesystem::path& path, int error) {
  if (error == ENOSPC || error == EDQUOT) {
    return absl::ResourceExhaustedError(
        absl::StrCat(path.string(), ": the disk is full, make room and try again"));
  }
  const char* mend = error == EEXIST ? ", choose another name or move it away"
                                     : ", give this account the right to write there";
  return absl::UnavailableError(absl::StrCat(path.string(), ": ", std::strerror(error), mend));
}

class Descriptor {
 public:
  Descriptor(const std::filesystem::path& path, int flags, unsigned mode)
      : number_(::open(path.c_str(), flags | O_CLOEXEC, mode)) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  [[nodiscard]] bool ok() const { return number_ >= 0; }
  [[nodiscard]] int number() const { return number_; }

 private:
  int number_;
};

bool write_all(int descriptor, const std::string& octets) {
  std::size_t done = 0;
  while (done < octets.size()) {
    const ssize_t wrote = ::write(descriptor, octets.data() + done, octets.size() - done);
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote <= 0) return false;
    done += static_cast<std::size_t>(wrote);
  }
  return ::fsync(descriptor) == 0;
}

absl::Status write_at(const std::filesystem::path& path, const std::string& octets, int flags,
                      unsigned mode) {
  const Descriptor file(path, O_WRONLY | O_CREAT | flags, mode);
  if (!file.ok()) return failure(path, errno);
  if (!write_all(file.number(), octets)) {
    const int error = errno;
    ::unlink(path.c_str());
    return failure(path, error);
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status write_file_atomically(const std::filesystem::path& path, const std::string& octets,
                                   unsigned mode) {
  std::filesystem::path fresh = path;
  fresh += absl::StrCat(".", ::getpid(), ".new");
  ::unlink(fresh.c_str());  // of a killed process that had our number
  if (absl::Status s = write_at(fresh, octets, O_EXCL, mode); !s.ok()) return s;
  if (::rename(fresh.c_str(), path.c_str()) != 0) {
    const int error = errno;
    ::unlink(fresh.c_str());
    return failure(path, error);
  }
  // A name alone is in the folder where the command was typed.
  const std::filesystem::path where = path.has_parent_path() ? path.parent_path() : ".";
  const Descriptor folder(where, O_RDONLY | O_DIRECTORY, 0);
  if (!folder.ok() || ::fsync(folder.number()) != 0) return failure(where, errno);
  return absl::OkStatus();
}

absl::Status write_new_file(const std::filesystem::path& path, const std::string& octets,
                            unsigned mode) {
  return write_at(path, octets, O_EXCL, mode);
}

absl::StatusOr<std::string> read_file(const std::filesystem::path& path) {
  std::error_code failed;
  const std::uintmax_t bytes = std::filesystem::file_size(path, failed);
  if (failed == std::errc::no_such_file_or_directory) {
    return absl::NotFoundError(absl::StrCat(path.string(), ": no such file"));
  }
  std::ifstream stream(path, std::ios::binary);
  if (failed || !stream) {
    return absl::UnavailableError(
        absl::StrCat(path.string(), ": not readable, run this as the account that owns it"));
  }
  if (bytes > kMaximumBytes) {
    return absl::InvalidArgumentError(absl::StrCat(path.string(), ": larger than 16 MiB"));
  }
  return std::string(std::istreambuf_iterator<char>(stream), {});
}

}  // namespace desirepath::policy
