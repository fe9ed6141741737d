#pragma once

// First light: one window at the start of a deployment that is cut short, so that the needs of the
// organisation show within days instead of weeks.
//
// The policy allows it by asking FACT_KIND_FIRST_LIGHT; the collector announces it in the key log
// once enough devices hold the policy (collector/policy/first_light.h); every device gets the same
// announcement. It takes the place of the grid's window that holds it: no device tells anything
// else of that window, and the grid's figures begin with the window after it, which looks at no day
// before its own. So the two are made of different days, whatever else is published.
//
// The window runs from its first day to the Sunday after it, 24:00. Its frames are held for the
// veto like any others, sent until Wednesday 24:00 and published on Thursday 06:00. All 128 frames
// go: at most one fact that the device takes part and one a need of the catalog (61) are among
// them. Two days of at most 8 sessions of 16 frames carry twice as many.
//
// Floors, compiled in: at most one announcement in a chain's life (bundle_documents.cc) · weeks,
// four weeks or a lab, never days · three working days at least (Monday to Friday, as far as the
// policy counts them; any in a lab) · never a whole window of the grid · it begins after the
// announcement reached the device, which watched it whole and no window before it
// (agent/facts/first_light.h).
//
// A later policy of the same grid keeps the window, though it may not ask for it any more: what was
// cut short stays so.
//
// Source: product.md, section 5 "What a new user sees, and when"; privacy.md, Decisions 3.
// Threads: pure functions.

#include <cstdint>
#include <string>

#include "proto/policy/policy.h"

namespace desirepath::policy {

constexpr std::int32_t kFewestWorkingDays = 3;
constexpr std::int32_t kFirstLightSendingDays = 3;     // Monday to Wednesday
constexpr std::int32_t kFirstLightSendingDaysLab = 6;  // a lab squeezes its sessions into a window
constexpr std::uint32_t kFirstLightDevices = 50;       // that hold the policy, and that report

// The Sunday.
constexpr std::int32_t last_day(const FirstLight& light) {
  constexpr std::int32_t kWeek = 7;
  return light.first_day / kWeek * kWeek + kWeek - 1;
}

// Days of the window; 7 at most.
constexpr std::int32_t days_of(const FirstLight& light) {
  return last_day(light) - light.first_day + 1;
}

// Whether the policy asks for it.
bool allows_first_light(const Policy& policy);

// How many devices must hold the policy before it is announced, and report before anything of it is
// published: 50, in a lab twice k.
std::uint32_t first_light_devices(const Policy& policy);

// Why a device under this policy takes no part in it, as the end of a sentence; empty if it may.
std::string fault_of(const FirstLight& light, const Policy& policy);

}  // namespace desirepath::policy
