#include "collector/curation/standing_list.h"

#include <gmock/gmock.h>

#include "proto/catalog/shipped.h"

namespace desirepath::curation {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;

class StandingListTest : public ::testing::Test {
 protected:
  absl::StatusOr<std::vector<StandingDecision>> read(const std::string& csv) {
    return read_standings(csv, *catalog_,
                          {{1, "sales", "Sales", 0, 40}, {2, "design", "Design", 0, 30}}, 3000);
  }
  std::string refusal(const std::string& csv) {
    const auto list = read(csv);
    return list.ok() ? "" : std::string(list.status().message());
  }

  const absl::StatusOr<catalog::Catalog> catalog_ = catalog::Catalog::unpack(catalog::shipped());
};

TEST_F(StandingListTest, TheLinesOfOneToolAreOneDecision) {
  const auto list =
      read("tool,standing,departments\nmiro,sanctioned,sales;design\nmiro,blocked,\n");
  ASSERT_TRUE(list.ok()) << list.status();
  ASSERT_THAT(*list, SizeIs(1));
  EXPECT_EQ((*list)[0].tool, catalog_->tool_by_id("miro")->number);
  EXPECT_EQ((*list)[0].effective_window, 3000U);
  EXPECT_THAT((*list)[0].scopes, SizeIs(3));
}

TEST_F(StandingListTest, AllThatIsWrongIsSaidAtOnceLineByLine) {
  const std::string said = refusal(
      "mirro,sanctioned,\n"
      "miro,loved,\n"
      "miro,blocked,board\n"
      "miro\n"
      "zoom,blocked,sales\n"
      "zoom,sanctioned,sales\n");
  EXPECT_THAT(said, HasSubstr("line 1: tool \"mirro\" is not in the catalog"));
  EXPECT_THAT(said, HasSubstr("line 2: standing \"loved\" is none of"));
  EXPECT_THAT(said, HasSubstr("line 3: department \"board\" is not in the list"));
  EXPECT_THAT(said, HasSubstr("line 4: has 1 cells"));
  EXPECT_THAT(said, HasSubstr("line 6: says another standing"));
}

}  // namespace
}  // namespace desirepath::curation
