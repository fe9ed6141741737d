#pragma once

// `ControlGroups` finds the path of a control group by its id.
//
// `agent::OwnerFinder` asks it once for each group that opens a connection, and remembers. The tree
// is that of version 2, where systemd keeps each service, each login and each program of a desktop
// in a group of its own; everybody may read it.
//
// Source: cgroups(7); a group's id is its folder's inode number. Limits: kMostGroups folders are
// looked at, kMostDepth deep; a desktop has some hundreds.
// Errors: none; an id that is not found, or a machine without the tree, has an empty path.
// Threads: one at a time.

#include <cstdint>
#include <string>
#include <utility>

namespace desirepath::capture {

class ControlGroups {
 public:
  static constexpr std::size_t kMostGroups = 16384;
  static constexpr std::size_t kMostDepth = 16;

  ControlGroups();  // the machine's
  explicit ControlGroups(std::string root) : root_(std::move(root)) {}

  // False where there is no tree of version 2.
  [[nodiscard]] bool has_tree() const { return !root_.empty(); }

  // From the tree's root, such as "/system.slice/cron.service".
  [[nodiscard]] std::string path_of(std::uint64_t id) const;

 private:
  std::string root_;
};

}  // namespace desirepath::capture
