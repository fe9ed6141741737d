#include "agent/capture/socket_table.h"

#include <arpa/inet.h>
#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <linux/sock_diag.h>
#include <linux/tcp.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstring>

#include "absl/strings/str_cat.h"

namespace desirepath::capture {
namespace {

constexpr std::uint32_t kEstablished = 1U << 1;  // TCP_ESTABLISHED, as the kernel numbers states
constexpr std::size_t kAnswerOctets = 32768;     // what the kernel fills at once
constexpr timeval kPatience{2, 0};

std::array<std::uint8_t, 16> address_of(std::uint8_t family, const std::uint32_t (&words)[4]) {
  std::array<std::uint8_t, 16> address{};
  if (family == AF_INET) {
    address[10] = address[11] = 0xff;
    std::memcpy(&address[12], words, 4);
  } else {
    std::memcpy(address.data(), words, 16);
  }
  return address;
}

void read_info(OpenSocket& open, const rtattr& attribute) {
  tcp_info info{};
  constexpr std::size_t kNeeded = offsetof(tcp_info, tcpi_bytes_received) + sizeof(__u64);
  const std::size_t size = std::min<std::size_t>(RTA_PAYLOAD(&attribute), sizeof info);
  if (size < kNeeded) return;
  std::memcpy(&info, RTA_DATA(&attribute), size);
  open.sent = info.tcpi_bytes_acked;
  open.received = info.tcpi_bytes_received;
  open.quiet = std::min(info.tcpi_last_data_sent, info.tcpi_last_data_recv);
}

OpenSocket socket_of(const nlmsghdr& header) {
  const auto& message = *static_cast<const inet_diag_msg*>(NLMSG_DATA(&header));
  OpenSocket open;
  open.local = address_of(message.idiag_family, message.id.idiag_src);
  open.remote = address_of(message.idiag_family, message.id.idiag_dst);
  open.local_port = ntohs(message.id.idiag_sport);
  open.remote_port = ntohs(message.id.idiag_dport);
  const auto* attribute = reinterpret_cast<const rtattr*>(&message + 1);
  auto left = static_cast<int>(header.nlmsg_len - NLMSG_LENGTH(sizeof message));
  for (; RTA_OK(attribute, left); attribute = RTA_NEXT(attribute, left)) {
    if (attribute->rta_type == INET_DIAG_INFO) read_info(open, *attribute);
  }
  return open;
}

}  // namespace

SocketTable::SocketTable()
    : file_(socket(AF_NETLINK, SOCK_DGRAM | SOCK_CLOEXEC, NETLINK_SOCK_DIAG)) {
  if (file_ >= 0) setsockopt(file_, SOL_SOCKET, SO_RCVTIMEO, &kPatience, sizeof kPatience);
}

SocketTable::~SocketTable() {
  if (file_ >= 0) close(file_);
}

bool SocketTable::ask(std::uint8_t family) {
  struct {
    nlmsghdr header;
    inet_diag_req_v2 request;
  } question{};
  question.header.nlmsg_len = sizeof question;
  question.header.nlmsg_type = SOCK_DIAG_BY_FAMILY;
  question.header.nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP;
  question.request.sdiag_family = family;
  question.request.sdiag_protocol = IPPROTO_TCP;
  question.request.idiag_ext = 1U << (INET_DIAG_INFO - 1);
  question.request.idiag_states = kEstablished;
  return send(file_, &question, sizeof question, 0) == sizeof question;
}

// False when the kernel refused.
bool SocketTable::hear(std::size_t& count, absl::FunctionRef<void(const OpenSocket&)> take) {
  alignas(nlmsghdr) std::array<char, kAnswerOctets> answer;
  while (true) {
    const ssize_t size = recv(file_, answer.data(), answer.size(), 0);
    if (size < 0 && errno == EINTR) continue;
    if (size <= 0) return false;
    auto left = static_cast<unsigned>(size);
    for (auto* header = reinterpret_cast<nlmsghdr*>(answer.data()); NLMSG_OK(header, left);
         header = NLMSG_NEXT(header, left)) {
      if (header->nlmsg_type == NLMSG_DONE) return true;
      if (header->nlmsg_type == NLMSG_ERROR) {
        errno = -static_cast<const nlmsgerr*>(NLMSG_DATA(header))->error;
        return false;
      }
      if (header->nlmsg_len < NLMSG_LENGTH(sizeof(inet_diag_msg))) continue;
      if (count++ < kMostSockets) take(socket_of(*header));
    }
  }
}

std::size_t SocketTable::read(absl::FunctionRef<void(const OpenSocket&)> take) {
  std::size_t count = 0;
  trouble_.clear();
  for (const std::uint8_t family : {std::uint8_t{AF_INET}, std::uint8_t{AF_INET6}}) {
    if (file_ >= 0 && ask(family) && hear(count, take)) continue;
    trouble_ = absl::StrCat("open connections cannot be counted: ", std::strerror(errno),
                            "; allow AF_NETLINK to the service");
  }
  return std::min(count, kMostSockets);
}

}  // namespace desirepath::capture
