#include <gtest/gtest.h>

#include <string>

#include "agent/sight/alpn_list.h"
#include "agent/sight/answer_cache.h"
#include "agent/sight/assembly.h"
#include "agent/sight/fragments.h"
#include "agent/sight/host_name.h"
#include "agent/sight/name_pool.h"
#include "tests/unit/agent/wire/octets.h"

namespace desirepath::sight {
namespace {

using wire::operator+;
using wire::Octets;
using wire::text;

std::string string_of(wire::Bytes bytes) { return {bytes.begin(), bytes.end()}; }

TEST(Assembly, JoinsPiecesOfAnyOrder) {
  std::uint8_t space[16];
  Assembly assembly;
  assembly.begin(space);
  EXPECT_TRUE(assembly.add(4, text("efgh")));
  EXPECT_TRUE(assembly.head().empty());
  EXPECT_TRUE(assembly.add(10, text("kl")));
  EXPECT_TRUE(assembly.add(0, text("abcd")));
  EXPECT_EQ(string_of(assembly.head()), "abcdefgh");
  EXPECT_TRUE(assembly.add(7, text("hijk")));
  EXPECT_EQ(string_of(assembly.head()), "abcdefghijkl");
}

TEST(Assembly, WhatCameFirstStays) {
  std::uint8_t space[16];
  Assembly assembly;
  assembly.begin(space);
  assembly.add(2, text("CD"));
  assembly.add(0, text("abcdef"));
  EXPECT_EQ(string_of(assembly.head()), "abCDef");
}

TEST(Assembly, RefusesWhatLiesBeyondItsSpace) {
  std::uint8_t space[4];
  Assembly assembly;
  assembly.begin(space);
  EXPECT_FALSE(assembly.add(4, text("x")));
  EXPECT_FALSE(assembly.add(~std::size_t{0}, text("x")));
  EXPECT_FALSE(assembly.add(2, text("cdef")));
  EXPECT_TRUE(assembly.add(0, text("ab")));
  EXPECT_EQ(string_of(assembly.head()), "abcd");
}

TEST(Assembly, RefusesARunTooMany) {
  std::uint8_t space[4 * Assembly::kMostRuns];
  Assembly assembly;
  assembly.begin(space);
  for (std::size_t i = 0; i < Assembly::kMostRuns; ++i) EXPECT_TRUE(assembly.add(2 * i, text("x")));
  EXPECT_FALSE(assembly.add(2 * Assembly::kMostRuns, text("x")));
  EXPECT_TRUE(assembly.add(1, text("y")));  // closes a gap
}

TEST(Assembly, ForgetsItsFront) {
  std::uint8_t space[16];
  Assembly assembly;
  assembly.begin(space);
  assembly.add(0, text("abcd"));
  assembly.add(8, text("ij"));
  assembly.drop_front(3);
  EXPECT_EQ(string_of(assembly.head()), "d");
  assembly.add(1, text("efgh"));
  EXPECT_EQ(string_of(assembly.head()), "defghij");
  assembly.drop_front(7);
  EXPECT_TRUE(assembly.is_empty());
}

wire::IpPacket fragment(std::uint32_t id, std::size_t offset, bool more, const Octets& payload) {
  wire::IpPacket ip{};
  ip.identification = id;
  ip.fragment_offset = static_cast<std::uint16_t>(offset);
  ip.more_fragments = more;
  ip.payload = payload;
  ip.payload_length = static_cast<std::uint32_t>(payload.size());
  ip.protocol = 17;
  return ip;
}

TEST(Fragments, JoinsADatagram) {
  Fragments fragments;
  const Octets head(8, 'a');
  const Octets tail(5, 'b');
  EXPECT_FALSE(fragments.add(fragment(1, 8, false, tail)).has_value());
  EXPECT_FALSE(fragments.add(fragment(2, 0, true, head)).has_value());  // of another datagram
  const auto whole = fragments.add(fragment(1, 0, true, head));
  ASSERT_TRUE(whole.has_value());
  EXPECT_EQ(string_of(whole->payload), "aaaaaaaabbbbb");
  EXPECT_FALSE(whole->is_fragment());
}

TEST(Fragments, HoldsABoundedNumber) {
  Fragments fragments;
  const Octets head(8, 'a');
  for (std::uint32_t id = 0; id < 2 * Fragments::kMostDatagrams; ++id) {
    fragments.add(fragment(id, 0, true, head));
  }
  EXPECT_EQ(fragments.evicted(), Fragments::kMostDatagrams);
  EXPECT_FALSE(fragments.add(fragment(0, 8, false, head)).has_value());
  EXPECT_TRUE(
      fragments.add(fragment(2 * Fragments::kMostDatagrams - 1, 8, false, head)).has_value());
}

TEST(NamePool, KeepsANameOnceAndReusesItsPlace) {
  NamePool pool{2};
  const NameId a = pool.intern(HostName::from("a.example"));
  EXPECT_EQ(pool.intern(HostName::from("A.example.")), a);
  const NameId b = pool.intern(HostName::from("b.example"));
  EXPECT_EQ(pool.intern(HostName::from("c.example")), kNoName);  // it is full
  pool.release(a);
  EXPECT_EQ(pool.view(a), "a.example");
  pool.release(a);
  const NameId c = pool.intern(HostName::from("c.example"));
  EXPECT_EQ(c, a);
  EXPECT_EQ(pool.name(c).view(), "c.example");
  EXPECT_EQ(pool.view(b), "b.example");
  EXPECT_EQ(pool.view(kNoName), "");
}

Address address(std::uint8_t last, std::uint8_t first = 10) {
  return {{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, first, 0, 0, last}};
}

TEST(AnswerCache, RemembersPerClientUntilTheTtl) {
  NamePool pool{64};
  AnswerCache cache{64, 1, pool};
  const capture::Time now{std::chrono::hours{1000}};
  cache.remember(address(1), address(9), HostName::from("a.example"), now, std::chrono::hours{1});
  EXPECT_EQ(pool.view(cache.lookup(address(1), address(9), now)), "a.example");
  EXPECT_EQ(cache.lookup(address(2), address(9), now), kNoName);
  EXPECT_EQ(cache.lookup(address(1), address(8), now), kNoName);
  EXPECT_EQ(cache.lookup(address(1), address(9), now + std::chrono::hours{2}), kNoName);
}

TEST(AnswerCache, AnswerToALoopbackResolverHoldsForTheWholeHost) {
  NamePool pool{64};
  AnswerCache cache{64, 1, pool};
  const capture::Time now{std::chrono::hours{1000}};
  cache.remember(address(1, 127), address(9), HostName::from("a.example"), now,
                 std::chrono::hours{1});
  EXPECT_NE(cache.lookup(address(5), address(9), now), kNoName);
}

TEST(AnswerCache, BehindATranslatorBothOfAServersAddressesAreNamed) {
  NamePool pool{64};
  AnswerCache cache{64, 1, pool};
  const capture::Time now{std::chrono::hours{1000}};
  const Address four = address(9);
  Address six{{0, 0x64, 0xff, 0x9b}};
  std::copy(four.octets.begin() + 12, four.octets.end(), six.octets.begin() + 12);
  cache.remember(address(1), six, HostName::from("a.example"), now, std::chrono::hours{1});
  EXPECT_EQ(pool.view(cache.lookup(address(1), four, now)), "a.example");
  EXPECT_EQ(pool.view(cache.lookup(address(1), six, now)), "a.example");
  cache.remember(address(2), four, HostName::from("b.example"), now, std::chrono::hours{1});
  EXPECT_EQ(pool.view(cache.lookup(address(2), six, now)), "b.example");
  six.octets[11] = 1;  // a network's own prefix: cannot be told from any other address
  EXPECT_EQ(cache.lookup(address(1), six, now), kNoName);
}

TEST(AnswerCache, HoldsNoMoreNamesThanEntries) {
  NamePool pool{1000};
  AnswerCache cache{16, 1, pool};
  const capture::Time now{std::chrono::hours{1000}};
  for (int i = 0; i < 500; ++i) {
    const HostName name = HostName::from("n" + std::to_string(i) + ".example");
    cache.remember(address(static_cast<std::uint8_t>(i)), address(static_cast<std::uint8_t>(i / 2)),
                   name, now, std::chrono::hours{1});
  }
  EXPECT_LE(pool.size(), 16U);
}

TEST(HostName, FoldsCaseAndRefusesWhatIsNoName) {
  EXPECT_EQ(HostName::from("Www.Example.").view(), "www.example");
  EXPECT_TRUE(HostName::from("").empty());
  EXPECT_TRUE(HostName::from(".").empty());
  EXPECT_TRUE(HostName::from("a b").empty());
  EXPECT_TRUE(HostName::from("a\"b").empty());
  EXPECT_TRUE(HostName::from("caf\xc3\xa9").empty());
  EXPECT_EQ(HostName::from(std::string(253, 'x')).view().size(), 253U);
  EXPECT_TRUE(HostName::from(std::string(254, 'x')).empty());
}

TEST(AlpnList, KeepsWholeNamesThatFit) {
  const Octets names = Octets{2} + text("h2") + Octets{60} + Octets(60, 'x') + Octets{1, 'y'};
  std::string seen;
  AlpnList::from(names).for_each([&](std::string_view name) { seen += std::string(name) + ";"; });
  EXPECT_EQ(seen, "h2;" + std::string(60, 'x') + ";");
}

TEST(Endpoint, IsWrittenAsPeopleWriteIt) {
  EXPECT_EQ(to_text(Endpoint{address(7), 443}), "10.0.0.7:443");
  Address six{{0x20, 1, 0x0d, 0xb8}};
  six.octets[15] = 1;
  EXPECT_EQ(to_text(Endpoint{six, 53}), "[2001:db8::1]:53");
}

}  // namespace
}  // namespace desirepath::sight
