#include "collector/store/serve_lock.h"

#include <absl/strings/str_cat.h>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace desirepath::store {

void ServeLock::Close::operator()(const int* descriptor) const {
  ::close(*descriptor);  // and with it the lock
  delete descriptor;
}

absl::StatusOr<ServeLock> ServeLock::take(const std::filesystem::path& run,
                                          const std::string& name) {
  const std::filesystem::path path = run / (name + ".lock");
  const int opened = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (opened < 0) {
    return absl::UnavailableError(absl::StrCat(path.string(), ": ", std::strerror(errno),
                                               ", run this as the account that owns the folder"));
  }
  std::unique_ptr<int, Close> descriptor(new int(opened));
  if (::flock(opened, LOCK_EX | LOCK_NB) != 0) {
    return absl::FailedPreconditionError(
        absl::StrCat(path.parent_path().parent_path().string(), ": another process serves it as ",
                     name, ": stop that one first (systemctl stop desirepath-collector)"));
  }
  return ServeLock(std::move(descriptor));
}

bool ServeLock::is_held(const std::filesystem::path& run, const std::string& name) {
  const int opened = ::open((run / (name + ".lock")).c_str(), O_RDONLY | O_CLOEXEC);
  if (opened < 0) return false;
  const bool held = ::flock(opened, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;
  ::close(opened);
  return held;
}

}  // namespace desirepath::store
