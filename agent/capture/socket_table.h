#pragma once

// `SocketTable` asks the kernel for this machine's open TCP connections and what they have moved.
//
// The capture thread asks once at the end of a slot, and only while a connection with a name is
// open: what goes on inside it is not shown by the kernel filter. The answer is for the observer
// alone; it holds no more than the flows the observer knows already.
//
// Source: sock_diag(7); linux/inet_diag.h; linux/tcp.h (tcp_info, as of Linux 4.1). 2,000
// connections take the kernel a millisecond.
// Limits: kMostSockets of an answer are read.
// Errors: where the kernel refuses (a seccomp filter, an old kernel) there are none, and
// trouble() says so. Threads: one at a time.

#include <array>
#include <cstdint>
#include <string>

#include "absl/functional/function_ref.h"
#include "agent/capture/packet.h"

namespace desirepath::capture {

struct OpenSocket {
  std::array<std::uint8_t, 16> local{};  // IPv4 in the mapped form of RFC 4291, 2.5.5.2
  std::array<std::uint8_t, 16> remote{};
  std::uint16_t local_port = 0;
  std::uint16_t remote_port = 0;
  std::uint64_t sent = 0;      // octets acknowledged by the other end
  std::uint64_t received = 0;  // octets in order
  std::uint32_t quiet = 0;     // milliseconds since octets went either way
};

class SocketTable {
 public:
  static constexpr std::size_t kMostSockets = 65536;

  SocketTable();
  ~SocketTable();
  SocketTable(const SocketTable&) = delete;
  SocketTable& operator=(const SocketTable&) = delete;

  // Hands on every established connection; how many.
  std::size_t read(absl::FunctionRef<void(const OpenSocket&)> take);

  [[nodiscard]] const std::string& trouble() const { return trouble_; }

 private:
  bool ask(std::uint8_t family);
  bool hear(std::size_t& count, absl::FunctionRef<void(const OpenSocket&)> take);

  int file_;
  std::string trouble_;
};

}  // namespace desirepath::capture
