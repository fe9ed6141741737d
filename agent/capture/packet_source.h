#pragma once

// `PacketSource` is where the daemon's packets come from: interfaces, or captures played as if they
// were live.
//
// The capture thread reads it; `LiveSource` and `ReplaySource` implement it.
//
// Threads: read() belongs to one thread; wake() may be called from any.

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "agent/capture/packet.h"

namespace desirepath::capture {

// What the source counts; they only grow.
struct SourceCounts {
  std::uint64_t taken = 0;             // packets handed on
  std::uint64_t dropped = 0;           // by the kernel, for want of room in the ring
  std::uint64_t interface_errors = 0;  // interfaces that could not be opened, or were lost
};

enum class SourceState : std::uint8_t {
  kReading,  // packets may come
  kAnew,  // the same, and what comes next has nothing to do with what came before: flows are over
  kWaiting,  // nothing can be read now; trouble() says why; the source tries again by itself
  kOver,     // nothing will come again
};

// How much is shown: the agent holds itself back when it costs more than it may.
enum class Depth : std::uint8_t {
  kFull,
  kNames,    // what may carry a name, and no sample of the rest
  kNothing,  // and what was open is let go of
};

class PacketSource {
 public:
  virtual ~PacketSource() = default;

  // Waits at most `patience` (forever if negative) and hands on what came.
  virtual SourceState read(std::chrono::milliseconds patience,
                           absl::FunctionRef<void(const Packet&)> take) = 0;
  // Lets go of what read() opened: without a policy nothing is captured, not even into a ring. The
  // next read() opens again.
  virtual void release() = 0;
  // From the next read() on.
  virtual void show(Depth depth) = 0;
  // Makes a waiting read() return.
  virtual void wake() = 0;

  [[nodiscard]] virtual SourceCounts counts() const = 0;
  // False if a kernel filter leaves packets out.
  [[nodiscard]] virtual bool shows_all() const = 0;
  // What is read: interface names, or files.
  [[nodiscard]] virtual std::vector<std::string> names() const = 0;
  // One sentence with its mend, or empty.
  [[nodiscard]] virtual std::string trouble() const = 0;
};

}  // namespace desirepath::capture
