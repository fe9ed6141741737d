#pragma once

// `UseQueue` carries what was used from the capture thread to the diary's thread.
//
// One producer (`CaptureLoop`), one consumer (`Agent`); neither ever waits for the other. When it
// is full the newest is dropped and counted: the diary counts slots of five minutes, and a lost one
// is mended by the next.
//
// Limits: kCapacity entries of 40 octets. Threads: push() one thread, pop() another, dropped() any.

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "agent/capture/packet.h"
#include "proto/catalog/role.h"

namespace desirepath::agent {

// Traffic on a flow whose name belongs to a tool: no name, no address.
struct ToolUse {
  capture::Time time;
  std::uint32_t tool = 0;
  std::uint32_t need = 0;
  std::uint64_t bytes_up = 0;
  std::uint64_t bytes_down = 0;
  catalog::Role role = catalog::Role::kNone;
  catalog::Evidence evidence = catalog::Evidence::kProduct;
  std::uint32_t device = 0;  // 0: this machine, else a number of the gateway's census
};

class UseQueue {
 public:
  static constexpr std::size_t kCapacity = 1024;  // a power of two

  // False, and counted, if the queue is full.
  bool push(const ToolUse& use) {
    const std::size_t tail = tail_.load(std::memory_order_relaxed);
    if (tail - head_.load(std::memory_order_acquire) == kCapacity) {
      dropped_.fetch_add(1, std::memory_order_relaxed);
      return false;
    }
    slots_[tail % kCapacity] = use;
    tail_.store(tail + 1, std::memory_order_release);
    return true;
  }

  std::optional<ToolUse> pop() {
    const std::size_t head = head_.load(std::memory_order_relaxed);
    if (head == tail_.load(std::memory_order_acquire)) return std::nullopt;
    const ToolUse use = slots_[head % kCapacity];
    head_.store(head + 1, std::memory_order_release);
    return use;
  }

  [[nodiscard]] std::uint64_t dropped() const { return dropped_.load(std::memory_order_relaxed); }

 private:
  std::array<ToolUse, kCapacity> slots_{};
  alignas(64) std::atomic<std::size_t> head_{0};
  alignas(64) std::atomic<std::size_t> tail_{0};
  std::atomic<std::uint64_t> dropped_{0};
};

}  // namespace desirepath::agent
