#include "collector/gate/fleet.h"

#include <gtest/gtest.h>

namespace desirepath::gate {
namespace {

const absl::Time kToday = absl::FromUnixSeconds(1'790'000'000);

pki::DeviceId number(int i) {
  return {static_cast<std::uint8_t>(i), static_cast<std::uint8_t>(i >> 8)};
}

DeviceRow row(int i, const std::string& site = "", const std::string& version = "0.1.0") {
  DeviceRow row;
  row.id = number(i);
  row.certificate_ends = kToday + absl::Hours(24 * 25);
  row.site = site;
  row.version = version;
  return row;
}

TEST(Coarse, EveryClassHoldsKCountsOrMoreAndTheyCoverAll) {
  for (const std::uint32_t k : {1U, 5U, 10U}) {
    for (std::int64_t of = 0; of < 60; ++of) {
      for (std::int64_t count = 0; count <= of; ++count) {
        const CountRange range = coarse(count, of, k);
        EXPECT_LE(range.low, count);
        EXPECT_GE(range.high, count);
        EXPECT_LE(range.high, of);
        // Every count of the class gives the class: whoever runs the algorithm learns no more.
        EXPECT_EQ(coarse(range.low, of, k), range);
        EXPECT_EQ(coarse(range.high, of, k), range);
        EXPECT_TRUE(range.high - range.low + 1 >= k || of + 1 < k) << of << " " << count;
      }
    }
  }
}

TEST(Fleet, OneSilentMachineIsNotToldFromNone) {
  std::vector<DeviceRow> devices;
  std::set<pki::DeviceId> all;
  for (int i = 0; i < 40; ++i) {
    devices.push_back(row(i));
    all.insert(number(i));
  }
  std::set<pki::DeviceId> all_but_one = all;
  all_but_one.erase(number(7));
  const Fleet whole = fleet_of(devices, all, 10, kToday);
  EXPECT_EQ(whole.not_seen, (CountRange{0, 9}));
  EXPECT_EQ(fleet_of(devices, all_but_one, 10, kToday).not_seen, whole.not_seen);
  EXPECT_FALSE(fleet_of(devices, std::nullopt, 10, kToday).not_seen.has_value());
}

TEST(Fleet, SitesBelowKAreToldTogetherAndNeverAlone) {
  std::vector<DeviceRow> devices;
  for (int i = 0; i < 25; ++i) devices.push_back(row(i, "helsinki"));
  for (int i = 25; i < 37; ++i) devices.push_back(row(i, "tampere"));
  for (int i = 37; i < 41; ++i) devices.push_back(row(i, "oulu"));
  // Four of Oulu alone are no block: the smallest of the others goes with them.
  const Fleet fleet = fleet_of(devices, std::set<pki::DeviceId>{}, 10, kToday);
  EXPECT_EQ(fleet.sites, (std::vector<FleetBlock>{{"helsinki", 25, CountRange{10, 25}},
                                                  {"", 16, CountRange{0, 16}}}));
  devices.resize(37);
  EXPECT_EQ(fleet_of(devices, std::nullopt, 10, kToday).sites,
            (std::vector<FleetBlock>{{"helsinki", 25, {}}, {"tampere", 12, {}}}));
  devices.resize(8);
  EXPECT_TRUE(fleet_of(devices, std::nullopt, 10, kToday).sites.empty());
}

TEST(Fleet, RevokedEndedAndGatewaysAreNotEnrolledDevices) {
  std::vector<DeviceRow> devices;
  for (int i = 0; i < 30; ++i) devices.push_back(row(i));
  devices[0].revoked = true;
  devices[1].certificate_ends = kToday - absl::Hours(48);
  devices[2].gateway = "hq-router";
  devices[3].certificate_ends = kToday - absl::Hours(24 * 60);  // forgotten
  for (int i = 4; i < 16; ++i) devices[i].certificate_ends = kToday + absl::Hours(24 * 5);
  const Fleet fleet = fleet_of(devices, std::nullopt, 1, kToday);
  EXPECT_EQ(fleet.enrolled, 26);
  EXPECT_EQ(fleet.gateways, 1);
  EXPECT_EQ(fleet.revoked, (CountRange{1, 1}));
  EXPECT_EQ(fleet.ended, (CountRange{1, 1}));
  EXPECT_EQ(fleet.overdue, (CountRange{12, 12}));
}

TEST(Fleet, VersionsAreBlocksOfAtLeastK) {
  std::vector<DeviceRow> devices;
  for (int i = 0; i < 20; ++i) devices.push_back(row(i, "", "0.2.0"));
  for (int i = 20; i < 29; ++i) devices.push_back(row(i, "", i < 24 ? "0.1.0" : ""));
  for (int i = 29; i < 31; ++i) devices.push_back(row(i, "", "0.0.9"));
  EXPECT_EQ(fleet_of(devices, std::nullopt, 10, kToday).versions,
            (std::vector<FleetBlock>{{"0.2.0", 20, {}}, {"", 11, {}}}));
}

}  // namespace
}  // namespace desirepath::gate
