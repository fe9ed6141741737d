#include "proto/account/folder_owner.h"

#include <grp.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "absl/strings/str_cat.h"

namespace desirepath::account {

absl::Status become_owner_of(const std::filesystem::path& folder) {
  struct stat found {};
  if (geteuid() != 0 || stat(folder.c_str(), &found) != 0 || found.st_uid == 0) {
    return absl::OkStatus();
  }
  if (setgroups(0, nullptr) != 0 || setgid(found.st_gid) != 0 || setuid(found.st_uid) != 0) {
    return absl::PermissionDeniedError(absl::StrCat(
        folder.string(), " is the account ", found.st_uid, "'s, and root may not become it here: ",
        std::strerror(errno), "; run this as that account"));
  }
  return absl::OkStatus();
}

}  // namespace desirepath::account
