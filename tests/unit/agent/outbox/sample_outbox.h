#pragma once

// A `SampleOutbox` is an outbox over a state.db of its own, with windows of facts made up, for the
// outbox's tests.

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "agent/outbox/ledger.h"
#include "agent/outbox/outbox.h"
#include "proto/seal/seal.h"
#include "tests/support/folder.h"

namespace desirepath::outbox {

constexpr std::uint32_t kWindow = 2957;  // 2026-W37

inline facts::Fact tool_week(std::uint32_t tool, std::uint32_t value = 2) {
  facts::Fact fact;
  fact.kind = v1::FACT_KIND_TOOL_WEEK;
  fact.policy_number = 7;
  fact.window = kWindow;
  fact.department = 1;
  fact.a = tool;
  fact.value = value;
  return fact;
}

inline facts::Facts tool_weeks(std::uint32_t count) {
  facts::Facts facts;
  for (std::uint32_t tool = 1; tool <= count; ++tool) facts.push_back(tool_week(tool));
  return facts;
}

class SampleOutbox {
 public:
  explicit SampleOutbox(std::uint8_t seed = 1) : random_(seal::Key{seed}) {
    policy_.time_zone = "Europe/Helsinki";
    calendar_ = *window::Calendar::from(policy_);
    for (std::uint32_t window = kWindow - 2; window < kWindow + 12; ++window) {
      keys_.push_back({window, pair_.public_key, 1});
    }
  }

  Outbox open() { return *Outbox::open(database_, random_); }
  // Closes kWindow + `later` with these facts, and lets the hold pass.
  absl::Time close(Outbox& outbox, facts::Facts facts, std::uint32_t later = 0) {
    const absl::Time closed = calendar_.end(kWindow + later);
    for (facts::Fact& fact : facts) fact.window = kWindow + later;
    EXPECT_TRUE(outbox
                    .close_window({.window = kWindow + later,
                                   .facts = std::move(facts),
                                   .now = closed,
                                   .lab = false,
                                   .accounts = {}})
                    .ok());
    outbox.add_uptime(absl::Hours(2));
    return closed + absl::Hours(25);
  }
  std::vector<Outgoing> session(Outbox& outbox, absl::Time now,
                                std::size_t limit = kFramesPerSession) {
    return *outbox.begin_session(now, timetable(), keys_, limit);
  }
  [[nodiscard]] Timetable timetable() const { return {calendar_, policy_}; }
  // The tools told in frames, filler left out, ascending.
  [[nodiscard]] std::vector<std::uint32_t> tools(const std::vector<Outgoing>& frames) const {
    std::vector<std::uint32_t> tools;
    for (const Outgoing& frame : frames) {
      v1::Fact fact;
      EXPECT_TRUE(fact.ParseFromString(*seal::unpad(*seal::open_frame(frame.sealed, pair_))));
      if (fact.kind() != v1::FACT_KIND_DUMMY) tools.push_back(fact.a());
    }
    std::sort(tools.begin(), tools.end());
    return tools;
  }

  support::Folder folder_;
  store::Database database_ =
      *store::Database::open(folder_ / "state.db", seal::Key{1}, {.durable = false});
  seal::Random random_;
  policy::Policy policy_;
  window::Calendar calendar_ = *window::Calendar::make(policy::Profile::kWeekly, "UTC");
  seal::SealingKeyPair pair_ = seal::sealing_key_from_secret(seal::Key{5});
  std::vector<policy::SealingKey> keys_;
};

}  // namespace desirepath::outbox
