#pragma once

// `GatewaySink` turns what the observer finds on a gateway into uses of tools, each with the number
// of the device it is of; names and addresses end here.
//
// The capture thread feeds it where `ToolSink` would be fed on a device that watches itself. What a
// device's questions add to its connections (match::ToolContacts) is worked out for each by itself.
//
// Limits: Census's devices, ToolContacts' questions of each, the queue. Threads: one at a time.

#include <absl/container/flat_hash_map.h>

#include <chrono>
#include <cstdint>

#include "agent/gateway/census.h"
#include "agent/match/tool_contacts.h"
#include "agent/sight/sink.h"
#include "agent/use_queue.h"
#include "agent/use_sink.h"

namespace desirepath::agent {

class GatewaySink final : public UseSink {
 public:
  // All must outlive it. `slot` is the observer's.
  GatewaySink(const catalog::Catalog& catalog, const match::Matcher& matcher, UseQueue& queue,
              gateway::Census& census, std::chrono::milliseconds slot)
      : catalog_(catalog), matcher_(matcher), queue_(queue), census_(census), slot_length_(slot) {}

  void on_sighting(const sight::Sighting& sighting) override;
  void on_flow(const sight::FlowRecord& flow) override { census_.note_flow(flow); }
  void on_activity(const sight::Activity& activity) override;

  void advance(capture::Time now) override;
  void finish() override;

 private:
  match::ToolContacts& contacts_of(std::uint32_t device);
  void push(const match::Contact& contact, capture::Time time, std::uint32_t device);

  const catalog::Catalog& catalog_;
  const match::Matcher& matcher_;
  UseQueue& queue_;
  gateway::Census& census_;
  std::chrono::milliseconds slot_length_;
  absl::flat_hash_map<std::uint32_t, match::ToolContacts> contacts_;  // of the slot
  std::int64_t slot_ = 0;                                             // since 1970; only grows
  capture::Time seen_;  // the last that belongs to the slot
};

}  // namespace desirepath::agent
