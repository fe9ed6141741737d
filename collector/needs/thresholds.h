#pragma once

// Every threshold of the analysis, each with its reason. They are tuned on simulated fleets with
// planted needs (tests/fleet/judge) and reported on seeds that were not used for tuning.

#include <cstdint>

namespace desirepath::needs {

// Windows that the need index looks over: two months, long enough to survive a holiday week.
constexpr std::uint32_t kIndexWindows = 8;
// A likely reason needs "never used what is offered" to mean something: diaries of 8 windows.
constexpr std::uint32_t kReasonWindows = 8;
// Displacement is pooled over four windows: one window's bands of k are wide beside 40 devices.
constexpr std::uint32_t kPooledWindows = 4;
// The order of cards looks at two windows: a single one's bands and holidays would shuffle it.
constexpr std::uint32_t kOrderWindows = 2;
// Growth compares with a month ago, so that weekday patterns and single holidays cancel.
constexpr std::uint32_t kGrowthWindows = 4;
// A month's growth is not carried further than a doubling or a halving: bands make ratios wild.
constexpr double kMostGrowth = 2.0;

// Shares of the devices that use something else (needs.md 2, the tree).
constexpr double kUnknownShare = 0.5;
// Where half may be in departments that are offered nothing, that is the likely reason: it stands
// in the signed standings and is not inferred from anybody's use, so no low end is asked for, and
// department tables that leave everything open do not speak against it.
constexpr double kWithoutOfferShare = 0.5;
constexpr double kUnfitShare = 0.4;
constexpr double kInaccessibleShare = 0.3;
constexpr double kUnconnectedShare = 0.5;
// Whoever leaves what is offered counts as using both until it is unused for four windows
// (fact.proto, DISPLACEMENT): a need that has more than doubled since is too young to tell the two
// apart.
constexpr std::uint32_t kSwitchWindows = 5;
constexpr double kOldEnough = 0.5;
// More guests than owners: others outside bring the tool along.
constexpr double kOutsidePull = 1.0;
// When this much of the others' diaries is too young, "never" cannot be told from "not yet".
constexpr double kYoungShare = 0.3;
// A reason is named only if its share may not be below half its threshold: bands of k around 15
// devices could be anything, and a wrong reason costs more than none.
constexpr double kSureFraction = 0.5;

// W4 (needs.md 2): tried once < 0.15 <= on trial <= 0.4 < habit.
constexpr double kTriedOnceBelow = 0.15;
constexpr double kHabitAbove = 0.4;
// Where hardly anybody uses a tool on a second day of the week, it is being tried, not needed.
constexpr double kPersistenceForCard = 0.2;
// People try this and that: of a need that has no tool with k devices nothing tells habit from
// trial, and in a large organisation such trials add up to k in many needs. It takes the share at
// which an innovation leaves its seed (kEarlyFrom), in a window of a week; who tries something once
// a week tries four things in a window of four.
constexpr double kNamelessReach = 0.025;

// A figure is solid with names seen in 4 of 5 flows, twice k devices and four windows.
constexpr double kSolidVisibility = 0.8;
constexpr std::uint32_t kSolidTimesK = 2;
constexpr std::uint32_t kSolidWindows = 4;

// A curve through two months tells a spread from a lucky week; what takes a year to double does not
// spread.
constexpr std::size_t kSpreadWindows = 8;
constexpr std::size_t kSpreadFewest = 4;
constexpr double kSpreadSlowest = 52;

// Diffusion of a tool over the devices that report (Rogers' boundaries).
constexpr double kEarlyFrom = 0.025;
constexpr double kCrossingFrom = 0.16;
constexpr double kMainstreamFrom = 0.34;

// Signals compare with two months; a fifth of a department or a doubling is worth a look, and one
// false alarm in twenty is what people still read.
constexpr std::uint32_t kSignalWindows = 8;
constexpr double kShareOfDepartment = 0.2;
constexpr double kDoubling = 2.0;
constexpr double kFalseDiscoveries = 0.05;
// CUSUM in units of a Poisson deviation: half a deviation of slack, alarm at five, which a steady
// tool reaches about once in 900 windows.
constexpr double kDeclineSlack = 0.5;
constexpr double kDeclineAlarm = 5.0;
// Half a year: the first eight of it are the mean that a decline is told from.
constexpr std::uint32_t kDeclineWindows = 26;

// Finding one's way in the other window takes about four seconds (product research on toggling
// between applications puts it at two to five); entering twice takes far longer and is never
// guessed.
constexpr double kSecondsABounce = 4;
// "Ten bounces and more" counts as ten to twenty: every third minute of a working hour each day.
constexpr double kMostBounces = 20;
constexpr double kWorkingDays = 5;
// Weeks at work in a year, less leave, holidays and sickness.
constexpr double kWorkingWeeks = 44;
constexpr double kMostlyShape = 0.5;
constexpr double kMostToldMinutes = 60;  // an entry of an hour is another kind of work

}  // namespace desirepath::needs
