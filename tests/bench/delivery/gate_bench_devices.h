#pragma once

// The devices' side of gate_bench, in a process of its own: nothing of gRPC crosses a fork, and the
// gate's processor time is the gate's.
//
// `as_devices` is `main` of that process. Words: program, "as-devices", part, the installation's
// folder, the gate's address, how many, and two descriptors: one to be told "go on" by, one to say
// "ready" with.

#include <cstddef>

namespace desirepath::delivery {

constexpr std::size_t kSession = 16;  // frames
constexpr std::size_t kStreams = 4;   // devices that send side by side

int as_devices(char** words);

}  // namespace desirepath::delivery
