#pragma once

// What the agent gives up when it starts: everything but the right to capture.
//
// The command `run` calls it before it reads a packet. Whoever breaks a parser then has no other
// right of root, cannot gain one by starting a program, and finds no core dump with a diary in it.
//
// Source: capabilities(7), prctl(2). Errors: kInternal if the kernel refuses. Threads: call before
// any is started.

#include "absl/status/status.h"

namespace desirepath::agent {

// Keeps CAP_NET_RAW if it is held, and drops every other capability, also for programs started
// later.
absl::Status keep_only_the_right_to_capture();

// No core dumps, and no other process of the same account may read this one's memory.
absl::Status hide_memory();

// Whether CAP_NET_RAW is held.
bool may_capture();

}  // namespace desirepath::agent
