#include "proto/policy/observed_network.h"

#include <gmock/gmock.h>

#include <functional>

#include "proto/policy/change.h"
#include "proto/policy/floors.h"
#include "proto/policy/words.h"
#include "signed_bundle.h"

namespace desirepath::policy {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::SizeIs;

AddressOctets address(const std::string& text) {
  return parse_range(text + (text.find(':') == std::string::npos ? "/32" : "/128"))->first;
}

// Sales has a headcount of 40.
v1::Policy observing(const std::function<void(v1::ObservedNetwork&)>& change = nullptr) {
  v1::Policy policy = SignedBundle().draft();
  policy.set_number(1);
  v1::ObservedNetwork& network = *policy.add_observed_without_agent();
  network.set_gateway("gateway-hq");
  network.add_ranges("10.20.0.0/16");
  network.add_ranges("2001:db8:20::/48");
  network.set_devices(30);
  network.set_department(1);
  network.set_use(v1::NETWORK_USE_STAFF);
  if (change) change(network);
  return policy;
}

std::string refusal_of(const v1::Policy& policy) {
  const absl::StatusOr<Policy> value = check_policy(policy, false);
  return value.ok() ? "" : std::string(value.status().message());
}

TEST(AddressRange, HoldsWhatItsPrefixSays) {
  const AddressRange four = *parse_range("10.20.0.0/15");
  EXPECT_TRUE(four.contains(address("10.21.255.255")));
  EXPECT_FALSE(four.contains(address("10.22.0.0")));
  EXPECT_FALSE(four.contains(address("::a14:0")));
  const AddressRange six = *parse_range("2001:db8::/47");
  EXPECT_TRUE(six.contains(address("2001:db8:1:ffff::1")));
  EXPECT_FALSE(six.contains(address("2001:db8:2::")));
  EXPECT_EQ(to_text(four), "10.20.0.0/15");
  EXPECT_EQ(to_text(six), "2001:db8::/47");
}

TEST(AddressRange, WhatIsNoRangeIsRefused) {
  for (const char* text : {"", "/", "10.0.0.0", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "::/129",
                           "office/16", "10.0.0/8", "10.0.0.0/16x"}) {
    EXPECT_THAT(parse_range(text).status().message(), HasSubstr("write one like")) << text;
  }
  EXPECT_THAT(parse_range("10.20.30.0/16").status().message(), HasSubstr("beyond its prefix"));
}

TEST(ObservedNetworks, NoneUnlessListed) {
  EXPECT_THAT(check_policy(observing(), false)->observed, SizeIs(1));
  v1::Policy plain = SignedBundle().draft();
  plain.set_number(1);
  EXPECT_THAT(check_policy(plain, false)->observed, SizeIs(0));
}

TEST(ObservedNetworks, EachUnfitOneIsRefusedWithTheMend) {
  const std::vector<std::pair<const char*, std::function<void(v1::ObservedNetwork&)>>> cases = {
      {"label of small letters", [](auto& n) { n.set_gateway("Gateway HQ"); }},
      {"never observed", [](auto& n) { n.set_use(v1::NETWORK_USE_GUEST); }},
      {"never observed", [](auto& n) { n.set_use(v1::NETWORK_USE_PRIVATE); }},
      {"never observed", [](auto& n) { n.clear_use(); }},
      {"name 10 to 4096", [](auto& n) { n.set_devices(9); }},
      {"name 10 to 4096", [](auto& n) { n.set_devices(4'097); }},
      {"in department 9, list it", [](auto& n) { n.set_department(9); }},
      {"whose headcount is 40", [](auto& n) { n.set_devices(41); }},
      {"needs 1 to 64 address ranges", [](auto& n) { n.clear_ranges(); }},
      {"is wider than /8", [](auto& n) { n.set_ranges(0, "10.0.0.0/7"); }},
      {"is wider than /8", [](auto& n) { n.set_ranges(0, "0.0.0.0/0"); }},
      {"is wider than /8", [](auto& n) { n.set_ranges(1, "2001::/31"); }},
      {"is wider than /8", [](auto& n) { n.set_ranges(1, "::/0"); }},
      {"counted twice", [](auto& n) { n.add_ranges("10.20.7.0/24"); }},
  };
  EXPECT_EQ(refusal_of(observing()), "");
  for (const auto& [words, change] : cases) {
    EXPECT_THAT(refusal_of(observing(change)), HasSubstr(words));
  }
}

TEST(ObservedNetworks, ARangeBelongsToOneOfThem) {
  v1::Policy policy = observing();
  v1::ObservedNetwork& other = *policy.add_observed_without_agent();
  other = policy.observed_without_agent(0);
  other.set_gateway("gateway-oulu");
  other.set_department(0);
  EXPECT_THAT(refusal_of(policy), HasSubstr("overlaps"));
  other.clear_ranges();
  other.add_ranges("10.21.0.0/16");
  EXPECT_EQ(refusal_of(policy), "");
  other.set_gateway("gateway-hq");
  EXPECT_EQ(refusal_of(policy), "");
  EXPECT_EQ(observed_devices(check_policy(policy, false)->observed, "gateway-hq"), 60U);
  other.set_department(1);
  EXPECT_THAT(refusal_of(policy), HasSubstr("put its ranges together"));
}

TEST(ObservedNetworks, OneHandIsNotEnough) {
  SignedBundle bundle;
  v1::Policy second = bundle.draft();
  bundle.publish(second);
  *second.mutable_observed_without_agent() = observing().observed_without_agent();
  v1::SignedDocument document = draft_policy(bundle.message, second);
  sign_document(document, Document::kPolicy, bundle.admin);
  *bundle.message.add_policies() = document;
  EXPECT_NE(bundle.refusal(), "");
  sign_document(*bundle.message.mutable_policies(1), Document::kPolicy, bundle.staff);
  EXPECT_EQ(bundle.refusal(), "");
}

TEST(ObservedNetworks, MoreOfThemWidensAndLessDoesNot) {
  const auto policy_of = [](const v1::Policy& message) { return *check_policy(message, false); };
  v1::Policy plain = observing();
  plain.clear_observed_without_agent();
  const auto widens_to = [&](const std::function<void(v1::ObservedNetwork&)>& change) {
    const auto changes = changes_between(policy_of(observing()), policy_of(observing(change)));
    EXPECT_THAT(changes, SizeIs(1));
    return changes[0].widens;
  };
  EXPECT_TRUE(widens(policy_of(plain), policy_of(observing())));
  EXPECT_FALSE(widens(policy_of(observing()), policy_of(plain)));
  EXPECT_TRUE(widens_to([](auto& n) { n.add_ranges("10.21.0.0/16"); }));
  EXPECT_TRUE(widens_to([](auto& n) { n.set_ranges(0, "10.16.0.0/12"); }));
  EXPECT_TRUE(widens_to([](auto& n) { n.set_devices(31); }));
  EXPECT_FALSE(widens_to([](auto& n) { n.set_devices(29); }));
  EXPECT_FALSE(widens_to([](auto& n) { n.mutable_ranges()->RemoveLast(); }));
  for (const auto& change : std::vector<std::function<void(v1::ObservedNetwork&)>>{
           [](auto& n) { n.set_routed(true); }, [](auto& n) { n.set_department(0); },
           [](auto& n) { n.set_gateway("gateway-new"); }}) {
    EXPECT_TRUE(widens(policy_of(observing()), policy_of(observing(change))));
  }
}

TEST(ObservedNetworks, ThePolicyNamesThemInWords) {
  EXPECT_THAT(policy_sentences(*check_policy(observing(), false)),
              Contains(HasSubstr("10.20.0.0/16, 2001:db8:20::/48 by gateway gateway-hq, at most 30 "
                                 "devices, as sales; a device is a hardware address")));
}

}  // namespace
}  // namespace desirepath::policy
