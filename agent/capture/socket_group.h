#pragma once

// `SocketGroups` asks the kernel which control group opened one connection of this machine.
//
// `agent::OwnerFinder` asks it when a connection has just named itself. One question is one message
// to the kernel and one back; no process is looked at and no right is needed.
//
// Source: sock_diag(7), INET_DIAG_CGROUP_ID of linux/inet_diag.h (Linux 5.9). A question takes some
// microseconds.
// Errors: none for a connection that is not, or no longer, this machine's; trouble() says what
// keeps the kernel from answering. Threads: one at a time.

#include <array>
#include <cstdint>
#include <optional>
#include <string>

namespace desirepath::capture {

struct SocketEnds {
  std::array<std::uint8_t, 16> local{};  // IPv4 in the mapped form of RFC 4291, 2.5.5.2
  std::array<std::uint8_t, 16> remote{};
  std::uint16_t local_port = 0;
  std::uint16_t remote_port = 0;
  bool is_udp = false;
};

class SocketGroups {
 public:
  SocketGroups();
  ~SocketGroups();
  SocketGroups(const SocketGroups&) = delete;
  SocketGroups& operator=(const SocketGroups&) = delete;

  // The inode number of the group's folder, which is its id.
  std::optional<std::uint64_t> group_of(const SocketEnds& ends);

  [[nodiscard]] const std::string& trouble() const { return trouble_; }

 private:
  bool ask(const SocketEnds& ends);
  std::optional<std::uint64_t> hear();

  int file_;
  std::uint32_t question_ = 0;  // the number of the last
  std::string trouble_;
};

}  // namespace desirepath::capture
