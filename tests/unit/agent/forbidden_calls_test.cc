#include "agent/forbidden_calls.h"

#include <gtest/gtest.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <functional>

namespace desirepath::agent {
namespace {

// Runs `body` in a process of its own, which cannot win back what it gave up; what it returned.
int in_child(const std::function<int()>& body) {
  const pid_t child = fork();
  if (child == 0) _exit(body());
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

bool forswear(CallsOf who) {
  return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && forbid_calls(who).ok();
}

bool is_refused(long result) { return result == -1 && errno == EPERM; }

bool opens(int family, int kind) {
  const int file = socket(family, kind, 0);
  if (file < 0) return false;
  close(file);
  return true;
}

TEST(ForbiddenCalls, TheProgramReadsNoOtherProcessAndChangesNoKernel) {
  EXPECT_EQ(
      0, in_child([] {
        if (!forswear(CallsOf::kProgram)) return 1;
        if (!is_refused(ptrace(PTRACE_TRACEME, 0, nullptr, nullptr))) return 2;
        if (!is_refused(syscall(SYS_bpf, 0, nullptr, 0))) return 3;
        if (!is_refused(syscall(SYS_unshare, 0))) return 4;
        if (!is_refused(syscall(SYS_process_vm_readv, getppid(), nullptr, 0, nullptr, 0, 0))) {
          return 5;
        }
        return 0;
      }));
}

TEST(ForbiddenCalls, TheProgramStartsOthersWhoHaveANetwork) {
  EXPECT_EQ(7, in_child([] {
              if (!forswear(CallsOf::kProgram) || !opens(AF_INET, SOCK_STREAM)) return 1;
              execl("/bin/sh", "sh", "-c", "grep -q '^Seccomp:.*2' /proc/self/status && exit 7",
                    nullptr);
              return 2;
            }));
}

TEST(ForbiddenCalls, TheCaptureThreadHasNoNetworkAndStartsNothing) {
  EXPECT_EQ(0, in_child([] {
              if (!forswear(CallsOf::kProgram) || !forswear(CallsOf::kCaptureThread)) return 1;
              if (opens(AF_INET, SOCK_DGRAM) || errno != EPERM) return 2;
              if (opens(AF_INET6, SOCK_STREAM) || errno != EPERM) return 3;
              if (!opens(AF_NETLINK, SOCK_RAW) || !opens(AF_UNIX, SOCK_DGRAM)) return 4;
              if (!is_refused(execl("/bin/true", "true", nullptr))) return 5;
              if (access("/proc/net/route", R_OK) != 0) return 6;
              return 0;
            }));
}

TEST(ForbiddenCalls, NeedsThatNewPrivilegesAreForsworn) {
  EXPECT_EQ(0, in_child([] {
              const bool has = prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 1;
              return has || absl::IsFailedPrecondition(forbid_calls(CallsOf::kProgram)) ? 0 : 1;
            }));
}

}  // namespace
}  // namespace desirepath::agent
