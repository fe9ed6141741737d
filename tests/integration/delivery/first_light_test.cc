// A first light from diaries to figures: the agent's facts of seventy-five devices, padded and
// sealed beside their filler, the gate's spool, the intake, the freeze. What is published is what
// the habits say, counted here without any of them. The devices' own schedule and clocks:
// tests/integration/agent/first_light_test.cc.

#include "agent/facts/first_light.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <memory>
#include <vector>

#include "agent/facts/facts.h"
#include "agent/outbox/plain_fact.h"
#include "agent/outbox/selection.h"
#include "collector/gate/spool.h"
#include "collector/intake/intake.h"
#include "collector/intake_rules.h"
#include "collector/policy/atomic_file.h"
#include "collector/policy/bundle_edit.h"
#include "collector/policy/draft.h"
#include "collector/policy/first_light.h"
#include "collector/policy/key_file.h"
#include "collector/policy/publication.h"
#include "collector/publish/freeze.h"
#include "collector/publish/publication.h"
#include "collector/publish/published_database.h"
#include "desirepath/v1/fact.pb.h"
#include "proto/catalog/shipped.h"
#include "proto/policy/bundle_writer.h"
#include "proto/policy/signature.h"
#include "proto/policy/validity.h"
#include "proto/seal/frame.h"
#include "proto/window/publication_time.h"
#include "tests/support/folder.h"

namespace desirepath {
namespace {

constexpr std::uint32_t kWindow = 2957;  // Monday 2026-09-07 to Sunday 2026-09-13
constexpr std::int32_t kMonday = static_cast<std::int32_t>(kWindow) * 7;
constexpr std::uint32_t kDevices = 75;
constexpr std::uint32_t kStragglers = 3;  // of them: they never heard of it and tell of the week

absl::Time at(int day, int hour) {
  absl::TimeZone zone;
  absl::LoadTimeZone("Europe/Helsinki", &zone);
  return absl::FromCivil(absl::CivilHour(2026, 9, day, hour), zone);
}

// What device `number` does on a day of September: tools by their ids.
std::vector<std::string> used(std::uint32_t number, int day) {
  std::vector<std::string> tools;
  if (day == 7) tools.emplace_back("slack");  // before the first light, which begins on the 8th
  if (day == 9 && number % 3 == 0) tools.emplace_back("miro");
  if (day == 10 && number % 2 == 0) tools.emplace_back("chatgpt");
  if (day == 11 && number % 4 == 0) tools.emplace_back("claude");
  if (day == 11 && number % 25 == 0) tools.emplace_back("ilovepdf");  // fewer than k
  return tools;
}

class FirstLightPath : public ::testing::Test {
 protected:
  FirstLightPath() : paths_{folder_ / "collector"} {
    std::filesystem::create_directories(paths_.policy());
    policy::DraftChoices choices;
    choices.organisation = "Example Oy";
    choices.admin = policy::make_key_files(paths_.admin_key(), "admin")->public_key;
    choices.curation = policy::make_key_files(paths_.curation_key(), "curation")->public_key;
    choices.collector = policy::make_key_files(paths_.collector_key(), "collector")->public_key;
    choices.staff = {policy::make_key_files(paths_.staff_key(), "staff")->public_key};
    v1::SignedDocument document = policy::draft_policy(
        {}, *policy::make_draft(choices, {{1, "sales", "Sales", 0, 90}}, at(7, 8)));
    for (const auto& path : {paths_.admin_key(), paths_.staff_key()}) {
      policy::sign_document(document, policy::Document::kPolicy, *policy::read_key_file(path));
    }
    EXPECT_TRUE(policy::publish_policy(paths_, document, at(7, 8)).ok());
    EXPECT_TRUE(policy::extend_keys(paths_, at(7, 8)).ok());
  }

  void announce() {
    const absl::StatusOr<policy::Bundle> bundle = policy::load_own_bundle(paths_, at(7, 12));
    const policy::FirstLightPlan plan =
        policy::plan_first_light(*bundle, *window::Calendar::from(bundle->policy), at(7, 12));
    ASSERT_EQ(plan.answer, policy::FirstLightAnswer::kPlanned);
    ASSERT_TRUE(policy::announce_first_light(paths_, plan.light, at(7, 12)).ok());
    bundle_ = *policy::load_own_bundle(paths_, at(17, 1));
    calendar_ = *window::Calendar::from(bundle_.policy);
  }

  diary::Snapshot diary_of(std::uint32_t number) {
    diary::Snapshot diary;
    diary.began_day = kMonday;
    std::map<std::uint32_t, diary::ToolDays> tools;
    for (int day = 7; day <= 13; ++day) {
      diary.present.set(kMonday + day - 7);
      for (const std::string& id : used(number, day)) {
        const std::uint32_t tool = catalog_->tool_by_id(id)->number;
        tools[tool].tool = tool;
        tools[tool].owner.set(kMonday + day - 7);
      }
    }
    for (const auto& [tool, days] : tools) diary.tools.push_back(days);
    return diary;
  }

