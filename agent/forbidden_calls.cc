#include "agent/forbidden_calls.h"

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <vector>

#include "absl/strings/str_cat.h"

namespace desirepath::agent {
namespace {

#if defined(__x86_64__)
constexpr std::uint32_t kArchitecture = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
constexpr std::uint32_t kArchitecture = AUDIT_ARCH_AARCH64;
#else
#error "the audit number of this architecture is missing here"
#endif

constexpr std::uint32_t kOtherInterface = 0x40000000;  // x32's numbers begin here

constexpr long kRefusedToProgram[] = {
    SYS_ptrace,
    SYS_process_vm_readv,
    SYS_process_vm_writev,
    SYS_kcmp,
    SYS_bpf,
    SYS_perf_event_open,
    SYS_userfaultfd,
    SYS_io_uring_setup,
    SYS_io_uring_enter,
    SYS_io_uring_register,
    SYS_mount,
    SYS_umount2,
    SYS_pivot_root,
    SYS_chroot,
    SYS_move_mount,
    SYS_open_tree,
    SYS_fsopen,
    SYS_fsmount,
    SYS_setns,
    SYS_unshare,
    SYS_init_module,
    SYS_finit_module,
    SYS_delete_module,
    SYS_kexec_load,
    SYS_reboot,
    SYS_swapon,
    SYS_swapoff,
    SYS_acct,
    SYS_quotactl,
    SYS_keyctl,
    SYS_add_key,
    SYS_request_key,
    SYS_settimeofday,
    SYS_clock_settime,
    SYS_clock_adjtime,
    SYS_adjtimex,
    SYS_fanotify_init,
    SYS_open_by_handle_at,
    SYS_personality,
    SYS_sethostname,
    SYS_setdomainname,
    SYS_syslog,
    SYS_vhangup,
    SYS_lookup_dcookie,
#if defined(__x86_64__)
    SYS_iopl,
    SYS_ioperm,
    SYS_modify_ldt,
    SYS_kexec_file_load,
    SYS_uselib,
    SYS_ustat,
    SYS_sysfs,
#endif
};

constexpr long kRefusedToCapture[] = {
    SYS_execve, SYS_execveat, SYS_connect, SYS_listen, SYS_accept, SYS_accept4, SYS_kill,
#if defined(__x86_64__)
    SYS_fork,   SYS_vfork,
#endif
};

// What the capture reads by: frames, changes of routes, open connections; and libpcap's ioctls.
constexpr int kSocketsOfCapture[] = {AF_PACKET, AF_NETLINK, AF_UNIX};

constexpr std::uint32_t kRefuse = SECCOMP_RET_ERRNO | EPERM;

class Program {
 public:
  void load(std::size_t offset) {
    lines_.push_back(BPF_STMT(BPF_LD | BPF_W | BPF_ABS, static_cast<std::uint32_t>(offset)));
  }
  // Ends with `action` if the loaded word is `value`.
  void end_if(long value, std::uint32_t action) {
    lines_.push_back(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, static_cast<std::uint32_t>(value), 0, 1));
    end(action);
  }
  void end_unless(std::uint32_t value, std::uint32_t action) {
    lines_.push_back(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, 1, 0));
    end(action);
  }
  void end_from(std::uint32_t value, std::uint32_t action) {
    lines_.push_back(BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, value, 0, 1));
    end(action);
  }
  void end(std::uint32_t action) { lines_.push_back(BPF_STMT(BPF_RET | BPF_K, action)); }

  absl::Status install() {
    const sock_fprog program{static_cast<unsigned short>(lines_.size()), lines_.data()};
    if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0) == 0) return absl::OkStatus();
    return absl::InternalError(
        absl::StrCat("cannot have system calls refused: ", std::strerror(errno)));
  }

 private:
  std::vector<sock_filter> lines_;
};

void refuse_sockets(Program& program) {
  program.end_unless(SYS_socket, SECCOMP_RET_ALLOW);
  program.load(offsetof(seccomp_data, args));  // the low half: both architectures are little-endian
  for (const int family : kSocketsOfCapture) program.end_if(family, SECCOMP_RET_ALLOW);
  program.end(kRefuse);
}

}  // namespace

absl::Status forbid_calls(CallsOf who) {
  if (prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) != 1) {
    return absl::FailedPreconditionError("system calls can be refused only without new privileges");
  }
  Program program;
  program.load(offsetof(seccomp_data, arch));
  program.end_unless(kArchitecture, kRefuse);
  program.load(offsetof(seccomp_data, nr));
  program.end_from(kOtherInterface, kRefuse);
  for (const long call : kRefusedToProgram) program.end_if(call, kRefuse);
  if (who == CallsOf::kCaptureThread) {
    for (const long call : kRefusedToCapture) program.end_if(call, kRefuse);
    refuse_sockets(program);
  } else {
    program.end(SECCOMP_RET_ALLOW);
  }
  return program.install();
}

}  // namespace desirepath::agent
