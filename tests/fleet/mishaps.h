#pragma once

// `mishap_of` says what goes wrong on a device in a week, for `desirepath-fleet play --mishaps`.
//
// A function of seed, device and week alone, so that a fleet that is killed and started again lives
// the same. Six in ten device-weeks go well. What each does, and what it may cost:
//
//   sent twice       a session's octets go to the gate a second time       nothing
//   acks lost        the gate has a session, the device does not know       nothing
//   cloned           a copy of the machine, made after its facts, sends     nothing: the same
//   nonces
//                    them too, with a certificate of its own
//   clock behind,    for a while the clock stands ten days off when the     nothing
//   clock ahead      window is to be closed
//   reinstalled      all of the agent is new, before a frame was sent       that window's facts
//   reinstalled late the same, when all frames were sent                    nothing
//
// Source: privacy.md 3a "Exactly-once", "Clock". Threads: pure.

#include <cstdint>

namespace desirepath::fleet {

enum class Mishap : std::uint8_t {
  kNone,
  kSentTwice,
  kAcksLost,
  kCloned,
  kClockBehind,
  kClockAhead,
  kReinstalled,
  kReinstalledLate
};

Mishap mishap_of(std::uint64_t seed, std::uint32_t device, std::uint32_t week);

}  // namespace desirepath::fleet
