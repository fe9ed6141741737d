#include "tests/fleet/frame_log.h"

#include <absl/strings/str_cat.h>

#include "proto/seal/encoding.h"

namespace desirepath::fleet {

absl::Status FrameLog::open(const std::string& path) {
  const absl::MutexLock lock(&mutex_);
  path_ = path;
  file_.open(path, std::ios::app);
  return file_ ? absl::OkStatus() : absl::InternalError(absl::StrCat("fleet: cannot write ", path));
}

absl::Status FrameLog::add(std::uint32_t device, std::uint32_t window,
                           const std::vector<facts::Nonce>& nonces) {
  const absl::MutexLock lock(&mutex_);
  for (const facts::Nonce& nonce : nonces)
    file_ << next_++ << "," << device << "," << window << "," << seal::to_hex(nonce) << "\n";
  file_.flush();
  return file_ ? absl::OkStatus()
               : absl::InternalError(absl::StrCat("fleet: cannot write ", path_));
}

}  // namespace desirepath::fleet
