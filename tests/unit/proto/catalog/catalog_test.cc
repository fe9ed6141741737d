#include "proto/catalog/catalog.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "desirepath/v1/catalog.pb.h"
#include "proto/catalog/shipped.h"

namespace desirepath::catalog {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

v1::Catalog two_tools() {
  v1::Catalog message;
  message.set_revision(7);
  v1::Need* chat = message.add_needs();
  chat->set_number(2);
  chat->set_id("team-chat");
  v1::Need* documents = message.add_needs();
  documents->set_number(1);
  documents->set_id("documents");
  for (const auto& [number, id, need, host] : {std::tuple(9U, "slack", "team-chat", "slack.com"),
                                               std::tuple(4U, "quip", "documents", "quip.com")}) {
    v1::Tool* tool = message.add_tools();
    tool->set_number(number);
    tool->set_id(id);
    tool->set_need(need);
    v1::Host* row = tool->add_hosts();
    row->set_suffix(host);
    row->set_role(v1::HOST_ROLE_APP);
  }
  return message;
}

std::string refusal(const v1::Catalog& message) {
  return std::string(Catalog::unpack(message.SerializeAsString()).status().message());
}

TEST(Catalog, FindsByNumberAndById) {
  const auto catalog = Catalog::unpack(two_tools().SerializeAsString());
  ASSERT_TRUE(catalog.ok()) << catalog.status();
  EXPECT_EQ(catalog->revision(), 7U);
  EXPECT_EQ(catalog->tool(9)->id, "slack");
  EXPECT_EQ(catalog->tool(4)->id, "quip");
  EXPECT_EQ(catalog->tool(5), nullptr);
  EXPECT_EQ(catalog->tool_by_id("quip")->need, 1U);
  EXPECT_EQ(catalog->tool_by_id("slack")->need, 2U);
  EXPECT_EQ(catalog->tool_by_id("none"), nullptr);
  EXPECT_EQ(catalog->need(2)->id, "team-chat");
  EXPECT_EQ(catalog->need_by_id("documents")->number, 1U);
}

TEST(Catalog, KeepsNothingOfTheOctetsItCameFrom) {
  std::string packed = two_tools().SerializeAsString();
  const auto catalog = Catalog::unpack(packed);
  packed.assign(packed.size(), '#');
  EXPECT_EQ(catalog->tool(9)->id, "slack");
  EXPECT_EQ(catalog->suffix(catalog->hosts()[0]), "quip.com");
}

TEST(Catalog, RefusesWhatContradictsItself) {
  v1::Catalog message = two_tools();
  message.mutable_tools(1)->set_number(9);
  EXPECT_THAT(refusal(message), HasSubstr("numbers are never reused"));
  message = two_tools();
  message.mutable_tools(1)->set_id("slack");
  EXPECT_THAT(refusal(message), HasSubstr("tool 'slack' stands twice"));
  message = two_tools();
  message.mutable_tools(0)->set_need("telepathy");
  EXPECT_THAT(refusal(message), HasSubstr("names the need 'telepathy'"));
  message = two_tools();
  message.mutable_tools(0)->mutable_hosts(0)->set_suffix("quip.com");
  EXPECT_THAT(refusal(message), HasSubstr("host 'quip.com' stands twice"));
  message = two_tools();
  message.mutable_tools(0)->mutable_hosts(0)->set_suffix("*.slack.com");
  EXPECT_THAT(refusal(message), HasSubstr("is no host name"));
  message = two_tools();
  message.mutable_tools(0)->mutable_hosts(0)->set_suffix(std::string(300, 'a') + ".com");
  EXPECT_THAT(refusal(message), HasSubstr("is no host name"));
  message = two_tools();
  message.mutable_tools(0)->mutable_hosts(0)->clear_role();
  EXPECT_THAT(refusal(message), HasSubstr("has no role"));
}

TEST(Catalog, EveryProperPrefixIsRefusedOrSmaller) {
  const std::string packed = two_tools().SerializeAsString();
  for (std::size_t length = 0; length < packed.size(); ++length) {
    const std::string prefix = packed.substr(0, length);
    const auto catalog = Catalog::unpack(prefix);
    if (catalog.ok()) {
      EXPECT_LT(catalog->tools().size(), 2U);
    }
  }
  EXPECT_EQ(Catalog::unpack("not a catalog").status().code(), absl::StatusCode::kDataLoss);
}

TEST(Catalog, RelatesToolsToOtherNeedsAndNeighbours) {
  v1::Catalog message = two_tools();
  message.mutable_tools(0)->add_other_needs("documents");
  message.mutable_tools(0)->add_neighbours("quip");
  const auto catalog = Catalog::unpack(message.SerializeAsString());
  EXPECT_THAT(catalog->other_needs(9), ElementsAre(1));
  EXPECT_THAT(catalog->neighbours(9), ElementsAre(4));
  EXPECT_THAT(catalog->neighbours(4), ElementsAre(9));
}

TEST(ShippedCatalog, IsWholeAndSmall) {
  const auto catalog = Catalog::unpack(shipped());
  ASSERT_TRUE(catalog.ok()) << catalog.status();
  EXPECT_GE(catalog->tools().size(), 3500U);
  EXPECT_EQ(catalog->needs().size(), 61U);
  EXPECT_LT(catalog->resident_bytes(), 2'000'000U);
  ASSERT_NE(catalog->tool_by_id("google-docs"), nullptr);
  EXPECT_EQ(catalog->need(catalog->tool_by_id("google-docs")->need)->id, "documents");
}

}  // namespace
}  // namespace desirepath::catalog
