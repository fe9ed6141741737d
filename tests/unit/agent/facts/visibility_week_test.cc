#include "agent/facts/visibility_week.h"

#include <gtest/gtest.h>

#include "agent/facts/upload_week.h"
#include "tests/unit/agent/facts/past.h"

namespace desirepath::facts {
namespace {

TEST(VisibilityWeek, TellsAFifth) {
  const struct {
    std::uint32_t named;
    int value;
  } cases[] = {{0, 1},   {199, 1}, {200, 2}, {399, 2}, {400, 3},
               {600, 4}, {799, 4}, {800, 5}, {1000, 5}};
  for (const auto& each : cases) {
    Past past;
    past.diary_.notes = {
        {.day = Past::first_day(0), .flows = 400, .named_flows = each.named / 2},
        {.day = Past::first_day(0) + 6, .flows = 600, .named_flows = each.named - each.named / 2}};
    EXPECT_EQ(past.value(visibility_week, 0), each.value) << each.named;
  }
}

TEST(VisibilityWeek, CountsTheClosingWindowOnly) {
  Past past;
  past.diary_.notes = {{.day = Past::first_day(1), .flows = 400, .named_flows = 0},
                       {.day = Past::first_day(0), .flows = 10, .named_flows = 10}};
  EXPECT_EQ(past.value(visibility_week, 0), 5);
  past.diary_.notes.pop_back();
  EXPECT_EQ(past.value(visibility_week, 0), -1);
}

TEST(UploadWeek, TellsTheOrganisationAClassOfAnOwnersTool) {
  const struct {
    std::uint64_t bytes;
    int value;
  } cases[] = {{1, 1},           {9'999'999, 1},     {10'000'000, 2},
               {100'000'000, 3}, {1'000'000'000, 4}, {0, -1}};
  for (const auto& each : cases) {
    Past past;
    past.owner(11, 0).guest(12, 0);
    past.diary_.uploads = {{Past::first_day(1), 11, 5'000'000'000},
                           {Past::first_day(0), 11, each.bytes},
                           {Past::first_day(0), 12, 50'000'000}};
    EXPECT_EQ(past.value(upload_week, 11), each.value) << each.bytes;
    EXPECT_EQ(past.value(upload_week, 12), -1);
    Facts facts;
    upload_week(past.inputs(), facts);
    for (const Fact& fact : facts) EXPECT_EQ(fact.department, policy::kOrganisation);
  }
}

}  // namespace
}  // namespace desirepath::facts
