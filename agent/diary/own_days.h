#pragma once

// `OwnDays` says which of the diary's days are the asking person's: alone at the machine, or nobody
// known to have been there.
//
// "My paths" and the notices are shown of these days only. Whose the days before the kept notes
// were is not known any more; they count where the notes know of nobody else. A machine of many
// people has no days of one person's. Source: privacy.md, Decisions 7. Threads: immutable.

#include <cstdint>
#include <set>

#include "agent/diary/snapshot.h"

namespace desirepath::diary {

class OwnDays {
 public:
  OwnDays(const Snapshot& snapshot, std::uint32_t account);

  [[nodiscard]] bool has(std::int32_t day) const;
  // Whether the tool was used, or looked into as a guest, on one of the last `days` own days up to
  // the diary's last.
  [[nodiscard]] bool used(const ToolDays& tool, std::int32_t days) const;

 private:
  bool shared_;
  std::int32_t today_;
  std::int32_t first_noted_;          // notes of days before it are not kept
  std::set<std::int32_t> of_others_;  // somebody else, or somebody else too
};

}  // namespace desirepath::diary
