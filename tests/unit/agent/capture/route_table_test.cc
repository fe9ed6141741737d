#include "agent/capture/route_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <sys/socket.h>

#include <cstring>
#include <string>

namespace desirepath::capture {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::string padded(std::string octets) {
  octets.resize(NLMSG_ALIGN(octets.size()));
  return octets;
}

template <typename Value>
std::string octets_of(const Value& value) {
  return {reinterpret_cast<const char*>(&value), sizeof value};
}

std::string attribute(unsigned short type, const std::string& payload) {
  const rtattr head{static_cast<unsigned short>(RTA_LENGTH(payload.size())), type};
  return padded(octets_of(head) + payload);
}

std::string message(unsigned short type, const std::string& body) {
  nlmsghdr head{};
  head.nlmsg_len = static_cast<__u32>(NLMSG_LENGTH(body.size()));
  head.nlmsg_type = type;
  return padded(octets_of(head) + body);
}

std::string route(int family, int prefix, const std::string& attributes, int type = RTN_UNICAST) {
  rtmsg body{};
  body.rtm_family = static_cast<unsigned char>(family);
  body.rtm_dst_len = static_cast<unsigned char>(prefix);
  body.rtm_type = static_cast<unsigned char>(type);
  return message(RTM_NEWROUTE, octets_of(body) + attributes);
}

std::string by(int interface) { return attribute(RTA_OIF, octets_of(interface)); }

std::vector<int> interfaces_in(const std::string& answer) {
  std::vector<int> interfaces;
  add_wide_routes(answer.data(), answer.size(), interfaces);
  return interfaces;
}

TEST(RouteTable, WholeAndHalfRoutesOfAnyTableEachInterfaceOnce) {
  const std::string table = attribute(RTA_TABLE, octets_of(std::uint32_t{51820}));
  EXPECT_THAT(interfaces_in(route(AF_INET, 0, by(2)) + route(AF_INET, 1, table + by(7)) +
                            route(AF_INET, 1, by(7)) + route(AF_INET6, 3, by(9))),
              ElementsAre(2, 7, 9));
}

TEST(RouteTable, NarrowRoutesAndThoseThatLeadNowhereDoNotCount) {
  EXPECT_THAT(interfaces_in(route(AF_INET, 8, by(2)) + route(AF_INET, 2, by(3)) +
                            route(AF_INET6, 64, by(4)) + route(AF_INET, 0, by(5), RTN_UNREACHABLE)),
              IsEmpty());
}

TEST(RouteTable, EveryPathOfARouteCounts) {
  rtnexthop first{};
  first.rtnh_len = sizeof first;
  first.rtnh_ifindex = 3;
  rtnexthop second = first;
  second.rtnh_ifindex = 4;
  const std::string paths = attribute(RTA_MULTIPATH, octets_of(first) + octets_of(second));
  EXPECT_THAT(interfaces_in(route(AF_INET, 0, paths)), ElementsAre(3, 4));
}

TEST(RouteTable, TheAnswersEndIsToldAndLiesAboutLengthsAreNotFollowed) {
  std::vector<int> interfaces;
  const std::string done = message(NLMSG_DONE, octets_of(0));
  EXPECT_TRUE(add_wide_routes(done.data(), done.size(), interfaces));
  std::string cut = route(AF_INET, 0, by(2));
  EXPECT_FALSE(add_wide_routes(cut.data(), cut.size() - 4, interfaces));
  const unsigned short long_attribute = 400;
  std::memcpy(&cut[NLMSG_LENGTH(sizeof(rtmsg))], &long_attribute, sizeof long_attribute);
  EXPECT_FALSE(add_wide_routes(cut.data(), cut.size(), interfaces));
  EXPECT_THAT(interfaces, IsEmpty());
}

}  // namespace
}  // namespace desirepath::capture
