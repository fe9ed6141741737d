#include "collector/store/shred.h"

#include <absl/strings/str_cat.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <string>
#include <system_error>

namespace desirepath::store {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kAtOnce = std::size_t{64} << 10;

absl::Status trouble(const fs::path& file, int code) {
  return absl::UnavailableError(
      absl::StrCat(file.string(), ": cannot be destroyed (", std::strerror(code),
                   "): run this as the folder's account, then overwrite and remove the file"));
}

int overwrite(int descriptor, std::uint64_t octets) {
  const std::string zeros(kAtOnce, '\0');
  while (octets > 0) {
    const ssize_t written =
        ::write(descriptor, zeros.data(), std::min<std::uint64_t>(octets, zeros.size()));
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return errno;
    octets -= static_cast<std::uint64_t>(written);
  }
  return ::fsync(descriptor) == 0 ? 0 : errno;
}

}  // namespace

absl::Status shred(const fs::path& file) {
  struct stat about = {};
  if (::lstat(file.c_str(), &about) != 0) {
    return errno == ENOENT ? absl::OkStatus() : trouble(file, errno);
  }
  int code = 0;
  if (S_ISREG(about.st_mode)) {
    const int descriptor = ::open(file.c_str(), O_WRONLY | O_NOFOLLOW | O_CLOEXEC);
    code =
        descriptor < 0 ? errno : overwrite(descriptor, static_cast<std::uint64_t>(about.st_size));
    if (descriptor >= 0) ::close(descriptor);
  }
  // Removed in any case: what cannot be overwritten is at least not found by its name.
  if (::unlink(file.c_str()) != 0 && code == 0) code = errno;
  return code == 0 ? absl::OkStatus() : trouble(file, code);
}

absl::Status shred_folder(const fs::path& folder) {
  absl::Status first;
  std::error_code failure;
  for (const auto& entry : fs::directory_iterator(folder, failure)) {
    const bool inner = entry.is_directory(failure) && !entry.is_symlink(failure);
    first.Update(inner ? shred_folder(entry.path()) : shred(entry.path()));
  }
  fs::remove(folder, failure);
  if (failure) first.Update(trouble(folder, failure.value()));
  return first;
}

}  // namespace desirepath::store
