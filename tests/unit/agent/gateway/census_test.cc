#include "agent/gateway/census.h"

#include <gtest/gtest.h>

namespace desirepath::gateway {
namespace {

sight::Address address(const std::string& text) { return {*policy::parse_address(text)}; }

sight::FlowRecord flow(const std::string& client, const std::string& name,
                       std::uint16_t port = 443) {
  sight::FlowRecord flow;
  flow.client = {address(client), 50'000};
  flow.server = {address("192.0.2.1"), port};
  flow.bytes_up = 1000;
  flow.name = sight::HostName::from(name);
  flow.name_source = name.empty() ? sight::NameSource::kNone : sight::NameSource::kTls;
  return flow;
}

// A network behind a router: addresses are devices.
struct Behind {
  std::vector<policy::ObservedNetwork> networks = {
      {"hq", {*policy::parse_range("10.20.0.0/16")}, 30, 7, true}};
  Census census{seal::Key{1},
                networks,
                {*policy::parse_range("10.20.9.0/24")},
                parse_gate("gate.example:7443")};
};

TEST(Census, TellsDevicesApartByNumberAndTakesWhatTheyDidOnce) {
  Behind behind;
  const std::uint32_t one = behind.census.see(address("10.20.0.1"), true);
  const std::uint32_t two = behind.census.see(address("10.20.0.2"), true);
  EXPECT_NE(one, two);
  EXPECT_EQ(one, behind.census.see(address("10.20.0.1"), true));
  EXPECT_EQ(0U, behind.census.see(address("10.21.0.1"), true));
  behind.census.note_flow(flow("10.20.0.1", "miro.com"));
  behind.census.note_flow(flow("10.20.0.1", ""));
  const std::vector<Census::Seen> seen = behind.census.take();
  ASSERT_EQ(seen.size(), 2U);
  EXPECT_EQ(seen[0].number, one);
  EXPECT_EQ(seen[0].presence.flows, 2U);
  EXPECT_EQ(seen[0].presence.named, 1U);
  EXPECT_EQ(seen[0].presence.device.department, 7U);
  EXPECT_EQ(behind.census.device(one), seen[0].presence.device);
  EXPECT_TRUE(behind.census.take().empty());
}

TEST(Census, AQuestionAloneIsNobodysPresence) {
  Behind behind;
  EXPECT_NE(0U, behind.census.see(address("10.20.0.1"), false));
  behind.census.note_flow(flow("10.20.0.1", "", 53));
  EXPECT_TRUE(behind.census.take().empty());
}

TEST(Census, WhatItsAdministratorRefusesIsElsewhere) {
  Behind behind;
  EXPECT_EQ(0U, behind.census.see(address("10.20.9.7"), true));
  EXPECT_EQ(behind.census.of(address("10.20.9.7").octets).reason, NotCounted::kElsewhere);
}

TEST(Census, WhoSpeaksWithTheGateHasAnAgent) {
  for (const bool named : {true, false}) {
    Behind behind;
    behind.census.note_flow(flow("10.20.0.1", named ? "gate.example" : "other.example", 7443));
    behind.census.note_flow(flow("10.20.0.1", "gate.example", 443));
    ASSERT_EQ(behind.census.take()[0].presence.has_agent, named);
  }
}

TEST(Census, AGateThatIsAnAddressIsKnownByIt) {
  const std::vector<policy::ObservedNetwork> networks = {
      {"hq", {*policy::parse_range("10.20.0.0/16")}, 30, 7, true}};
  Census census(seal::Key{1}, networks, {}, parse_gate("192.0.2.1:7443"));
  census.note_flow(flow("10.20.0.1", "", 7443));
  EXPECT_TRUE(census.take()[0].presence.has_agent);
}

TEST(Census, GatesAreReadInEachForm) {
  EXPECT_EQ(parse_gate("gate.example:7443").host, "gate.example");
  EXPECT_EQ(parse_gate("[2001:db8::1]:7443").host, "2001:db8::1");
  for (const char* const none : {"", "gate.example", "gate.example:", "gate.example:99999"}) {
    EXPECT_EQ(parse_gate(none).port, 0) << none;
  }
}

}  // namespace
}  // namespace desirepath::gateway
