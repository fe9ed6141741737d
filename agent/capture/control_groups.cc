#include "agent/capture/control_groups.h"

#include <dirent.h>
#include <unistd.h>

#include <algorithm>
#include <string_view>
#include <vector>

namespace desirepath::capture {
namespace {

// Alone, or beside the trees of version 1.
constexpr const char* kRoots[] = {"/sys/fs/cgroup", "/sys/fs/cgroup/unified"};

std::string find_root() {
  for (const std::string root : kRoots) {
    if (access((root + "/cgroup.controllers").c_str(), F_OK) == 0) return root;
  }
  return "";
}

}  // namespace

ControlGroups::ControlGroups() : root_(find_root()) {}

std::string ControlGroups::path_of(std::uint64_t id) const {
  if (root_.empty()) return "";
  std::vector<std::string> left = {""};
  std::size_t looked = 0;
  while (!left.empty() && looked < kMostGroups) {
    const std::string path = std::move(left.back());
    left.pop_back();
    ++looked;
    DIR* const folder = opendir((root_ + path).c_str());
    if (folder == nullptr) continue;  // gone since
    std::string found;
    const bool may_descend =
        static_cast<std::size_t>(std::count(path.begin(), path.end(), '/')) < kMostDepth;
    while (const dirent* entry = readdir(folder)) {
      const std::string_view name = entry->d_name;
      if (entry->d_type != DT_DIR || name == "." || name == "..") continue;
      std::string child = path + '/' + std::string(name);
      if (entry->d_ino == id) found = child;
      if (may_descend) left.push_back(std::move(child));
    }
    closedir(folder);
    if (!found.empty()) return found;
  }
  return "";
}

}  // namespace desirepath::capture
