#include "collector/workplace/event_watch.h"

#include "absl/strings/str_cat.h"
#include "collector/curation/audit_chain.h"
#include "collector/curation/card_book.h"
#include "collector/curation/card_history.h"
#include "collector/installation.h"
#include "tests/unit/collector/workplace/desk_test.h"

namespace desirepath::workplace {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::string need(const std::string& id, int low) {
  return absl::StrCat(R"({"need":")", id, R"(","name":")", id, R"(","devices":{"low":)", low,
                      R"(,"high":)", low + 9, R"(},"trend":[]})");
}

// A lab with a signed policy, so that there is a catalog; its figures are made up.
class EventWatchTest : public DeskTest {
 protected:
  void SetUp() override {
    std::filesystem::remove_all(paths_.data_dir);
    collector::Installation plan;
    plan.dir = paths_.data_dir;
    plan.lab = true;
    const auto installed = collector::install(plan, now_);
    ASSERT_TRUE(installed.ok()) << installed.status();
    curation_.emplace(*curation::CurationDatabase::open(paths_.curation_db().string()));
    Outside outside;
    outside.channels = {{"file", "events.jsonl", "ocsf"}};
    workplace_ = *Workplace::open(
        paths_, [this] { return now_; }, outside);
    provider_.needs = [this](const api::ReportQuery&) -> absl::StatusOr<std::string> {
      return absl::StrCat(R"({"k":10,"window":{"id":)", revision_,
                          R"(,"name":"2026-W48"},"needs":[)", needs_, "]}");
    };
    provider_.revision = [this] { return revision_; };
    workplace_->fill(provider_);
    watch_ = workplace_->event_watch(provider_, [this] { return alarm_; });
  }

  // Kind and subject of what this look added, oldest first.
  std::vector<std::string> look() {
    const absl::Status seen = watch_->look();
    EXPECT_TRUE(seen.ok()) << seen;
    std::vector<std::string> said;
    const auto events = curation::EventQueue(curation_->database()).events(0, 100);
    for (const curation::Event& event : *events) {
      if (event.number <= last_) break;
      said.insert(said.begin(), absl::StrCat(event.kind, " ", event.subject));
    }
    if (!events->empty()) last_ = events->front().number;  // what is there already takes a number
    return said;
  }
  void decide(const std::string& tool) {
    const catalog::Tool* known = nullptr;
    SignedGround ground(paths_);
    known = (*ground.at(now_))->catalog.tool_by_id(tool);
    curation::StandingDecision decision;
    decision.tool = known->number;
    decision.by = "carl";
    decision.reason = "as nora wished";
    decision.scopes = {{policy::kOrganisation, policy::Standing::kSanctioned}};
    ASSERT_TRUE(curation_->add_decisions({decision}).ok());
  }

