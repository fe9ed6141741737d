#include "agent/capture/route_table.h"

#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

namespace desirepath::capture {
namespace {

constexpr std::size_t kAnswerOctets = 32768;  // what the kernel fills at once
constexpr timeval kPatience{2, 0};

void add_once(std::vector<int>& interfaces, int interface) {
  if (std::find(interfaces.begin(), interfaces.end(), interface) == interfaces.end()) {
    interfaces.push_back(interface);
  }
}

void add_paths(const rtattr& attribute, std::vector<int>& interfaces) {
  auto left = static_cast<int>(RTA_PAYLOAD(&attribute));
  const auto* path = static_cast<const rtnexthop*>(RTA_DATA(&attribute));
  constexpr auto kLeast = static_cast<int>(sizeof *path);
  for (; left >= kLeast && RTNH_OK(path, left); path = RTNH_NEXT(path)) {
    add_once(interfaces, path->rtnh_ifindex);
    left -= static_cast<int>(RTNH_ALIGN(path->rtnh_len));
  }
}

void add_route(const nlmsghdr& header, std::vector<int>& interfaces) {
  const auto* route = static_cast<const rtmsg*>(NLMSG_DATA(&header));
  const int widest = route->rtm_family == AF_INET ? kWidestIpv4 : kWidestIpv6;
  if (route->rtm_type != RTN_UNICAST || route->rtm_dst_len > widest) return;
  const rtattr* attribute = RTM_RTA(route);
  auto left = static_cast<int>(RTM_PAYLOAD(&header));
  for (; RTA_OK(attribute, left); attribute = RTA_NEXT(attribute, left)) {
    if (attribute->rta_type == RTA_MULTIPATH) add_paths(*attribute, interfaces);
    if (attribute->rta_type != RTA_OIF || RTA_PAYLOAD(attribute) < sizeof(int)) continue;
    int interface = 0;
    std::memcpy(&interface, RTA_DATA(attribute), sizeof interface);
    add_once(interfaces, interface);
  }
}

void ask(int file, std::uint8_t family, std::vector<int>& interfaces) {
  struct {
    nlmsghdr header;
    rtmsg route;
  } question{};
  question.header.nlmsg_len = sizeof question;
  question.header.nlmsg_type = RTM_GETROUTE;
  question.header.nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP;
  question.route.rtm_family = family;
  if (send(file, &question, sizeof question, 0) != sizeof question) return;
  alignas(nlmsghdr) std::array<char, kAnswerOctets> answer;
  ssize_t size = 0;
  do {
    size = recv(file, answer.data(), answer.size(), 0);
  } while (size > 0 && !add_wide_routes(answer.data(), static_cast<std::size_t>(size), interfaces));
}

}  // namespace

bool add_wide_routes(const char* answer, std::size_t size, std::vector<int>& interfaces) {
  auto left = static_cast<unsigned>(size);
  for (const auto* header = reinterpret_cast<const nlmsghdr*>(answer); NLMSG_OK(header, left);
       header = NLMSG_NEXT(header, left)) {
    if (header->nlmsg_type == NLMSG_DONE || header->nlmsg_type == NLMSG_ERROR) return true;
    if (header->nlmsg_type == RTM_NEWROUTE && header->nlmsg_len >= NLMSG_LENGTH(sizeof(rtmsg))) {
      add_route(*header, interfaces);
    }
  }
  return false;
}

std::vector<int> interfaces_of_wide_routes() {
  std::vector<int> interfaces;
  const int file = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
  if (file < 0) return interfaces;
  setsockopt(file, SOL_SOCKET, SO_RCVTIMEO, &kPatience, sizeof kPatience);
  for (const std::uint8_t family : {std::uint8_t{AF_INET}, std::uint8_t{AF_INET6}}) {
    ask(file, family, interfaces);
  }
  close(file);
  return interfaces;
}

}  // namespace desirepath::capture
