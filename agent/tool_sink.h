#pragma once

// `ToolSink` turns what the observer finds into uses of tools; names and addresses end here.
//
// The capture thread feeds it. An activity on a name of a tool goes into the queue at once; what
// the questions of a slot add to it (match::ToolContacts) follows when the slot is over.
//
// Limits: those of ToolContacts and the queue. Threads: one at a time.

#include <chrono>
#include <cstdint>

#include "agent/match/tool_contacts.h"
#include "agent/owner_finder.h"
#include "agent/use_queue.h"
#include "agent/use_sink.h"

namespace desirepath::agent {

class ToolSink final : public UseSink {
 public:
  // All must outlive it. `slot` is the observer's.
  ToolSink(const catalog::Catalog& catalog, const match::Matcher& matcher, UseQueue& queue,
           std::chrono::milliseconds slot)
      : catalog_(catalog),
        matcher_(matcher),
        queue_(queue),
        slot_length_(slot),
        contacts_(catalog, matcher) {}

  // From now on each connection to a tool is counted by the class of program that opened it;
  // `owners` must outlive the sink. Not for captures, whose connections are not this machine's.
  void count_programs(OwnerFinder& owners) { owners_ = &owners; }
  [[nodiscard]] const ProgramCounts& programs() const { return programs_; }

  void on_sighting(const sight::Sighting& sighting) override;
  void on_flow(const sight::FlowRecord& /*flow*/) override {}
  void on_activity(const sight::Activity& activity) override;

  void advance(capture::Time now) override;
  void finish() override;

 private:
  void push(const match::Contact& contact, capture::Time time);

  const catalog::Catalog& catalog_;
  const match::Matcher& matcher_;
  UseQueue& queue_;
  std::chrono::milliseconds slot_length_;
  match::ToolContacts contacts_;
  OwnerFinder* owners_ = nullptr;
  ProgramCounts programs_{};
  std::int64_t slot_ = 0;  // since 1970; only grows
  capture::Time seen_;     // the last that belongs to the slot
};

}  // namespace desirepath::agent
