#include "agent/gateway/device_keys.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

namespace desirepath::gateway {
namespace {

using Octets = std::vector<std::uint8_t>;

constexpr wire::HardwareAddress kMakers = {0x00, 0x1b, 0x21, 1, 2, 3};
constexpr wire::HardwareAddress kOther = {0x00, 0x1b, 0x21, 1, 2, 4};
constexpr wire::HardwareAddress kChosen = {0x02, 0x1b, 0x21, 1, 2, 3};

policy::AddressOctets address(std::uint8_t third, std::uint8_t last) {
  return {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 10, 20, third, last};
}

seal::Key secret(std::uint8_t octet) {
  seal::Key key{};
  key.fill(octet);
  return key;
}

// 10.20.0.0/24 with hardware addresses, 10.20.1.0/24 behind a router.
std::vector<policy::ObservedNetwork> two_networks() {
  return {{"gateway-hq", {*policy::parse_range("10.20.0.0/24")}, 30, 7, false},
          {"gateway-hq", {*policy::parse_range("10.20.1.0/24")}, 30, 8, true}};
}

struct Gateway {
  explicit Gateway(std::uint8_t octet = 1) : keys(secret(octet), networks, neighbours) {}

  void sends(const wire::HardwareAddress& hardware, const policy::AddressOctets& from) {
    Octets frame(6, 0xee);
    frame.insert(frame.end(), hardware.begin(), hardware.end());
    const Octets header = {8, 0, 0x45, 0, 0, 20, 0, 1, 0, 0, 64, 6, 0, 0};
    frame.insert(frame.end(), header.begin(), header.end());
    frame.insert(frame.end(), from.begin() + 12, from.end());
    frame.insert(frame.end(), {93, 184, 216, 34});
    capture::Packet packet;
    packet.bytes = frame;
    packet.wire_length = static_cast<std::uint32_t>(frame.size());
    neighbours.note(packet);
  }
  DeviceKey key(const policy::AddressOctets& client) {
    return keys.of(client).device.value_or(ObservedDevice{}).key;
  }

  const std::vector<policy::ObservedNetwork> networks = two_networks();
  Neighbours neighbours{networks};
  DeviceKeys keys;
};

TEST(DeviceKeys, ADeviceIsItsHardwareAddressWhateverItsAddress) {
  Gateway gateway;
  gateway.sends(kMakers, address(0, 5));
  gateway.sends(kMakers, address(0, 9));
  gateway.sends(kOther, address(0, 6));
  EXPECT_NE(gateway.key(address(0, 5)), DeviceKey{});
  EXPECT_EQ(gateway.key(address(0, 5)), gateway.key(address(0, 9)));
  EXPECT_NE(gateway.key(address(0, 5)), gateway.key(address(0, 6)));
  EXPECT_EQ(gateway.keys.of(address(0, 5)).device->department, 7U);
}

TEST(DeviceKeys, AnAddressThatIsLentAnewIsTheOtherDevices) {
  Gateway gateway;
  gateway.sends(kMakers, address(0, 5));
  const DeviceKey before = gateway.key(address(0, 5));
  gateway.sends(kOther, address(0, 5));
  EXPECT_NE(gateway.key(address(0, 5)), before);
}

TEST(DeviceKeys, BehindARouterADeviceIsItsAddress) {
  Gateway gateway;
  gateway.sends(kChosen, address(1, 5));  // the router's, whatever it is
  EXPECT_NE(gateway.key(address(1, 5)), gateway.key(address(1, 6)));
  EXPECT_EQ(gateway.keys.of(address(1, 5)).device->department, 8U);
}

TEST(DeviceKeys, WhoIsNotCountedHasNoKey) {
  Gateway gateway;
  gateway.sends(kChosen, address(0, 5));
  gateway.sends(kMakers, address(2, 5));
  const auto reason = [&](const policy::AddressOctets& client) {
    const Recognition known = gateway.keys.of(client);
    EXPECT_FALSE(known.device.has_value());
    return known.reason;
  };
  EXPECT_EQ(reason(address(0, 5)), NotCounted::kChosenAddress);
  EXPECT_EQ(reason(address(0, 6)), NotCounted::kUnseen);
  EXPECT_EQ(reason(address(2, 5)), NotCounted::kElsewhere);
}

TEST(DeviceKeys, AnotherSecretGivesOtherKeysAndNoneShowsTheAddress) {
  Gateway one(1);
  Gateway other(2);
  for (Gateway* gateway : {&one, &other}) gateway->sends(kMakers, address(0, 5));
  const DeviceKey key = one.key(address(0, 5));
  EXPECT_NE(key, other.key(address(0, 5)));
  EXPECT_NE(one.key(address(1, 5)), other.key(address(1, 5)));
  EXPECT_EQ(std::search(key.begin(), key.end(), kMakers.begin(), kMakers.begin() + 3), key.end());
}

TEST(MakersOwn, GroupsChosenOnesAndNoneAreNot) {
  EXPECT_TRUE(wire::is_makers_own(kMakers));
  for (const std::uint8_t first : Octets{0x01, 0x02, 0x03, 0xff, 0xda}) {
    EXPECT_FALSE(wire::is_makers_own({first, 0x1b, 0x21, 1, 2, 3})) << int{first};
  }
  EXPECT_FALSE(wire::is_makers_own({}));
}

}  // namespace
}  // namespace desirepath::gateway
