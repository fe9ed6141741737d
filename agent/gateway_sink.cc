#include "agent/gateway_sink.h"

#include <algorithm>
#include <optional>

namespace desirepath::agent {
namespace {}  // namespace

match::ToolContacts& GatewaySink::contacts_of(std::uint32_t device) {
  return contacts_.try_emplace(device, catalog_, matcher_).first->second;
}

void GatewaySink::on_sighting(const sight::Sighting& sighting) {
  if (sighting.source != sight::Source::kDns) return;
  advance(sighting.time);
  const std::uint32_t device = census_.see(sighting.client.address, false);
  if (device == 0) return;
  contacts_of(device).on_question(sighting.name.view(), match::kNoDay,
                                  static_cast<std::uint32_t>(slot_));
}

void GatewaySink::on_activity(const sight::Activity& activity) {
  advance(activity.time);
  const std::uint32_t device = census_.see(activity.client.address, true);
  if (device == 0) return;
  const std::optional<match::Contact> contact = contacts_of(device).on_activity(
      activity.name.view(), match::kNoDay, static_cast<std::uint32_t>(slot_), activity.bytes_up,
      activity.bytes_down);
  if (contact) push(*contact, activity.time, device);
}

void GatewaySink::advance(capture::Time now) {
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

void GatewaySink::finish() {
  for (auto& [device, contacts] : contacts_) {
    for (const match::Contact& contact : contacts.finish_slot()) push(contact, seen_, device);
  }
  contacts_.clear();
}

void GatewaySink::push(const match::Contact& contact, capture::Time time, std::uint32_t device) {
  queue_.push({time, contact.tool, catalog_.tool(contact.tool)->need, contact.bytes_up,
               contact.bytes_down, contact.role, contact.evidence, device});
}

}  // namespace desirepath::agent
