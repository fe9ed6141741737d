#pragma once

// `forbid_calls` has the kernel refuse the system calls this program never makes.
//
// `run` calls it before it starts a thread: the calls by which one process reads another, changes
// the kernel, the clock, mounts or namespaces. Programs started later, the uplink among them, are
// held to it, too. The capture thread, where octets from outside are read, then gives up more for
// itself: starting programs, connecting, listening, and every socket but those it reads by.
//
// A list of what is refused, not of what is allowed: libraries may make new harmless calls after an
// update, and the service's unit (SystemCallFilter=@system-service) is the wider fence.
//
// Source: seccomp(2), Linux Documentation/userspace-api/seccomp_filter.rst. Refused calls fail with
// EPERM. Errors: kFailedPrecondition without no_new_privs; kInternal if the kernel refuses.
// Threads: concerns the calling thread and those it starts.

#include "absl/status/status.h"

namespace desirepath::agent {

enum class CallsOf { kProgram, kCaptureThread };

absl::Status forbid_calls(CallsOf who);

}  // namespace desirepath::agent
