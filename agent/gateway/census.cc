#include "agent/gateway/census.h"

#include "absl/strings/numbers.h"

namespace desirepath::gateway {

GateEnd parse_gate(const std::string& text) {
  const std::size_t colon = text.rfind(':');
  std::uint32_t port = 0;
  if (colon == std::string::npos || !absl::SimpleAtoi(text.substr(colon + 1), &port) ||
      port > 0xffff) {
    return {};
  }
  std::string host = text.substr(0, colon);
  if (host.size() > 1 && host.front() == '[' && host.back() == ']') {
    host = host.substr(1, host.size() - 2);
  }
  return {host, static_cast<std::uint16_t>(port)};
}

void Census::note(const capture::Packet& packet) {
  const absl::MutexLock lock(&mutex_);
  neighbours_.note(packet);
}

Census::Entry* Census::entry_of(const policy::AddressOctets& client, std::uint32_t* number) {
  const Recognition known = recognise(client);
  if (!known.device) return nullptr;
  const auto [held, is_new] = numbers_.try_emplace(known.device->key, 0);
  if (is_new) {
    if (entries_.size() >= kMostDevices) {
      numbers_.erase(held);
      ++dropped_;
      return nullptr;
    }
    entries_.emplace_back();
    held->second = static_cast<std::uint32_t>(entries_.size());
  }
  *number = held->second;
  Entry& entry = entries_[held->second - 1];
  entry.presence.device = *known.device;  // a device that moved counts where it is
  return &entry;
}

std::uint32_t Census::see(const sight::Address& client, bool uses) {
  const absl::MutexLock lock(&mutex_);
  std::uint32_t number = 0;
  Entry* const entry = entry_of(client.octets, &number);
  if (entry == nullptr) return 0;
  entry->there = entry->there || uses;
  return number;
}

bool Census::is_gate(const sight::FlowRecord& flow) const {
  if (gate_.port == 0 || flow.server.port != gate_.port) return false;
  return flow.name.view() == gate_.host || sight::to_text(flow.server.address) == gate_.host;
}

void Census::note_flow(const sight::FlowRecord& flow) {
  const bool has_agent = is_gate(flow);
  const absl::MutexLock lock(&mutex_);
  std::uint32_t number = 0;
  Entry* const entry = entry_of(flow.client.address.octets, &number);
  if (entry == nullptr) return;
  entry->presence.has_agent = entry->presence.has_agent || has_agent;
  entry->there = entry->there || has_agent;
  // Only what a person's programs open, as sight::Visibility counts.
  constexpr std::uint16_t kDns = 53;
  if (flow.bytes_up + flow.bytes_down == 0 || flow.server.port == kDns) return;
  const bool named = flow.name_source != sight::NameSource::kNone;
  if (flow.transport == sight::Transport::kUdp && !named) return;
  entry->there = true;
  ++entry->presence.flows;
  if (named) ++entry->presence.named;
}

Recognition Census::of(const policy::AddressOctets& address) const {
  const absl::MutexLock lock(&mutex_);
  return recognise(address);
}

Recognition Census::recognise(const policy::AddressOctets& address) const {
  for (const policy::AddressRange& range : refused_) {
    if (range.contains(address)) return {std::nullopt, NotCounted::kElsewhere};
  }
  return keys_.of(address);
}

std::vector<Census::Seen> Census::take() {
  const absl::MutexLock lock(&mutex_);
  std::vector<Seen> seen;
  for (std::uint32_t index = 0; index < entries_.size(); ++index) {
    Entry& entry = entries_[index];
    if (!entry.there) continue;
    seen.push_back({index + 1, entry.presence});
    entry.there = false;
    entry.presence = {entry.presence.device, 0, 0, false};
  }
  return seen;
}

std::optional<ObservedDevice> Census::device(std::uint32_t number) const {
  const absl::MutexLock lock(&mutex_);
  if (number == 0 || number > entries_.size()) return std::nullopt;
  return entries_[number - 1].presence.device;
}

std::uint64_t Census::dropped() const {
  const absl::MutexLock lock(&mutex_);
  return dropped_;
}

}  // namespace desirepath::gateway
