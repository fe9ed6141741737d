#include "collector/curation/department_list.h"

#include <gmock/gmock.h>

namespace desirepath::curation {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;

std::string refusal(const std::string& csv) {
  const auto list = read_departments(csv, {});
  return list.ok() ? "" : std::string(list.status().message());
}

TEST(DepartmentList, ReadsWithOrWithoutAHeading) {
  for (const char* heading : {"", "id,name,parent,devices\n", "ID,Name,Parent,Devices\n"}) {
    const auto list = read_departments(std::string(heading) + "sales,Sales,,28\n", {});
    ASSERT_TRUE(list.ok()) << list.status();
    ASSERT_THAT(*list, SizeIs(1));
    EXPECT_EQ((*list)[0].id, "sales");
    EXPECT_EQ((*list)[0].devices, 28U);
  }
}

TEST(DepartmentList, PutsParentsBeforeTheirChildren) {
  const auto list = read_departments("a,A,b,1\nb,B,c,2\nc,C,,3\n", {});
  ASSERT_TRUE(list.ok()) << list.status();
  ASSERT_THAT(*list, SizeIs(3));
  EXPECT_EQ((*list)[0].id, "c");
  EXPECT_EQ((*list)[1].id, "b");
  EXPECT_EQ((*list)[1].parent, (*list)[0].number);
  EXPECT_EQ((*list)[2].parent, (*list)[1].number);
}

TEST(DepartmentList, NumbersAreForEver) {
  const std::vector<policy::Department> known = {{1, "sales", "Sales", 0, 28},
                                                 {5, "gone", "Gone", 0, 0}};
  const auto list = read_departments("design,Design,,12\nsales,Sales & Co,,30\n", known);
  ASSERT_TRUE(list.ok()) << list.status();
  EXPECT_EQ((*list)[0].number, 6U) << "5 was given before and is never given again";
  EXPECT_EQ((*list)[1].number, 1U);
}

TEST(DepartmentList, AllThatIsWrongIsSaidAtOnceLineByLine) {
  const std::string said = refusal(
      "Sales,Sales,,28\n"
      "design,Design\n"
      "field,Field,nowhere,3\n"
      "field,Field again,,4\n"
      "few,Few,,some\n"
      "own,Own,own,2\n");
  EXPECT_THAT(said, HasSubstr("line 1: id \"Sales\" must be small letters"));
  EXPECT_THAT(said, HasSubstr("for example \"sales\""));
  EXPECT_THAT(said, HasSubstr("line 2: has 2 cells, write id,name,parent,devices"));
  EXPECT_THAT(said, HasSubstr("line 3: parent \"nowhere\" is not in the list"));
  EXPECT_THAT(said, HasSubstr("line 4: \"field\" is in the list already"));
  EXPECT_THAT(said, HasSubstr("line 5: devices \"some\" is not a headcount"));
  EXPECT_THAT(said, HasSubstr("line 6: \"own\" is its own ancestor"));
}

TEST(DepartmentList, AnEmptyListIsRefused) {
  EXPECT_THAT(refusal("id,name,parent,devices\n"), HasSubstr("no department in it"));
}

TEST(DepartmentId, IsMadeOfTheName) {
  EXPECT_EQ(department_id("Research & Development"), "research-development");
  EXPECT_EQ(department_id("  HR "), "hr");
  EXPECT_EQ(department_id("!!!"), "");
}

}  // namespace
}  // namespace desirepath::curation
