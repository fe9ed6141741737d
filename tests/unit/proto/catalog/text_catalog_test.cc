#include "proto/catalog/text_catalog.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace desirepath::catalog {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

std::string refusal(std::string_view text) {
  return std::string(TextCatalog::parse("a.textproto", text).status().message());
}

TEST(TextCatalog, KnowsTheLineOfEverything) {
  const auto catalog =
      TextCatalog::parse("a.textproto",
                         "revision: 1\n"                                           // 1
                         "tools {\n"                                               // 2
                         "  number: 4\n"                                           // 3
                         "  id: \"quip\"\n"                                        // 4
                         "  hosts { suffix: \"quip.com\" role: HOST_ROLE_APP }\n"  // 5
                         "  hosts { suffix: \"quip.net\" role: HOST_ROLE_CDN }\n"  // 6
                         "}\n");
  ASSERT_TRUE(catalog.ok()) << catalog.status();
  EXPECT_EQ(catalog->message().tools(0).hosts(1).suffix(), "quip.net");
  EXPECT_EQ(catalog->line("tools", 0), 2);
  EXPECT_EQ(catalog->line("tools", 0, "number"), 3);
  EXPECT_EQ(catalog->line("tools", 0, "hosts", 1), 6);
  EXPECT_EQ(catalog->line("tools", 0, "vendor"), 2);  // not written: the entry's
}

TEST(TextCatalog, RefusesDamageWithItsLine) {
  EXPECT_THAT(refusal("tools {\n  id: \"quip\"\n  nmae: \"Quip\"\n}\n"),
              StartsWith("a.textproto:3: "));
  EXPECT_THAT(refusal("tools {\n  id: \"quip\"\n"), StartsWith("a.textproto:3: "));
  EXPECT_THAT(refusal("tools {\n  id: \"quip\"\n  id: \"quip\"\n}\n"),
              StartsWith("a.textproto:3: "));
  EXPECT_THAT(refusal("tools {\n  hosts { suffix: \"a.b\" role: BOSS }\n}\n"),
              StartsWith("a.textproto:2: "));
  EXPECT_THAT(refusal("tools {\n  id: \"qu\xff\"\n}\n"), StartsWith("a.textproto:2: not UTF-8"));
  EXPECT_THAT(refusal(std::string("tools {\n\0}\n", 11)), StartsWith("a.textproto:2: "));
  EXPECT_THAT(refusal("number: 99999999999999999999\n"), StartsWith("a.textproto:1: "));
}

TEST(TextCatalog, FindsTheFirstOctetBeyondUtf8) {
  EXPECT_EQ(first_line_beyond_utf8(""), 0);
  EXPECT_EQ(first_line_beyond_utf8("caf\xc3\xa9\n\xe2\x82\xac \xf0\x9f\x98\x80"), 0);
  EXPECT_EQ(first_line_beyond_utf8("a\nb\xc3"), 2);
  EXPECT_EQ(first_line_beyond_utf8("a\n\n\xc0\xaf"), 3);  // an overlong slash
  EXPECT_EQ(first_line_beyond_utf8("\xf5\x80\x80\x80"), 1);
}

TEST(TextCatalog, AMissingFileSaysSo) {
  EXPECT_THAT(std::string(TextCatalog::read("/none/there.textproto").status().message()),
              HasSubstr("cannot be read"));
  EXPECT_FALSE(TextCatalog::read("/").ok());
}

}  // namespace
}  // namespace desirepath::catalog
