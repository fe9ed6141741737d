#include "agent/facts/words.h"

#include <gtest/gtest.h>

namespace desirepath::facts {
namespace {

Names example_names() {
  return {.tool = [](std::uint32_t number) { return number == 11 ? "Miro" : "Jira"; },
          .need = [](std::uint32_t) { return "whiteboards"; },
          .department = [](std::uint32_t number) { return number == 1 ? "Sales" : "Example Oy"; },
          .window = [](std::uint32_t) { return "week 2026-W37"; }};
}

std::string say(Kind kind, std::uint32_t value, std::uint32_t department = 1) {
  return words({.kind = kind,
                .policy_number = 7,
                .window = 2957,
                .department = department,
                .a = 11,
                .b = 12,
                .value = value,
                .nonce = {}},
               example_names());
}

TEST(Words, SayEachKindInPlainEnglish) {
  const struct {
    Kind kind;
    std::uint32_t value;
    const char* words;
  } cases[] = {
      {v1::FACT_KIND_HEARTBEAT, 0, "took part"},
      {v1::FACT_KIND_TOOL_WEEK, 1, "used Miro on 1 day"},
      {v1::FACT_KIND_TOOL_WEEK, 2, "used Miro on 2-3 days"},
      {v1::FACT_KIND_TOOL_WEEK, 3, "used Miro on 4 days or more"},
      {v1::FACT_KIND_TOOL_WEEK, 4, "used Miro as a guest"},
      {v1::FACT_KIND_TOOL_PERIOD, 3, "used Miro in all of the four windows that ended"},
      {v1::FACT_KIND_RETENTION, 0, "used Miro, for the first time, not in the window before"},
      {v1::FACT_KIND_RETENTION, 5,
       "used Miro, known to it for 5-12 windows, also in the window before"},
      {v1::FACT_KIND_NEED_WEEK, 2, "used 2 tools for whiteboards"},
      {v1::FACT_KIND_DISPLACEMENT, 0, "for whiteboards used only what is offered"},
      {v1::FACT_KIND_DISPLACEMENT, 3,
       "for whiteboards went from what is offered to something else"},
      {v1::FACT_KIND_PAIR, 0, "used both Miro and Jira"},
      {v1::FACT_KIND_PAIR_FLOW, 13,
       "went back and forth between Miro and Jira 3-9 times a day on 2-3 days, entering into both"},
      {v1::FACT_KIND_UPLOAD_WEEK, 3, "sent 100 MB to 1 GB to Miro"},
      {v1::FACT_KIND_VISIBILITY_WEEK, 5, "saw a name in 80-100 % of its connections"},
  };
  for (const auto& each : cases) {
    EXPECT_EQ(say(each.kind, each.value),
              "a device of Sales " + std::string(each.words) + " in week 2026-W37");
  }
}

TEST(Words, NameTheOrganisationWhereThereIsNoDepartment) {
  EXPECT_EQ(say(v1::FACT_KIND_HEARTBEAT, 0, 0),
            "a device of Example Oy took part in week 2026-W37");
}

TEST(Words, FillerSaysThatItIsNothing) {
  EXPECT_EQ(say(v1::FACT_KIND_DUMMY, 77).substr(0, 8), "nothing:");
}

TEST(Words, ValuesNobodyDefinedAreShownAsTheyAre) {
  EXPECT_NE(say(v1::FACT_KIND_TOOL_WEEK, 9).find("(value 9)"), std::string::npos);
  EXPECT_NE(say(v1::FACT_KIND_DISPLACEMENT, 99).find("(value 99)"), std::string::npos);
}

}  // namespace
}  // namespace desirepath::facts
