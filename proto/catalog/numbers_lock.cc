#include "proto/catalog/numbers_lock.h"

#include <algorithm>
#include <set>
#include <sstream>
#include <utility>

namespace desirepath::catalog {

absl::StatusOr<NumbersLock> NumbersLock::parse(const std::string& file, std::string_view text) {
  NumbersLock lock;
  std::set<std::pair<bool, std::uint32_t>> given;
  std::istringstream lines{std::string(text)};
  std::string line;
  for (int number = 1; std::getline(lines, line); ++number) {
    if (line.empty() || line.front() == '#') continue;
    const auto refused = [&](const std::string& what) {
      return absl::InvalidArgumentError(file + ":" + std::to_string(number) + ": " + what);
    };
    std::istringstream fields(line);
    std::string kind, id, rest;
    std::uint32_t value = 0;
    fields >> kind >> value >> id;
    if (fields.fail() || fields >> rest || (kind != "need" && kind != "tool") || value == 0) {
      return refused("no permanent number; write \"tool 812 slack\"");
    }
    const bool tool = kind == "tool";
    if (!given.emplace(tool, value).second) {
      return refused("the number " + std::to_string(value) +
                     " is given already; take the next free one");
    }
    if (!(tool ? lock.tools : lock.needs).emplace(id, value).second) {
      return refused("'" + id + "' has a number already; remove this line");
    }
  }
  return lock;
}

std::uint32_t next_free(const NumbersLock::Numbers& numbers) {
  std::uint32_t most = 0;
  for (const auto& [id, number] : numbers) most = std::max(most, number);
  return most + 1;
}

}  // namespace desirepath::catalog
