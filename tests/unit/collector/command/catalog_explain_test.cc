#include "collector/command/catalog_explain.h"

#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <sstream>

#include "desirepath/v1/catalog.pb.h"
#include "proto/catalog/shipped.h"

namespace desirepath::command {
namespace {

const catalog::Catalog& explained() {
  static const catalog::Catalog kCatalog = *catalog::Catalog::unpack(catalog::shipped());
  return kCatalog;
}

boost::json::object explained(const std::string& host) {
  std::istringstream in;
  std::ostringstream out;
  EXPECT_TRUE(explain_hosts(explained(), {host}, true, in, out).ok());
  return boost::json::parse(out.str()).as_object();
}

TEST(CatalogExplain, AToolHasAllFields) {
  const boost::json::object line = explained("acme.slack.com");
  EXPECT_EQ(line.at("host"), "acme.slack.com");
  EXPECT_EQ(line.at("tool"), "slack");
  EXPECT_EQ(line.at("need"), "team-chat");
  EXPECT_EQ(line.at("role"), "app");
  EXPECT_EQ(line.at("counts_as_use"), true);
  EXPECT_TRUE(std::string_view(line.at("rule").as_string())
                  .starts_with("suffix slack.com, needs/team-chat.textproto:"));
  EXPECT_EQ(line.size(), 6U);
}

TEST(CatalogExplain, WithoutAToolTheFieldsAreNull) {
  for (const char* host :
       {"google.com", "fonts.gstatic.com", "www.omakanta.fi", "acme.example", "not a host"}) {
    const boost::json::object line = explained(host);
    EXPECT_TRUE(line.at("tool").is_null()) << host;
    EXPECT_TRUE(line.at("need").is_null()) << host;
    EXPECT_TRUE(line.at("role").is_null()) << host;
    EXPECT_EQ(line.at("counts_as_use"), false) << host;
  }
}

TEST(CatalogExplain, SupportingRolesDoNotCountAsUse) {
  EXPECT_EQ(explained("www.slack.com").at("counts_as_use"), false);
  EXPECT_EQ(explained("js.stripe.com").at("role"), "embedded");
  EXPECT_EQ(explained("js.stripe.com").at("counts_as_use"), false);
  EXPECT_EQ(explained("id.atlassian.com").at("counts_as_use"), false);
  EXPECT_EQ(explained("forms.gle").at("role"), "viewer");
  EXPECT_EQ(explained("forms.gle").at("counts_as_use"), false);
}

TEST(CatalogExplain, AnOwnToolIsSaidToBeOne) {
  v1::Catalog message;
  ASSERT_TRUE(message.ParseFromArray(catalog::shipped().data(),
                                     static_cast<int>(catalog::shipped().size())));
  v1::Tool* ours = message.add_tools();
  ours->set_number(1'000'001);
  ours->set_id("our-board");
  ours->set_need("whiteboard");
  v1::Host* host = ours->add_hosts();
  host->set_suffix("board.acme.example");
  host->set_role(v1::HOST_ROLE_APP);
  const auto catalog = catalog::Catalog::unpack(message.SerializeAsString());
  ASSERT_TRUE(catalog.ok()) << catalog.status();
  std::istringstream in;
  std::ostringstream out;
  ASSERT_TRUE(explain_hosts(*catalog, {"eu.board.acme.example"}, true, in, out).ok());
  const boost::json::object line = boost::json::parse(out.str()).as_object();
  EXPECT_EQ(line.at("tool"), "our-board");
  EXPECT_EQ(line.at("rule"), "suffix board.acme.example, your own tool");
}

TEST(CatalogExplain, ReadsThousandsFromStandardInputInOrder) {
  std::string hosts;
  for (int i = 0; i < 5000; ++i) hosts += "t" + std::to_string(i) + ".slack.com\r\n\n";
  std::istringstream in(hosts);
  std::ostringstream out;
  ASSERT_TRUE(explain_hosts(explained(), {"-"}, true, in, out).ok());
  std::istringstream lines(out.str());
  std::string line;
  for (int i = 0; i < 5000; ++i) {
    ASSERT_TRUE(std::getline(lines, line));
    ASSERT_TRUE(line.starts_with("{\"host\":\"t" + std::to_string(i) + ".slack.com\",")) << line;
  }
  EXPECT_FALSE(std::getline(lines, line));
}

TEST(CatalogExplain, HostileNamesStayOnOneLine) {
  std::istringstream in(
      "sl\xff"
      "ack.com\n" +
      std::string(5000, 'a') + ".com\na\tb\"c\\.com\n");
  std::ostringstream out;
  ASSERT_TRUE(explain_hosts(explained(), {"-"}, true, in, out).ok());
  std::istringstream lines(out.str());
  std::string line;
  int count = 0;
  while (std::getline(lines, line)) {
    EXPECT_TRUE(boost::json::parse(line).as_object().at("tool").is_null());
    ++count;
  }
  EXPECT_EQ(count, 3);
}

}  // namespace
}  // namespace desirepath::command
