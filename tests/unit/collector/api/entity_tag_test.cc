#include "collector/api/entity_tag.h"

#include <gtest/gtest.h>

namespace desirepath::api {
namespace {

TEST(EntityTag, SameBodySameTagOtherBodyOtherTag) {
  EXPECT_EQ(entity_tag("{}"), entity_tag("{}"));
  EXPECT_NE(entity_tag("{}"), entity_tag("{ }"));
  EXPECT_NE(entity_tag("ab"), entity_tag("ba"));
  EXPECT_EQ(entity_tag("").front(), '"');
}

TEST(EntityTag, MatchesInAListWeaklyAndByAsterisk) {
  EXPECT_TRUE(matches("\"a\"", "\"a\""));
  EXPECT_TRUE(matches("\"x\", \"a\"", "\"a\""));
  EXPECT_TRUE(matches("W/\"a\"", "\"a\""));
  EXPECT_TRUE(matches("  *  ", "\"a\""));
}

TEST(EntityTag, OtherTagsDoNotMatch) {
  for (const char* given : {"", ",", ", ,", "\"b\"", "a", "\"a", "\"aa\"", "W/", "\"a\"x"}) {
    EXPECT_FALSE(matches(given, "\"a\"")) << given;
  }
}

}  // namespace
}  // namespace desirepath::api
