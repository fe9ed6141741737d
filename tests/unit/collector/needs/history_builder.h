#pragma once

// Builds published windows in a few lines: `week(3).tool(kMiro, 40).days(kMiro, {5, 20, 15, 0})`.

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "collector/publish/history.h"

namespace desirepath::needs {

class WindowBuilder {
 public:
  WindowBuilder(std::uint32_t id, std::uint32_t k) {
    window_.head.id = id;
    window_.head.name = "W" + std::to_string(id);
    window_.head.organisation = "Example Ltd";
    window_.head.floors = {k, 10, 5};
    window_.head.enrolled = 400;
    window_.head.departments = {{1, "design", "Design", 0, 100}, {2, "sales", "Sales", 0, 300}};
  }

  WindowBuilder& reporting(std::uint32_t low, std::uint32_t high) {
    return add(publish::View::kReporting, 0, publish::kWhole, low, high);
  }
  WindowBuilder& tool(std::uint32_t tool, std::uint32_t devices) {
    return add(publish::View::kTool, tool, publish::kWhole, devices, devices);
  }
  WindowBuilder& department(std::uint32_t tool, std::uint32_t member, std::uint32_t devices) {
    return add(publish::View::kToolDepartment, tool, member, devices, devices);
  }
  // 1, 2-3, 4-7 days, guests; 0 leaves the value to the rest, which is nothing.
  WindowBuilder& days(std::uint32_t tool, const std::array<std::uint32_t, 4>& devices) {
    for (std::uint32_t value = 1; value <= 4; ++value) {
      if (devices[value - 1] == 0) continue;
      add(publish::View::kToolDays, tool, value, devices[value - 1], devices[value - 1]);
    }
    return *this;
  }
  WindowBuilder& other(std::uint32_t need, std::uint32_t low, std::uint32_t high) {
    return add(publish::View::kOther, need, publish::kWhole, low, high);
  }
  WindowBuilder& displacement(std::uint32_t need, std::uint32_t value, std::uint32_t low,
                              std::uint32_t high) {
    return add(publish::View::kDisplacement, need, value, low, high);
  }
  WindowBuilder& age(std::uint32_t tool, std::uint32_t age, std::uint32_t low, std::uint32_t high) {
    return add(publish::View::kRetention, tool, age, low, high);
  }
  WindowBuilder& visibility(std::uint32_t step, std::uint32_t low, std::uint32_t high) {
    return add(publish::View::kVisibility, 0, step, low, high);
  }
  WindowBuilder& standing(std::uint32_t tool, policy::Standing standing,
                          const std::vector<std::uint32_t>& departments = {}) {
    window_.head.standings.push_back({tool, standing, departments, 0});
    return *this;
  }

  [[nodiscard]] publish::PublishedWindow build() const { return window_; }

 private:
  WindowBuilder& add(publish::View view, std::uint32_t object, std::uint32_t member,
                     std::uint32_t low, std::uint32_t high) {
    auto& blocks = window_.views[static_cast<std::size_t>(view)];
    blocks.push_back({view, window_.head.id, object, 0, member, low, high, publish::Why::kNone});
    std::sort(blocks.begin(), blocks.end());
    return *this;
  }

  publish::PublishedWindow window_;
};

}  // namespace desirepath::needs
