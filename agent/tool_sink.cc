#include "agent/tool_sink.h"

#include <algorithm>
#include <optional>

namespace desirepath::agent {
namespace {

// Contacts of this stage carry the time in the use, so that the diary's calendar says the day.

}  // namespace

void ToolSink::on_sighting(const sight::Sighting& sighting) {
  if (sighting.source != sight::Source::kDns) {
    if (owners_ == nullptr) return;
    if (matcher_.match(sighting.name.view()).kind != match::Kind::kTool) return;
    ++programs_[static_cast<std::size_t>(owners_->class_of(sighting))];
    return;
  }
  advance(sighting.time);
  contacts_.on_question(sighting.name.view(), match::kNoDay, static_cast<std::uint32_t>(slot_));
}

void ToolSink::on_activity(const sight::Activity& activity) {
  advance(activity.time);
  const std::optional<match::Contact> contact =
      contacts_.on_activity(activity.name.view(), match::kNoDay, static_cast<std::uint32_t>(slot_),
                            activity.bytes_up, activity.bytes_down);
  if (contact) push(*contact, activity.time);
}

void ToolSink::advance(capture::Time now) {
  const std::int64_t slot = now.time_since_epoch() / slot_length_;
  if (went_back(now, seen_, slot_length_)) {
    finish();
    slot_ = slot;
    seen_ = now;
  }
  if (slot > slot_) {
    finish();
    slot_ = slot;
  }
  seen_ = std::max(seen_, now);
}

void ToolSink::finish() {
  for (const match::Contact& contact : contacts_.finish_slot()) push(contact, seen_);
}

void ToolSink::push(const match::Contact& contact, capture::Time time) {
  queue_.push({time, contact.tool, catalog_.tool(contact.tool)->need, contact.bytes_up,
               contact.bytes_down, contact.role, contact.evidence});
}

}  // namespace desirepath::agent
