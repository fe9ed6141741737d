// C2 of a first light, on devices whose clocks are moved by hand through eleven days: who tells of
// it, and that what leaves is the same for all, whatever they did.

#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <memory>
#include <vector>

#include "agent/device.h"
#include "tests/support/folder.h"
#include "tests/unit/proto/policy/signed_bundle.h"

namespace desirepath::agent {
namespace {

constexpr std::uint32_t kWindow = 2957;  // Monday 2026-09-07 to Sunday 2026-09-13
constexpr policy::FirstLight kLight{kWindow, static_cast<std::int32_t>(kWindow) * 7 + 1};

absl::Time at(int day, int hour, int minute = 0) {
  absl::TimeZone zone;
  absl::LoadTimeZone("Europe/Helsinki", &zone);
  return absl::FromCivil(absl::CivilMinute(2026, 9, day, hour, minute), zone);
}

enum Who : int { kBusy, kIdle, kLateInstall, kLateNews, kPaused, kOptedOut, kShared, kMuch, kLast };

// What a device does on a day of September: tools by their ids.
std::vector<std::string> used(int who, int day) {
  if (who == kIdle) return {};
  if (day == 7) return {"slack"};  // before the first light, which begins on the 8th
  if (day == 9) return {"miro"};
  if (day == 11 && who == kMuch) return {"chatgpt", "claude", "trello", "notion"};
  if (day == 14) return {"trello"};  // after it
  return {};
}

class Machine {
 public:
  Machine(int who, const std::string& folder, const std::string& signers, absl::Time now)
      : who_(who), began_(now) {
    std::filesystem::create_directories(folder);
    database_ = std::make_unique<store::Database>(*store::Database::open(
        folder + "/state.db", seal::Key{static_cast<std::uint8_t>(who)}, {.durable = false}));
    DeviceOptions options;
    options.department = "sales";
    options.signers = signers;
    options.shared = who == kShared;
    device_ = *Device::open(*database_, options, seal::Random(seal::Key{7}), {now, absl::Hours(1)});
    device_->tick({now, absl::Hours(1)});
  }

  Device& device() { return *device_; }
  void tick(absl::Time now) { device_->tick({now, absl::Hours(1) + (now - began_)}); }

  // Twelve slots of it from ten o'clock.
  void work(int day) {
    for (const std::string& id : used(who_, day)) {
      const catalog::Tool* tool = device_->catalog().tool_by_id(id);
      ASSERT_NE(tool, nullptr) << id;
      for (int minute = 0; minute < 60; minute += 5) {
        const absl::Time now = at(day, 10, minute);
        tick(now);
        device_->take({capture::Time(std::chrono::microseconds(absl::ToUnixMicros(now))),
                       tool->number, tool->need,
                       20'000ULL + 9'000ULL * static_cast<unsigned>(minute), 300'000,
                       catalog::Role::kApp, catalog::Evidence::kProduct});
      }
    }
  }

  // In the ledger, filler apart.
  std::size_t facts() {
    std::size_t count = 0;
    const auto ledger = device_->outbox().ledger();
    for (const outbox::WindowFrames& window : *ledger) {
      for (const outbox::Frame& frame : window.frames) {
        count += frame.fact.kind != v1::FACT_KIND_DUMMY ? 1 : 0;
      }
    }
    return count;
  }

  // Needs told of, and 0 that it takes part.
  std::map<std::string, std::uint32_t> told() {
    std::map<std::string, std::uint32_t> answers;
    const auto ledger = device_->outbox().ledger();
    for (const outbox::WindowFrames& window : *ledger) {
      for (const outbox::Frame& frame : window.frames) {
        if (frame.fact.kind == v1::FACT_KIND_DUMMY) continue;
        EXPECT_EQ(frame.fact.kind, v1::FACT_KIND_FIRST_LIGHT);
        EXPECT_EQ(frame.fact.department, policy::kOrganisation);
        const catalog::Need* need = device_->catalog().need(frame.fact.a);
        answers[need == nullptr ? "" : std::string(need->id)] = frame.fact.value;
      }
    }
    return answers;
  }

 private:
  int who_;
  absl::Time began_;
  std::unique_ptr<store::Database> database_;
  std::unique_ptr<Device> device_;
};

class FirstLight : public ::testing::Test {
 protected:
  FirstLight() {
    signed_.begins = absl::ToUnixSeconds(at(4, 8));
    v1::Policy draft = signed_.draft();
    draft.add_kinds()->set_kind(v1::FACT_KIND_FIRST_LIGHT);
    signed_.publish(draft);
    for (std::uint32_t window = kWindow; window < kWindow + 4; ++window) signed_.key(window, 9);
    for (const policy::PublicKey& key : signed_.trust().signers) {
      signers_.append(key.begin(), key.end());
    }
  }

