#include "collector/api/address_blocks.h"

#include <gmock/gmock.h>

namespace desirepath::api {
namespace {

using testing::HasSubstr;

TEST(AddressBlocks, HoldAddressesAndNetworksOfBothKinds) {
  const auto blocks = AddressBlocks::parse(" 127.0.0.1, 10.20.0.0/15,fd00::/8 ,");
  ASSERT_TRUE(blocks.ok()) << blocks.status();
  for (const char* inside :
       {"127.0.0.1", "::ffff:127.0.0.1", "10.20.0.1", "10.21.255.255", "fd12:3456::1"}) {
    EXPECT_TRUE(blocks->contain(inside)) << inside;
  }
  for (const char* outside :
       {"127.0.0.2", "10.22.0.0", "10.19.255.255", "fe80::1", "::1", "", "x"}) {
    EXPECT_FALSE(blocks->contain(outside)) << outside;
  }
}

TEST(AddressBlocks, AnEmptyListHoldsNothing) {
  EXPECT_FALSE(AddressBlocks::parse("")->contain("127.0.0.1"));
  EXPECT_TRUE(AddressBlocks::parse("0.0.0.0/0")->contain("203.0.113.5"));
  EXPECT_FALSE(AddressBlocks::parse("0.0.0.0/0")->contain("2001:db8::1"));
}

TEST(AddressBlocks, WhatIsNoneIsNamed) {
  for (const char* wrong :
       {"proxy.example", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/-1", "10.0.0", "fd00::/129", "/8"}) {
    const auto parsed = AddressBlocks::parse(std::string("127.0.0.1,") + wrong);
    EXPECT_THAT(std::string(parsed.status().message()), HasSubstr(wrong));
  }
}

}  // namespace
}  // namespace desirepath::api