  std::string needs_ = need("crm", 20);
  std::string revision_ = "1";
  absl::StatusOr<std::string> alarm_ = std::string();
  std::unique_ptr<EventWatch> watch_;
  std::int64_t last_ = 0;
};

TEST_F(EventWatchTest, WhatWasThereBeforeIsNoNews) { EXPECT_THAT(look(), IsEmpty()); }

TEST_F(EventWatchTest, ANeedIsNewOnceAndOnlyFromKDevicesOn) {
  look();
  needs_ = absl::StrCat(need("crm", 20), ",", need("wiki", 9));
  revision_ = "2";
  EXPECT_THAT(look(), IsEmpty()) << "below k";
  needs_ = absl::StrCat(need("crm", 20), ",", need("wiki", 10));
  revision_ = "3";
  EXPECT_THAT(look(), ElementsAre("new-need wiki"));
  needs_ = need("crm", 20);
  revision_ = "4";
  EXPECT_THAT(look(), IsEmpty());
  needs_ = absl::StrCat(need("crm", 20), ",", need("wiki", 10));
  revision_ = "5";
  EXPECT_THAT(look(), IsEmpty()) << "it was there before";
}

TEST_F(EventWatchTest, ANeedThatHadItsCardLongAgoIsNoNewsWhenItReturns) {
  needs_ = need("crm", 20);
  look();
  needs_ =
      R"({"need":"wiki","name":"wiki","devices":{"low":10,"high":19},"trend":[)"
      R"({"window":1,"name":"W1","low":10,"high":19},)"
      R"({"window":2,"name":"W2","low":0,"high":9},{"window":3,"name":"W3","low":10,"high":19}]})";
  revision_ = "3";
  EXPECT_THAT(look(), IsEmpty());
}

TEST_F(EventWatchTest, OwnFiguresThatSawItFirstDoNotSwallowTheNews) {
  look();
  ASSERT_TRUE(curation::CardHistory(curation_->database()).first_windows({{"wiki", 2}}).ok());
  needs_ = absl::StrCat(need("crm", 20), ",", need("wiki", 10));
  revision_ = "2";
  EXPECT_THAT(look(), ElementsAre("new-need wiki"));
}

TEST_F(EventWatchTest, DecisionsAndNoticesAreToldOnceWithoutNamesOrReasons) {
  look();
  decide("slack");
  curation::AuditEntry sent;
  sent.by = "command line";
  sent.action = "notice-sent";
  sent.subject = "7";
  sent.at = now_;
  ASSERT_TRUE(curation::AuditChain(curation_->database()).append(sent).ok());
  EXPECT_THAT(look(), ElementsAre("standing-changed slack", "notice-sent 7"));
  EXPECT_THAT(look(), IsEmpty());
  watch_ = workplace_->event_watch(provider_, [this] { return alarm_; });
  EXPECT_THAT(look(), IsEmpty()) << "not after a restart either";
  for (const auto& event : *curation::EventQueue(curation_->database()).events(0, 10)) {
    EXPECT_THAT(event.message, ::testing::Not(HasSubstr("carl")));
    EXPECT_THAT(event.message, ::testing::Not(HasSubstr("nora")));
  }
}

TEST_F(EventWatchTest, AnAlarmIsOfAWindowAndSaysNoDepartment) {
  look();
  alarm_ = std::string("2026-W49");
  revision_ = "2";
  EXPECT_THAT(look(), ElementsAre("more-reports-than-devices "));
  const curation::Event told = curation::EventQueue(curation_->database()).events(0, 1)->at(0);
  EXPECT_EQ(told.message,
            "Window 2026-W49 had more reports than devices; what they touch is folded");
  EXPECT_EQ(told.name, "");
  EXPECT_EQ(told.window, "2026-W49");
  revision_ = "3";
  now_ += absl::Hours(1);
  EXPECT_THAT(look(), IsEmpty()) << "told once";
  alarm_ = std::string("2026-W50");
  revision_ = "4";
  EXPECT_THAT(look(), ElementsAre("more-reports-than-devices ")) << "another window's is news";
  alarm_ = std::string();
  revision_ = "5";
  EXPECT_THAT(look(), IsEmpty());
}

TEST_F(EventWatchTest, ANeedThatWaitsIsToldOnceForEachSilence) {
  look();
  bool waiting = true;
  provider_.operations["getCards"] = [&](const api::Call&) -> absl::StatusOr<api::Outcome> {
    return api::Outcome{.body = {{"cards", {{{"need", "crm"}, {"waiting", waiting}}}}}};
  };
  const auto later = [this] { now_ += absl::Minutes(10); };
  later();
  EXPECT_THAT(look(), ElementsAre("waiting-for-answer crm"));
  later();
  EXPECT_THAT(look(), IsEmpty());
  ASSERT_TRUE(curation::CardBook(curation_->database())
                  .add_note("crm", {0, absl::ToUnixSeconds(now_), "carl", "heard"})
                  .ok());
  waiting = false;
  later();
  EXPECT_THAT(look(), IsEmpty());
  waiting = true;
  later();
  EXPECT_THAT(look(), ElementsAre("waiting-for-answer crm"));
}

TEST_F(EventWatchTest, WhatCannotBeReadAddsNothingAndIsSeenLater) {
  look();
  decide("slack");
  alarm_ = absl::UnavailableError("locked");
  revision_ = "2";
  EXPECT_FALSE(watch_->look().ok());
  alarm_ = std::string();
  EXPECT_THAT(look(), ElementsAre("standing-changed slack"));
}

}  // namespace
}  // namespace desirepath::workplace
