#include "agent/capture/socket_group.h"

#include <arpa/inet.h>
#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <linux/sock_diag.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "absl/strings/str_cat.h"

namespace desirepath::capture {
namespace {

constexpr timeval kPatience{2, 0};
constexpr std::size_t kAnswerOctets = 4096;
constexpr std::size_t kIpv4At = 12;  // in the mapped form

bool is_ipv4(const std::array<std::uint8_t, 16>& address) {
  constexpr std::array<std::uint8_t, kIpv4At> kMapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
  return std::equal(kMapped.begin(), kMapped.end(), address.begin());
}

void put_address(std::uint32_t (&words)[4], const std::array<std::uint8_t, 16>& address,
                 bool ipv4) {
  if (ipv4) {
    std::memcpy(words, &address[kIpv4At], address.size() - kIpv4At);
  } else {
    std::memcpy(words, address.data(), address.size());
  }
}

// What the kernel keeps of a connection that is over, or is not yet one: nobody's.
bool is_remnant(const nlmsghdr& header) {
  const auto state = static_cast<const inet_diag_msg*>(NLMSG_DATA(&header))->idiag_state;
  return state == TCP_TIME_WAIT || state == TCP_SYN_RECV;
}

std::optional<std::uint64_t> group_in(const nlmsghdr& header) {
  const auto* message = static_cast<const inet_diag_msg*>(NLMSG_DATA(&header));
  const auto* attribute = reinterpret_cast<const rtattr*>(message + 1);
  auto left = static_cast<int>(header.nlmsg_len - NLMSG_LENGTH(sizeof *message));
  for (; RTA_OK(attribute, left); attribute = RTA_NEXT(attribute, left)) {
    std::uint64_t group = 0;
    if (attribute->rta_type != INET_DIAG_CGROUP_ID || RTA_PAYLOAD(attribute) < sizeof group) {
      continue;
    }
    std::memcpy(&group, RTA_DATA(attribute), sizeof group);
    return group;
  }
  return std::nullopt;
}

}  // namespace

SocketGroups::SocketGroups()
    : file_(socket(AF_NETLINK, SOCK_DGRAM | SOCK_CLOEXEC, NETLINK_SOCK_DIAG)) {
  if (file_ >= 0) {
    setsockopt(file_, SOL_SOCKET, SO_RCVTIMEO, &kPatience, sizeof kPatience);
  } else {
    trouble_ = absl::StrCat("the kernel is not asked: ", std::strerror(errno),
                            "; allow AF_NETLINK to the service");
  }
}

SocketGroups::~SocketGroups() {
  if (file_ >= 0) close(file_);
}

bool SocketGroups::ask(const SocketEnds& ends) {
  struct {
    nlmsghdr header;
    inet_diag_req_v2 request;
  } question{};
  const bool ipv4 = is_ipv4(ends.local);
  inet_diag_sockid& id = question.request.id;
  // UDP's table is asked from the other end's view, for historical reasons (net/ipv4/udp_diag.c).
  const bool turned = ends.is_udp;
  id.idiag_sport = htons(turned ? ends.remote_port : ends.local_port);
  id.idiag_dport = htons(turned ? ends.local_port : ends.remote_port);
  put_address(id.idiag_src, turned ? ends.remote : ends.local, ipv4);
  put_address(id.idiag_dst, turned ? ends.local : ends.remote, ipv4);
  id.idiag_cookie[0] = id.idiag_cookie[1] = INET_DIAG_NOCOOKIE;
  question.header.nlmsg_len = sizeof question;
  question.header.nlmsg_type = SOCK_DIAG_BY_FAMILY;
  question.header.nlmsg_flags = NLM_F_REQUEST;
  question.header.nlmsg_seq = ++question_;
  question.request.sdiag_family = ipv4 ? AF_INET : AF_INET6;
  question.request.sdiag_protocol = ends.is_udp ? IPPROTO_UDP : IPPROTO_TCP;
  question.request.idiag_states = ~0U;
  return send(file_, &question, sizeof question, 0) == sizeof question;
}

std::optional<std::uint64_t> SocketGroups::hear() {
  alignas(nlmsghdr) std::array<char, kAnswerOctets> answer;
  while (true) {
    const ssize_t size = recv(file_, answer.data(), answer.size(), 0);
    if (size < 0 && errno == EINTR) continue;
    const auto* header = reinterpret_cast<const nlmsghdr*>(answer.data());
    if (size <= 0 || !NLMSG_OK(header, static_cast<unsigned>(size))) return std::nullopt;
    if (header->nlmsg_seq != question_) continue;  // of a question that was given up
    if (header->nlmsg_type != SOCK_DIAG_BY_FAMILY ||
        header->nlmsg_len < NLMSG_LENGTH(sizeof(inet_diag_msg))) {
      return std::nullopt;  // no such connection
    }
    if (is_remnant(*header)) return std::nullopt;
    const std::optional<std::uint64_t> group = group_in(*header);
    trouble_ = group ? "" : "the kernel tells no control group; Linux 5.9 or newer does";
    return group;
  }
}

std::optional<std::uint64_t> SocketGroups::group_of(const SocketEnds& ends) {
  if (file_ < 0) return std::nullopt;
  if (ask(ends)) return hear();
  trouble_ = absl::StrCat("the kernel does not answer: ", std::strerror(errno));
  return std::nullopt;
}

}  // namespace desirepath::capture
