#include "proto/catalog/places.h"

#include <gtest/gtest.h>

#include "proto/catalog/host_index.h"
#include "proto/catalog/shipped.h"
#include "proto/catalog/text_blobs.h"

namespace desirepath::catalog {
namespace {

TEST(Places, EveryShippedRowHasItsLine) {
  const auto catalog = Catalog::unpack(shipped());
  ASSERT_TRUE(catalog.ok());
  const Places places(shipped_text());
  for (const HostRow& row : catalog->hosts()) {
    ASSERT_NE(places.find(*catalog, row), "") << catalog->suffix(row);
  }
}

TEST(Places, TellTheFormsOfOneSuffixApart) {
  const auto catalog = Catalog::unpack(shipped());
  const HostIndex index(*catalog);
  const Places places(shipped_text());
  const std::string apex = places.find(*catalog, *index.find("slack.com").row);
  const std::string tenant = places.find(*catalog, *index.find("acme.slack.com").row);
  EXPECT_TRUE(apex.starts_with("needs/team-chat.textproto:")) << apex;
  EXPECT_TRUE(tenant.starts_with("needs/team-chat.textproto:")) << tenant;
  EXPECT_NE(apex, tenant);
}

}  // namespace
}  // namespace desirepath::catalog