  facts::Facts facts_of(std::uint32_t number) {
    const diary::Snapshot diary = diary_of(number);
    facts::Inputs inputs{
        .diary = diary,
        .policy = bundle_.policy,
        .standings = {},
        .pairs = {},
        .need_of = [this](std::uint32_t tool) { return catalog_->tool(tool)->need; },
        .department = 1,
        .window = kWindow};
    if (number < kStragglers) return facts::make_facts(inputs);
    inputs.days = diary::DayRange{calendar_->first_day(kWindow), calendar_->last_day(kWindow)};
    return facts::first_light_facts(inputs, *bundle_.first_light);
  }

  void send(gate::Spool& spool) {
    seal::Random random;
    for (std::uint32_t number = 0; number < kDevices; ++number) {
      const outbox::Selection selection = outbox::select_frames(facts_of(number), kWindow, random);
      ASSERT_EQ(selection.frames.size(), 128U);
      ASSERT_EQ(selection.lost_facts, 0U);
      pki::DeviceId id{};
      id[0] = static_cast<std::uint8_t>(number);
      for (const outbox::Frame& frame : selection.frames) {
        const auto sealed = seal::seal_frame(outbox::plain_fact(frame.fact), bundle_.keys[0].key,
                                             random.octets<32>());
        ASSERT_TRUE(sealed.ok());
        ASSERT_TRUE(spool.add(kWindow, id, *sealed).ok());
      }
    }
    ASSERT_TRUE(spool.commit().ok());
  }

  void count(gate::Spool& spool) {
    const absl::StatusOr<policy::Bundle> bundle = policy::load_own_bundle(paths_, at(17, 1));
    const auto intake =
        intake::Intake::open({paths_.window_db().string(), paths_.keys_db().string()},
                             collector::intake_rules(*bundle, *catalog_, at(1, 0)));
    ASSERT_TRUE(intake.ok()) << intake.status();
    const auto segments = spool.release({.k = 10, .day_over = true});
    ASSERT_TRUE(segments.ok());
    for (const gate::Segment& segment : *segments) {
      std::vector<intake::SealedFrame> frames;
      ASSERT_TRUE(segment.read(frames).ok());
      while (!frames.empty()) {
        const std::size_t some = std::min<std::size_t>(frames.size(), 4096);
        ASSERT_TRUE((*intake)->deliver(std::span(frames).last(some), {}).ok());
        frames.resize(frames.size() - some);
      }
    }
  }

  void publish() {
    ASSERT_EQ(window::publication_time(*calendar_, kWindow), at(17, 6));
    dictionary_ = publish::dictionary_of(policy::bundle_at(bundle_, calendar_->begin(kWindow)),
                                         *catalog_, calendar_->name(kWindow), kWindow);
    const auto outcome = publish::freeze_and_publish(
        {paths_.window_db().string(), paths_.keys_db().string(), paths_.published_db().string()},
        dictionary_, kWindow);
    ASSERT_TRUE(outcome.ok()) << outcome.status();
  }

  // By the habits alone.
  publish::Tally truth() {
    publish::Tally tally;
    for (std::uint32_t number = kStragglers; number < kDevices; ++number) {
      ++tally.reports[policy::kOrganisation];
      std::map<std::uint32_t, int> needs;
      for (int day = 8; day <= 13; ++day) {
        for (const std::string& id : used(number, day)) ++needs[catalog_->tool_by_id(id)->need];
      }
      for (const auto& [need, tools] : needs) ++tally.needs[need].devices;
    }
    return tally;
  }

  support::Folder folder_;
  store::Paths paths_;
  absl::StatusOr<catalog::Catalog> catalog_ = catalog::Catalog::unpack(catalog::shipped());
  policy::Bundle bundle_;
  std::optional<window::Calendar> calendar_;
  publish::Dictionary dictionary_;
};

TEST_F(FirstLightPath, PublishesWhatTheHabitsSayAndNothingOfThoseThatDoNotKnowOfIt) {
  announce();
  auto spool =
      gate::Spool::open(folder_ / "spool", 64U << 20U, std::make_shared<gate::SpoolBytes>(0));
  ASSERT_TRUE(spool.ok()) << spool.status();
  send(*spool);
  count(*spool);
  publish();

  const publish::Tally tally = truth();
  EXPECT_EQ(tally.all_reports(), 72);
  const std::vector<publish::Block> expected =
      publish::publication_of(tally, dictionary_, {}, kWindow).blocks;
  auto published = publish::open_published(paths_.published_db().string());
  std::vector<publish::Block> shown;
  for (const publish::View view : {publish::View::kReporting, publish::View::kNeed}) {
    const auto blocks = publish::read_blocks(*published, view, 0, kWindow);
    ASSERT_TRUE(blocks.ok()) << blocks.status();
    shown.insert(shown.end(), blocks->begin(), blocks->end());
  }
  EXPECT_EQ(shown, expected);
  EXPECT_EQ(shown.size(), 3U);  // those that reported, AI assistants, whiteboards; PDFs are below k
}

}  // namespace
}  // namespace desirepath
