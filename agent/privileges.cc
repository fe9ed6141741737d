#include "agent/privileges.h"

#include <linux/capability.h>
#include <linux/securebits.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdint>
#include <cstring>

#include "absl/strings/str_cat.h"

namespace desirepath::agent {
namespace {

constexpr std::uint32_t kNetRaw = 1U << CAP_NET_RAW;
constexpr std::uint32_t kSetPcap = 1U << CAP_SETPCAP;

using Sets = std::array<__user_cap_data_struct, 2>;

absl::Status refused(const char* what) {
  return absl::InternalError(absl::StrCat("cannot ", what, ": ", std::strerror(errno)));
}

bool read_sets(Sets& sets) {
  __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
  return syscall(SYS_capget, &header, sets.data()) == 0;
}

bool write_sets(const Sets& sets) {
  __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
  return syscall(SYS_capset, &header, sets.data()) == 0;
}

}  // namespace

bool may_capture() {
  Sets sets{};
  return read_sets(sets) && (sets[0].effective & kNetRaw) != 0;
}

absl::Status keep_only_the_right_to_capture() {
  Sets sets{};
  if (!read_sets(sets)) return refused("read the capabilities");
  prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0);  // old kernels have none
  if ((sets[0].effective & kSetPcap) != 0) {
    for (int capability = 0; prctl(PR_CAPBSET_READ, capability, 0, 0, 0) >= 0; ++capability) {
      prctl(PR_CAPBSET_DROP, capability, 0, 0, 0);
    }
    // Programs started later get nothing from being root's.
    prctl(PR_SET_SECUREBITS, SECBIT_NOROOT | SECBIT_NOROOT_LOCKED, 0, 0, 0);
  }
  const std::uint32_t kept = sets[0].permitted & kNetRaw;
  const Sets wanted = {{{kept, kept, 0}, {0, 0, 0}}};
  if (!write_sets(wanted)) return refused("drop the capabilities");
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return refused("forswear new privileges");
  return absl::OkStatus();
}

absl::Status hide_memory() {
  const rlimit none{0, 0};
  if (setrlimit(RLIMIT_CORE, &none) != 0) return refused("switch off core dumps");
  if (prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0) return refused("make the memory private");
  return absl::OkStatus();
}

}  // namespace desirepath::agent
