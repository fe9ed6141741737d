#include "agent/capture/network_watch.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace desirepath::capture {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr char kHeading[] =
    "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n";

TEST(NetworkWatch, DefaultRoutesOfBothFamiliesEachOnce) {
  const std::string ipv4 = std::string(kHeading) +
                           "wlan0\t00000000\t0101A8C0\t0003\t0\t0\t600\t00000000\t0\t0\t0\n"
                           "wlan0\t0001A8C0\t00000000\t0001\t0\t0\t600\t00FFFFFF\t0\t0\t0\n"
                           "eth0\t00000000\t0102A8C0\t0003\t0\t0\t100\t00000000\t0\t0\t0\n";
  const std::string ipv6 =
      "00000000000000000000000000000000 00 00000000000000000000000000000000 00 "
      "fe800000000000000000000000000001 00000400 00000000 00000000 00000003 wlan0\n"
      "00000000000000000000000000000000 00 00000000000000000000000000000000 00 "
      "fe800000000000000000000000000001 00000400 00000000 00000000 00000003 tun0\n"
      "00000000000000000000000000000000 00 00000000000000000000000000000000 00 "
      "00000000000000000000000000000000 ffffffff 00000001 00000000 00200200 lo\n";
  EXPECT_THAT(default_routes_of(ipv4, ipv6), ElementsAre("wlan0", "eth0", "tun0"));
}

TEST(NetworkWatch, RoutesThatAreDownOrRejectDoNotCount) {
  const std::string ipv4 = std::string(kHeading) +
                           "eth0\t00000000\t0101A8C0\t0002\t0\t0\t0\t00000000\t0\t0\t0\n"
                           "eth1\t00000000\t00000000\t0201\t0\t0\t0\t00000000\t0\t0\t0\n";
  EXPECT_THAT(default_routes_of(ipv4, ""), IsEmpty());
  EXPECT_THAT(default_routes_of("", "garbage\n\n"), IsEmpty());
}

}  // namespace
}  // namespace desirepath::capture
