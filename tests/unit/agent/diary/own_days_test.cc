#include "agent/diary/own_days.h"

#include <gtest/gtest.h>

namespace desirepath::diary {
namespace {

constexpr std::uint32_t kMe = 1000;
constexpr std::int32_t kToday = 20700;

Snapshot with_notes(std::vector<DayNote> notes) {
  Snapshot snapshot;
  snapshot.today = kToday;
  snapshot.notes = std::move(notes);
  return snapshot;
}

DayNote note(std::int32_t day, std::vector<std::uint32_t> accounts) {
  DayNote note;
  note.day = day;
  note.accounts = std::move(accounts);
  return note;
}

ToolDays used_on(std::int32_t day) {
  ToolDays days;
  days.owner.set(day);
  return days;
}

TEST(OwnDays, ADayIsOnesOwnWhenAloneOrWhenNobodyIsKnown) {
  const OwnDays own(with_notes({note(kToday - 3, {kMe, 1001}), note(kToday - 2, {1001}),
                                note(kToday - 1, {kMe}), note(kToday, {})}),
                    kMe);
  EXPECT_FALSE(own.has(kToday - 3));
  EXPECT_FALSE(own.has(kToday - 2));
  EXPECT_TRUE(own.has(kToday - 1));
  EXPECT_TRUE(own.has(kToday));
}

TEST(OwnDays, OlderDaysCountOnlyWhereTheNotesKnowOfNobodyElse) {
  const std::int32_t old = kToday - kNotedDays;
  EXPECT_TRUE(OwnDays(with_notes({note(kToday, {kMe})}), kMe).has(old));
  const OwnDays shared(with_notes({note(kToday, {1001})}), kMe);
  EXPECT_FALSE(shared.has(old));
  EXPECT_TRUE(shared.has(old + 1));
}

TEST(OwnDays, AMachineOfManyPeopleHasNone) {
  Snapshot snapshot = with_notes({});
  snapshot.shared_machine = true;
  EXPECT_FALSE(OwnDays(snapshot, kMe).has(kToday));
}

TEST(OwnDays, LooksBackAsManyDaysAsItIsAskedFor) {
  const OwnDays own(with_notes({}), kMe);
  EXPECT_TRUE(own.used(used_on(kToday - 6), 7));
  EXPECT_FALSE(own.used(used_on(kToday - 7), 7));
  ToolDays guest;
  guest.guest.set(kToday);
  EXPECT_TRUE(own.used(guest, 1));
  ToolDays login;
  login.login.set(kToday);
  EXPECT_FALSE(own.used(login, 7));
}

}  // namespace
}  // namespace desirepath::diary
