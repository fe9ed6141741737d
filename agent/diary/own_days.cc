#include "agent/diary/own_days.h"

namespace desirepath::diary {

OwnDays::OwnDays(const Snapshot& snapshot, std::uint32_t account)
    : shared_(snapshot.shared_machine),
      today_(snapshot.today),
      first_noted_(snapshot.today - kNotedDays + 1) {
  for (const DayNote& note : snapshot.notes) {
    const bool alone =
        note.accounts.empty() || (note.accounts.size() == 1 && note.accounts.front() == account);
    if (!alone) of_others_.insert(note.day);
  }
}

bool OwnDays::has(std::int32_t day) const {
  if (shared_ || of_others_.count(day) != 0) return false;
  return day >= first_noted_ || of_others_.empty();
}

bool OwnDays::used(const ToolDays& tool, std::int32_t days) const {
  for (std::int32_t day = today_ - days + 1; day <= today_; ++day) {
    if ((tool.owner.has(day) || tool.guest.has(day)) && has(day)) return true;
  }
  return false;
}

}  // namespace desirepath::diary
