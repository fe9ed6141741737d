#include "agent/diary/pair_meter.h"

#include <algorithm>

#include "agent/match/use_rule.h"

namespace desirepath::diary {

void PairMeter::set_pairs(std::span<const policy::ToolPair> pairs) {
  std::vector<Meter> meters;
  for (const policy::ToolPair& pair : pairs.first(std::min(pairs.size(), kMaximumPairs))) {
    const auto [first, second] = std::minmax(pair.first, pair.second);
    const auto is_same = [first = first, second = second](const Meter& meter) {
      return meter.first == first && meter.second == second;
    };
    const auto old = std::find_if(meters_.begin(), meters_.end(), is_same);
    Meter meter;
    meter.first = first;
    meter.second = second;
    meters.push_back(old == meters_.end() ? meter : *old);
  }
  meters_ = std::move(meters);
}

void PairMeter::record(const match::Contact& contact) {
  if (!catalog::counts_as_use(contact.role)) return;
  for (Meter& meter : meters_) {
    if (contact.tool != meter.first && contact.tool != meter.second) continue;
    if (contact.day < meter.day) continue;
    if (contact.day > meter.day)
      meter = {.first = meter.first, .second = meter.second, .day = contact.day};
    const bool is_first = contact.tool == meter.first;
    Side& side = meter.sides[is_first ? 0 : 1];
    side.up += contact.bytes_up;
    side.down += contact.bytes_down;
    if (contact.bytes_up < match::kWorkedBytesUp) continue;
    const std::int64_t slot = contact.slot;
    const bool close = meter.last_slot >= 0 && slot <= meter.last_slot + 1;
    if (close && is_first != meter.last_was_first) ++meter.bounces;
    meter.last_slot = std::max(slot, meter.last_slot);
    meter.last_was_first = is_first;
  }
}

std::vector<PairDay> PairMeter::take(std::int32_t day) {
  std::vector<PairDay> days;
  for (Meter& meter : meters_) {
    if (meter.day != day) continue;
    PairDay pair{
        .day = day, .first = meter.first, .second = meter.second, .bounces = meter.bounces};
    for (std::uint8_t side = 0; side < 2; ++side) {
      if (meter.sides[side].up >= kMuchBytesUp) pair.up |= static_cast<std::uint8_t>(1U << side);
      if (meter.sides[side].down >= kMuchBytesDown)
        pair.down |= static_cast<std::uint8_t>(1U << side);
    }
    if (pair.bounces != 0) days.push_back(pair);
    meter.bounces = 0;
  }
  return days;
}

}  // namespace desirepath::diary
