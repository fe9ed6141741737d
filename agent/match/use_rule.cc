#include "agent/match/use_rule.h"

#include <algorithm>
#include <limits>

namespace desirepath::match {
namespace {

std::uint16_t saturating_sum(std::uint16_t a, std::uint16_t b) {
  constexpr int kMost = std::numeric_limits<std::uint16_t>::max();
  return static_cast<std::uint16_t>(std::min(kMost, int{a} + int{b}));
}

bool is_steady(std::uint64_t up, std::uint64_t median) {
  const std::uint64_t difference = up > median ? up - median : median - up;
  return median != 0 && difference <= median / kSteadyShare;
}

bool fetched_a_page(std::uint64_t up, std::uint64_t down) {
  return up >= kGuestBytesUp && down >= kGuestBytesDown;
}

}  // namespace

Use classify(const DayCounts& counts) {
  if (counts.product_slots >= kWorkedSlots) return Use::kOwner;
  if (counts.product_slots + counts.whole_site_slots >= kWorkedSlotsWholeSite) return Use::kOwner;
  return counts.guest_slots > 0 ? Use::kGuest : Use::kAmbient;
}

DayCounts add(const DayCounts& a, const DayCounts& b) {
  return {saturating_sum(a.product_slots, b.product_slots),
          saturating_sum(a.whole_site_slots, b.whole_site_slots),
          saturating_sum(a.guest_slots, b.guest_slots), a.login || b.login};
}

DayOfUse::Slot* DayOfUse::slot_at(std::uint32_t slot) {
  const auto at = std::ranges::lower_bound(slots_, slot, {}, &Slot::slot);
  if (at != slots_.end() && at->slot == slot) return &*at;
  if (slots_.size() == kMaximumSlots) return nullptr;
  return &*slots_.insert(at, {.slot = slot});
}

void DayOfUse::add(const Contact& contact) {
  if (contact.role == Role::kLogin) {
    login_ = true;
    return;
  }
  const bool product = catalog::counts_as_use(contact.role);
  if (!product && contact.role != Role::kViewer) return;
  Slot* slot = slot_at(contact.slot);
  if (slot == nullptr) return;
  if (!product) {
    slot->viewer_up += contact.bytes_up;
    slot->viewer_down += contact.bytes_down;
  } else if (contact.evidence == Evidence::kOutsiders) {
    slot->outsider_up += contact.bytes_up;
    slot->outsider_down += contact.bytes_down;
  } else if (contact.evidence == Evidence::kWholeSite) {
    slot->whole_site_up += contact.bytes_up;
  } else {
    slot->product_up += contact.bytes_up;
  }
}

// The median upstream of the slots that a timer may have filled; 0 if they are too few or too
// uneven for a timer.
std::uint64_t DayOfUse::steady_median() const {
  std::vector<std::uint64_t> small;
  for (const Slot& slot : slots_) {
    const std::uint64_t up = slot.product_up + slot.whole_site_up;
    if (up != 0 && up <= kSteadyBytesUp) small.push_back(up);
  }
  if (small.size() < kSteadySlots) return 0;
  const auto middle = small.begin() + static_cast<std::ptrdiff_t>(small.size() / 2);
  std::ranges::nth_element(small, middle);
  const std::uint64_t median = *middle;
  const auto steady =
      std::ranges::count_if(small, [median](std::uint64_t up) { return is_steady(up, median); });
  return static_cast<std::size_t>(steady) >= kSteadySlots ? median : 0;
}

DayCounts DayOfUse::counts() const {
  DayCounts counts{.login = login_};
  const std::uint64_t median = steady_median();
  for (const Slot& slot : slots_) {
    const std::uint64_t up = slot.product_up + slot.whole_site_up;
    const bool by_timer = median != 0 && up <= kSteadyBytesUp && up < median + kWorkedBesideTimer;
    const bool outsider_works = slot.outsider_up >= kOutsiderWorkedBytesUp &&
                                slot.outsider_down < kGuestDownOverUp * slot.outsider_up;
    const bool product_works =
        slot.product_up >= kWorkedBytesUp || slot.whole_site_up >= kWholeSiteVolume;
    if ((product_works && !by_timer) || outsider_works) {
      ++counts.product_slots;
    } else if (up >= kWorkedBytesUp && !by_timer) {
      ++counts.whole_site_slots;
    } else if (fetched_a_page(slot.viewer_up, slot.viewer_down) ||
               fetched_a_page(slot.outsider_up, slot.outsider_down)) {
      ++counts.guest_slots;
    }
  }
  return counts;
}

}  // namespace desirepath::match
