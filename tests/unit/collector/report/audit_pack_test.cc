// The audit pack: bounds of published windows, three languages, twelve questions, no place
// unfilled.

#include "collector/report/audit_pack.h"

#include <gmock/gmock.h>

#include <boost/json/parse.hpp>

#include "collector/report/audit_questions.h"
#include "desirepath/v1/catalog.pb.h"
#include "tests/unit/collector/needs/history_builder.h"

namespace desirepath::report {
namespace {

using fields::Language;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;
using ::testing::StartsWith;

constexpr std::uint32_t kK = 10;

catalog::Catalog five_tools() {
  v1::Catalog message;
  v1::Need& need = *message.add_needs();
  need.set_number(1);
  need.set_id("whiteboard");
  need.set_name("Whiteboard");
  for (std::uint32_t n = 1; n <= 5; ++n) {
    v1::Tool& tool = *message.add_tools();
    tool.set_number(n);
    tool.set_id("tool-" + std::to_string(n));
    tool.set_name("Tool " + std::to_string(n));
    tool.set_vendor("V");
    tool.set_need("whiteboard");
    v1::Host& host = *tool.add_hosts();
    host.set_suffix(tool.id() + ".test");
    host.set_role(v1::HOST_ROLE_APP);
  }
  return *catalog::Catalog::unpack(message.SerializeAsString());
}

// Tool 1 in every window, tool 2 in one of three; one window lies before the time.
publish::History history() {
  publish::History made;
  made.windows.push_back(needs::WindowBuilder(9, kK).tool(3, 99).build());
  made.windows.push_back(needs::WindowBuilder(10, kK).tool(1, 40).build());
  made.windows.push_back(needs::WindowBuilder(11, kK).tool(1, 60).tool(2, 12).build());
  made.windows.push_back(needs::WindowBuilder(12, kK).tool(1, 50).build());
  return made;
}

AuditPack pack() {
  AuditPack made;
  made.organisation = "Example Ltd";
  made.from = "W10";
  made.to = "W12";
  EXPECT_TRUE(add_bounds(history(), 10, 12, five_tools(), {4}, made).ok());
  made.policies.push_back({3, "abcd", "2026-01-01", "2026-12-31"});
  made.rules.push_back({"Tool 4", "rule 1, approved", "aino", "adam", "2026-09-01", "2026-10-01",
                        "Works agreement 7"});
  made.decisions.push_back({"Tool 1", "sanctioned", "carl", "", "W11", "", "it fits"});
  made.proof = {"all promises were kept"};
  made.proof_kept = true;
  made.chain_head = "17:0a1b";
  return made;
}

TEST(AuditPack, BoundsAreThoseOfTheTimeAndSayWhatIsNotKnown) {
  const AuditPack made = pack();
  ASSERT_THAT(made.tools, SizeIs(3));
  EXPECT_EQ("40–60 devices in each of 3 windows",
            bound_words(made.tools[0], made, Language::kEnglish));
  EXPECT_EQ("12 devices in 1 windows, fewer than 10 in each of the other 2",
            bound_words(made.tools[1], made, Language::kEnglish));
  EXPECT_EQ("tool-4", made.tools[2].tool);
  EXPECT_EQ("fewer than 10 devices in each of 3 windows",
            bound_words(made.tools[2], made, Language::kEnglish));
  EXPECT_EQ(2U, made.other_tools);
}

TEST(AuditPack, ATimeWithoutAPublishedWindowIsRefused) {
  AuditPack made;
  EXPECT_TRUE(absl::IsInvalidArgument(add_bounds(history(), 20, 30, five_tools(), {}, made)));
}

TEST(AuditPack, TwelveQuestionsInThreeLanguagesAndNoPlaceIsLeft) {
  for (const Language language : {Language::kEnglish, Language::kFinnish, Language::kGerman}) {
    const auto pdf = audit_pdf(pack(), language);
    ASSERT_TRUE(pdf.ok()) << pdf.status();
    EXPECT_THAT(*pdf, StartsWith("%PDF-"));
    EXPECT_EQ(*pdf, *audit_pdf(pack(), language));
    for (const AuditQuestion& one : audit_questions(pack(), language)) {
      EXPECT_FALSE(one.question.empty());
      EXPECT_THAT(one.answer, Not(HasSubstr("{")));
    }
  }
}

TEST(AuditPack, TheJsonSaysTheSameAndNeverAFigureBelowK) {
  publish::History with_a_fault = history();
  with_a_fault.windows.push_back(needs::WindowBuilder(13, kK).tool(1, 3).tool(5, 7).build());
  AuditPack made = pack();
  made.windows.clear();
  made.tools.clear();
  ASSERT_TRUE(add_bounds(with_a_fault, 10, 13, five_tools(), {4}, made).ok());
  const boost::json::value json = boost::json::parse(audit_json(made, Language::kEnglish));
  EXPECT_EQ(json.at("tools").at(0).at("windows_without"), 1);
  EXPECT_THAT(std::string(json.at("bounds_mean").as_string()), HasSubstr("fewer than 10"));
  EXPECT_EQ(json.at("questions").as_array().size(), 12U);
  EXPECT_EQ(json.at("rules").at(0).at("second").as_string(), "adam");
  EXPECT_TRUE(json.at("decisions").at(0).at("second").is_null());
  EXPECT_TRUE(json.at("chain").at("whole").as_bool());
  for (const boost::json::value& tool : json.at("tools").as_array()) {
    const auto low = tool.at("low").to_number<std::uint32_t>();
    const auto high = tool.at("high").to_number<std::uint32_t>();
    EXPECT_TRUE(low >= kK || (low == 0 && high == kK - 1)) << low << "–" << high;
  }
}

TEST(AuditPack, ABrokenChainIsSaid) {
  AuditPack made = pack();
  made.chain_head = "";
  made.chain_trouble = "entry 2 was changed";
  const boost::json::value json = boost::json::parse(audit_json(made, Language::kEnglish));
  EXPECT_FALSE(json.at("chain").at("whole").as_bool());
  EXPECT_EQ(json.at("chain").at("trouble").as_string(), "entry 2 was changed");
  EXPECT_TRUE(audit_pdf(made, Language::kGerman).ok());
}

}  // namespace
}  // namespace desirepath::report
