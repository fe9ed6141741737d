#include "collector/publish/fold.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace desirepath::publish {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr Floors kTen{10, 10, 5};

// member, devices that used it, devices that reported, headcount
Atom atom(std::uint32_t member, std::int64_t count, std::int64_t reports, std::int64_t headcount) {
  return {member, count, reports, headcount, false, true};
}

TEST(Fold, EveryAtomOfKStandsAlone) {
  const Folded folded = fold({atom(1, 10, 40, 50), atom(2, 30, 60, 60)}, kTen);
  EXPECT_TRUE(folded.published);
  EXPECT_THAT(folded.alone, ElementsAre(1, 2));
  EXPECT_EQ(40, folded.total);
  EXPECT_EQ(0, folded.rest_members);
}

// Without the fold (R3) the 3 of department 3 would be 43 - 40.
TEST(Fold, ASmallRestTakesTheDepartmentWithTheSmallestHeadcount) {
  const Folded folded =
      fold({atom(1, 30, 90, 100), atom(2, 10, 40, 50), atom(3, 3, 20, 200)}, kTen);
  EXPECT_THAT(folded.alone, ElementsAre(1));
  EXPECT_EQ(13, folded.rest);
  EXPECT_EQ(2, folded.rest_members);
}

// Minimality attack: were the smallest count moved, the choice itself would tell which one that is.
TEST(Fold, TheOrderIsHeadcountNotUse) {
  const Folded folded =
      fold({atom(1, 12, 90, 100), atom(2, 40, 50, 60), atom(3, 3, 20, 200)}, kTen);
  EXPECT_THAT(folded.alone, ElementsAre(1));
  EXPECT_EQ(43, folded.rest);
}

TEST(Fold, AnEmptyRestIsFine) {
  const Folded folded = fold({atom(1, 12, 40, 50), atom(2, 0, 40, 50)}, kTen);
  EXPECT_THAT(folded.alone, ElementsAre(1));
  EXPECT_EQ(0, folded.rest);
  EXPECT_EQ(1, folded.rest_members);
}

TEST(Fold, ATotalBelowKIsNotPublished) {
  const Folded folded = fold({atom(1, 5, 40, 50), atom(2, 4, 40, 50)}, kTen);
  EXPECT_FALSE(folded.published);
  EXPECT_THAT(folded.alone, IsEmpty());
}

TEST(Fold, SmallPartsOfALargeTotalAreOneBlock) {
  const Folded folded = fold({atom(1, 6, 40, 50), atom(2, 6, 40, 50)}, kTen);
  EXPECT_TRUE(folded.published);
  EXPECT_THAT(folded.alone, IsEmpty());
  EXPECT_EQ(12, folded.rest);
}

// R7: 38 of 40 in department 1 is a statement about every member of it.
TEST(Fold, NearlyEverybodyIsFolded) {
  const Folded folded = fold({atom(1, 36, 40, 50), atom(2, 20, 60, 60), atom(3, 30, 70, 70)}, kTen);
  EXPECT_THAT(folded.alone, ElementsAre(3));  // 1 goes, and one department is no crowd: 2 follows
  EXPECT_EQ(56, folded.rest);
  EXPECT_EQ(2, folded.rest_members);
}

TEST(Fold, FiveWhoDoNotAreEnough) {
  const Folded folded = fold({atom(1, 35, 40, 50), atom(2, 20, 60, 60)}, kTen);
  EXPECT_THAT(folded.alone, ElementsAre(1, 2));
}

TEST(Fold, WhatIsOfferedMayBeUsedByEverybody) {
  Atom all = atom(1, 40, 40, 50);
  all.offered = true;
  EXPECT_THAT(fold({all, atom(2, 20, 60, 60)}, kTen).alone, ElementsAre(1, 2));
}

TEST(Fold, NearlyTheWholeOrganisationIsNotPublished) {
  EXPECT_FALSE(fold({atom(1, 38, 40, 50), atom(2, 58, 60, 60)}, kTen).published);
}

// R8: nine reports are no department, however many of them used the tool.
TEST(Fold, ADepartmentWithFewReportsIsFolded) {
  const Folded folded = fold({atom(1, 10, 9, 50), atom(2, 20, 60, 60), atom(3, 30, 70, 70)}, kTen);
  EXPECT_THAT(folded.alone, ElementsAre(3));
}

TEST(Fold, WhatIsNoDepartmentNeverStandsAlone) {
  Atom organisation = atom(0, 30, 60, 0);
  organisation.alone = false;
  const Folded folded = fold({organisation, atom(1, 20, 60, 60), atom(2, 20, 60, 61)}, kTen);
  EXPECT_THAT(folded.alone, ElementsAre(2));
}

TEST(Fold, InALabOfOneEverythingShows) {
  const Folded folded = fold({atom(1, 1, 1, 1), atom(2, 2, 2, 2)}, {1, 1, 0});
  EXPECT_TRUE(folded.published);
  EXPECT_THAT(folded.alone, ElementsAre(1, 2));
}

TEST(FoldParts, GiveWayInTheOrderGiven) {
  const Folded folded = fold_parts({atom(1, 20, 0, 0), atom(2, 15, 0, 0), atom(3, 4, 0, 0)}, 10);
  EXPECT_THAT(folded.alone, ElementsAre(2));
  EXPECT_EQ(24, folded.rest);
}

}  // namespace
}  // namespace desirepath::publish
