#include "agent/capture/network_watch.h"

#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <sstream>

#include "agent/capture/route_table.h"

namespace desirepath::capture {
namespace {

constexpr unsigned long kRouteUp = 0x0001;
constexpr unsigned long kRouteReject = 0x0200;

std::string read_file(const char* path) {
  std::ifstream stream(path);
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

void add_once(std::vector<std::string>& names, const std::string& name) {
  if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
}

// Empty if it is gone. Not by if_indextoname(3), which may ask by a socket of the network.
std::string name_of(int interface) {
  const int file = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (file < 0) return "";
  ifreq request{};
  request.ifr_ifindex = interface;
  const bool known = ioctl(file, SIOCGIFNAME, &request) == 0;
  close(file);
  return known ? std::string(request.ifr_name) : "";
}

bool usable(const std::string& flags) {
  const unsigned long bits = std::strtoul(flags.c_str(), nullptr, 16);
  return (bits & kRouteUp) != 0 && (bits & kRouteReject) == 0;
}

}  // namespace

NetworkWatch::NetworkWatch()
    : file_(socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, NETLINK_ROUTE)) {
  sockaddr_nl address{};
  address.nl_family = AF_NETLINK;
  address.nl_groups = RTMGRP_LINK | RTMGRP_IPV4_ROUTE | RTMGRP_IPV6_ROUTE;
  if (file_ >= 0 && bind(file_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
    close(file_);
    file_ = -1;
  }
}

NetworkWatch::~NetworkWatch() {
  if (file_ >= 0) close(file_);
}

void NetworkWatch::clear() {
  char scrap[4096];
  while (file_ >= 0 && recv(file_, scrap, sizeof scrap, 0) > 0) {
  }
}

std::vector<std::string> default_routes_of(const std::string& ipv4_table,
                                           const std::string& ipv6_table) {
  std::vector<std::string> names;
  std::string line;
  std::istringstream ipv4(ipv4_table);
  while (std::getline(ipv4, line)) {
    std::istringstream fields(line);
    std::string name, destination, gateway, flags, references, uses, metric, mask;
    fields >> name >> destination >> gateway >> flags >> references >> uses >> metric >> mask;
    if (destination == "00000000" && mask == "00000000" && usable(flags)) add_once(names, name);
  }
  std::istringstream ipv6(ipv6_table);
  while (std::getline(ipv6, line)) {
    std::istringstream fields(line);
    std::string destination, prefix, source, source_prefix, gateway, metric, references, uses,
        flags, name;
    fields >> destination >> prefix >> source >> source_prefix >> gateway >> metric >> references >>
        uses >> flags >> name;
    if (prefix == "00" && usable(flags) && name != "lo") add_once(names, name);
  }
  return names;
}

std::vector<std::string> interfaces_with_default_route() {
  std::vector<std::string> names =
      default_routes_of(read_file("/proc/net/route"), read_file("/proc/net/ipv6_route"));
  for (const int interface : interfaces_of_wide_routes()) {
    const std::string name = name_of(interface);
    if (!name.empty() && name != "lo") add_once(names, name);
  }
  return names;
}

}  // namespace desirepath::capture
