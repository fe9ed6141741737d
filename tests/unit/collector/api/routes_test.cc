#include "collector/api/routes.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <string_view>

namespace desirepath::api {
namespace {

using curation::Sight;
using curation::UserRole;

bool may(std::string_view operation, const Sight& sight) {
  const auto operations = operations_of(UserRole::kCurator, sight);
  return std::find(operations.begin(), operations.end(), operation) != operations.end();
}

const Sight kEverything;
const Sight kOrganisationOnly{true, {}};
const Sight kSales{false, {"sales"}};

TEST(Routes, APilotIsBegunAndEndedByWhoeverSeesEveryDepartment) {
  // What they answer is the list of pilots, with departments' figures.
  for (const char* operation : {"getPilots", "beginPilot", "endPilot"}) {
    EXPECT_TRUE(may(operation, kEverything)) << operation;
    EXPECT_FALSE(may(operation, kOrganisationOnly)) << operation;
    EXPECT_FALSE(may(operation, kSales)) << operation;
  }
}

TEST(Routes, WhatConcernsEverybodyIsNotForWhoSeesSomeDepartments) {
  EXPECT_TRUE(may("giveAnswer", kEverything));
  EXPECT_TRUE(may("giveAnswer", kOrganisationOnly));
  EXPECT_FALSE(may("giveAnswer", kSales));
}

TEST(Routes, WhatIsAboutOneToolOrNeedIsForAllOfThem) {
  for (const Sight& sight : {kEverything, kOrganisationOnly, kSales}) {
    EXPECT_TRUE(may("getNeeds", sight));
    EXPECT_TRUE(may("decideStanding", sight));
  }
}

TEST(Routes, AnOperationThatChangesAndAnswersWithDepartmentsHasTheMarksOfItsReading) {
  for (const Route& route : routes()) {
    if (route.pattern.substr(0, 14) != "/api/v1/pilots") continue;
    EXPECT_NE(route.marks & kByDepartment, 0) << route.operation;
  }
}

}  // namespace
}  // namespace desirepath::api