  void start(int who, absl::Time now) {
    machines_[who] = std::make_unique<Machine>(who, folder_ / std::to_string(who), signers_, now);
    hear(who);
  }
  void hear(int who) {
    const absl::Status taken =
        machines_[who]->device().accept_bundle(signed_.message.SerializeAsString());
    ASSERT_TRUE(taken.ok()) << who << taken;
  }

  void live() {
    for (int who = 0; who < kLast; ++who) {
      if (who != kLateInstall) start(who, at(7, 9));
    }
    ASSERT_TRUE(machines_[kPaused]->device().pause(absl::InfiniteFuture()).ok());
    ASSERT_TRUE(machines_[kOptedOut]->device().opt_out().ok());
    for (auto& [who, machine] : machines_) {
      machine->work(7);
      EXPECT_TRUE(machine->device().listens());
    }
    policy::append_key(signed_.message, {kWindow + 4, {}, 0}, signed_.collector, kLight);
    for (auto& [who, machine] : machines_) {
      machine->tick(at(7, 13));
      if (who != kLateNews) hear(who);
      EXPECT_EQ(machine->device().listens(), who == kLateNews);
    }
    for (int day = 8; day <= 13; ++day) {
      if (day == 9) start(kLateInstall, at(9, 9));
      for (auto& [who, machine] : machines_) {
        machine->tick(at(day, 9));
        if (day == 8 && who == kLateNews) hear(who);
        machine->work(day);
        machine->tick(at(day, 17));
      }
    }
  }

  // Five working days from nine to five; gives the moments of the frames, by device.
  std::map<int, std::vector<absl::Time>> send() {
    std::map<int, std::vector<absl::Time>> moments;
    for (int day = 14; day <= 18; ++day) {
      for (absl::Time now = at(day, 9); now < at(day, 17); now += absl::Minutes(1)) {
        for (auto& [who, machine] : machines_) {
          machine->tick(now);
          Device& device = machine->device();
          if (!device.session_due()) continue;
          device.note_session();
          const auto session = device.begin_session();
          EXPECT_TRUE(session.ok()) << session.status();
          for (const outbox::Outgoing& frame : *session) {
            EXPECT_EQ(frame.window, kWindow);
            moments[who].push_back(now);
          }
          device.frames_accepted(*session, session->size());
        }
      }
    }
    return moments;
  }

  policy::SignedBundle signed_;
  std::string signers_;
  support::Folder folder_;
  std::map<int, std::unique_ptr<Machine>> machines_;
};

using Answers = std::map<std::string, std::uint32_t>;

TEST_F(FirstLight, IsToldOfByThoseThatWatchedItWholeAndOfItsDaysAlone) {
  live();
  for (auto& [who, machine] : machines_) machine->tick(at(14, 0, 1));
  EXPECT_EQ(machines_[kBusy]->told(), (Answers{{"", 0}, {"whiteboard", 1}}));
  EXPECT_EQ(machines_[kIdle]->told(), (Answers{{"", 0}}));
  EXPECT_EQ(machines_[kPaused]->told(), (Answers{{"", 0}}));
  EXPECT_EQ(machines_[kShared]->told(), (Answers{{"", 0}}));
  EXPECT_EQ(machines_[kLateInstall]->told(), Answers());
  EXPECT_EQ(machines_[kLateNews]->told(), Answers());
  EXPECT_EQ(machines_[kOptedOut]->told(), Answers());
  const Answers much = machines_[kMuch]->told();
  EXPECT_EQ(much.at("ai-assistant"), 2U);
  EXPECT_EQ(much.count("team-chat"), 0U);  // Slack was the day before
}

TEST_F(FirstLight, LeavesInEqualFramesAtEqualTimesWhateverWasDone) {
  live();
  const auto moments = send();
  for (const auto& [who, when] : moments) {
    EXPECT_EQ(when.size(), 128U) << who;
    EXPECT_GE(when.front(), at(15, 0)) << "before the day to take it out is over";
    EXPECT_LT(when.back(), at(17, 0)) << "after Wednesday";
  }
  ASSERT_EQ(moments.size(), static_cast<std::size_t>(kLast));
  // All began at the same time with the same seed, but those that came or heard of it later.
  for (const int who : {kIdle, kPaused, kOptedOut, kShared, kMuch}) {
    EXPECT_EQ(moments.at(who), moments.at(kBusy)) << who;
  }
}

TEST_F(FirstLight, AnAnnouncementThatComesAfterItsWindowWasClosedTakesItsFactsOut) {
  start(kBusy, at(4, 9));  // a Friday: the window is seen whole
  for (int day = 7; day <= 13; ++day) machines_[kBusy]->work(day);
  machines_[kBusy]->tick(at(14, 9));
  EXPECT_GT(machines_[kBusy]->facts(), 2U);
  policy::append_key(signed_.message, {kWindow + 4, {}, 0}, signed_.collector, kLight);
  hear(kBusy);
  EXPECT_EQ(machines_[kBusy]->facts(), 0U);
}

}  // namespace
}  // namespace desirepath::agent
