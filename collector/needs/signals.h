#pragma once

// Signals: what changed in this window, relative to each department, with false alarms kept down.
//
//   growing    a tool's block in a department against the eight windows before: one-sided test of a
//              Poisson rate ratio; over all tests of the window Benjamini–Hochberg keeps the share
//              of false alarms at 5 %; shown only where it also doubled, or reached a fifth of the
//              department
//   declining  CUSUM on a tool that is offered, in the organisation and in each department: its
//              devices, at equal reports, against the mean of the first eight of kDeclineWindows,
//              before a substitute shows
//
// Only published blocks are read: a department without a block of its own has no signal. The
// history needs the departments of kDeclineWindows windows (load_history).
//
// Source: needs.md 2 "Signals", "Decline first". Threads: pure functions.

#include <cstdint>
#include <string>
#include <vector>

#include "collector/publish/history.h"

namespace desirepath::needs {

enum class Change : std::uint8_t { kGrowing, kDeclining };

struct Signal {
  Change change = Change::kGrowing;
  std::uint32_t tool = 0;
  std::uint32_t department = 0;  // 0: the organisation
  std::uint32_t devices = 0;     // in this window
  double before = 0;             // a window, before
  double chance = 1;             // p of the test; 0 for a decline, which is no test
};

std::vector<Signal> signals_of(const publish::History& history);

// P(X >= x) for X of Bin(n, share).
double upper_tail(std::uint32_t x, std::uint32_t n, double share);

// Which of the chances are kept at a false discovery rate of `rate`, in the order given.
std::vector<bool> benjamini_hochberg(const std::vector<double>& chances, double rate);

// The sum that a decline adds up to: max(0, s + (mean - x) / sqrt(mean) - slack), over `values`.
double decline_sum(const std::vector<double>& values, double mean);

}  // namespace desirepath::needs
