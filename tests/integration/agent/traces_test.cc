// What can be seen from outside, or found on the disk, is the same whatever the device's user does.

#include <gtest/gtest.h>

#include <regex>

#include "agent/outbox/schedule.h"
#include "tests/integration/agent/device.h"

namespace desirepath::outbox {
namespace {

constexpr std::uint32_t kFirst = 2957;

enum class Person { kHeavy, kIdle, kPaused, kOptedOut, kVetoing, kHandedOver };

// Three weeks of office hours: what the gate sees, as (time, number of frames).
std::vector<std::pair<absl::Time, std::size_t>> trace(const std::string& state, Person person,
                                                      const seal::SealingKeyPair& key) {
  const window::Calendar calendar = *window::Calendar::from(office_policy());
  const policy::Bundle bundle = bundle_of(office_policy(), kFirst, 6, key);
  const Timetable timetable(calendar, bundle.policy);
  Device device(state);
  std::vector<std::pair<absl::Time, std::size_t>> seen;
  for (std::int32_t day = calendar.first_day(kFirst); day < calendar.first_day(kFirst + 3); ++day) {
    if (day % 7 > 4) continue;
    const absl::Time start =
        calendar.begin(kFirst) + absl::Hours(24 * (day - calendar.first_day(kFirst)) + 8);
    Schedule schedule(Pace(), seal::Random(seal::Key{static_cast<std::uint8_t>(day)}), start);
    if (person == Person::kOptedOut && day == calendar.first_day(kFirst) + 8) {
      EXPECT_TRUE(device.outbox().opt_out().ok());
      device.diary().forget();
    }
    if (person == Person::kHandedOver && day == calendar.first_day(kFirst) + 9) {
      EXPECT_TRUE(device.outbox().hand_over().ok());
      device.diary().forget();
    }
    device.diary().start_day(day);
    for (absl::Time now = start; now < start + absl::Hours(8); now += absl::Minutes(1)) {
      device.outbox().add_uptime(absl::Minutes(1));
      if (person != Person::kIdle && person != Person::kPaused && now == start + absl::Hours(1)) {
        for (const char* tool : {"miro", "figma", "slack", "notion", "asana", "trello"})
          device.works_with(tool, day);
      }
      EXPECT_TRUE(close_windows({now, calendar, bundle, {{7, 0}}, shipped_catalog(), "sales", true},
                                device.diary(), device.outbox())
                      .ok());
      if (person == Person::kVetoing) {
        EXPECT_TRUE(device.outbox().veto_all().ok());
      }
      if (!schedule.due(now, day, device.outbox().has_due(now, timetable, bundle.keys))) continue;
      const auto frames = *device.outbox().begin_session(now, timetable, bundle.keys);
      schedule.began(now, day, !frames.empty());
      EXPECT_TRUE(device.outbox().accepted(frames, frames.size()).ok());
      seen.emplace_back(now, frames.size());
    }
  }
  return seen;
}

// C2 and C21, step by step; a real agent's visits are compared by tests/prove-privacy.
TEST(Traces, UsePauseVetoOptOutAndHandOverDoNotShowOnTheWire) {
  const Folder folder;
  const seal::SealingKeyPair key = seal::generate_sealing_key();
  const auto heavy = trace(folder / "heavy.db", Person::kHeavy, key);
  std::size_t frames = 0;
  for (const auto& [time, count] : heavy) frames += count;
  EXPECT_EQ(frames, 2U * 128U);
  EXPECT_EQ(trace(folder / "idle.db", Person::kIdle, key), heavy);
  EXPECT_EQ(trace(folder / "paused.db", Person::kPaused, key), heavy);
  EXPECT_EQ(trace(folder / "opted-out.db", Person::kOptedOut, key), heavy);
  EXPECT_EQ(trace(folder / "vetoing.db", Person::kVetoing, key), heavy);
  EXPECT_EQ(trace(folder / "handed-over.db", Person::kHandedOver, key), heavy);
}

// C25 on the disk; tests/system/test_no_content.py has the system calls: whatever is on it, also in
// free pages and the log, there is no name in it.
TEST(Traces, NoNameOfAHostOrToolStandsOnTheDisk) {
  const Folder folder;
  const seal::SealingKeyPair key = seal::generate_sealing_key();
  for (const Person person : {Person::kHeavy, Person::kOptedOut, Person::kVetoing}) {
    const std::string state =
        folder / ("state-" + std::to_string(static_cast<int>(person)) + ".db");
    trace(state, person, key);
    Device device(state);  // open again: the log is there too
    device.works_with("miro", (kFirst + 3) * 7);
    ASSERT_TRUE(device.diary().flush().ok());
    const std::string disk = support::file_octets(state) + support::file_octets(state + "-wal");
    ASSERT_GT(disk.size(), 50'000U);
    EXPECT_FALSE(
        std::regex_search(disk, std::regex("[a-z0-9-]{5,}\\.(com|net|org|io|app|co|dev|ai)\\b")));
    for (const char* word :
         {"miro", "Miro", "figma", "slack", "notion", "asana", "trello", "Sales", "Helsinki"}) {
      // Four letters turn up in random octets now and then; longer ones do not.
      if (std::string_view(word).size() > 4) {
        EXPECT_EQ(disk.find(word), std::string::npos) << word;
      }
    }
  }
}

}  // namespace
}  // namespace desirepath::outbox
