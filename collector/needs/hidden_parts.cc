#include "collector/needs/hidden_parts.h"

#include <algorithm>

#include "collector/needs/interval.h"

namespace desirepath::needs {
namespace {

using publish::Block;

constexpr std::uint32_t kDayValues = 4;

bool stands(std::span<const Block> blocks, std::uint32_t member) {
  return std::any_of(blocks.begin(), blocks.end(),
                     [member](const Block& block) { return block.member == member; });
}

std::uint32_t rest_of(std::span<const Block> blocks) {
  for (const Block& block : blocks) {
    if (block.member == publish::kRest) return block.low;
  }
  return 0;
}

// The part of a rest that lies inside, where the two sides have at most so much.
Devices of_rest(std::uint32_t rest, std::uint32_t inside, std::uint32_t outside) {
  const std::uint32_t high = std::min(rest, inside);
  return {std::min(rest - std::min(rest, outside), high), high};
}

}  // namespace

Devices days_together(std::span<const Block> blocks, std::uint32_t k,
                      std::initializer_list<std::uint32_t> values) {
  const std::uint32_t rest = rest_of(blocks);
  Devices sum;
  std::uint32_t inside = 0;
  std::uint32_t outside = 0;
  bool before = false;  // a part that stands
  for (std::uint32_t value = 1; value <= kDayValues; ++value) {
    const bool wanted = std::find(values.begin(), values.end(), value) != values.end();
    const auto block = std::find_if(blocks.begin(), blocks.end(),
                                    [value](const Block& each) { return each.member == value; });
    if (block == blocks.end()) {
      (wanted ? inside : outside) += before ? std::min(rest, k - 1) : rest;
      continue;
    }
    before = true;
    if (wanted) sum = sum + Devices{block->low, block->high};
  }
  return sum + of_rest(rest, inside, outside);
}

std::pair<Devices, Devices> departments_divided(
    const publish::Window& head, std::span<const Block> blocks,
    const std::function<bool(std::uint32_t department)>& chosen) {
  std::pair<Devices, Devices> sums;
  for (const Block& block : blocks) {
    if (block.member == publish::kRest) continue;
    Devices& side = chosen(block.member) ? sums.first : sums.second;
    side = side + Devices{block.low, block.high};
  }
  // Departments give way from the smallest headcount on: none that is larger than one that stands.
  std::uint32_t smallest = 0;
  for (const policy::Department& each : head.departments) {
    if (!stands(blocks, each.number)) continue;
    smallest = smallest == 0 ? each.devices : std::min(smallest, each.devices);
  }
  const std::uint32_t rest = rest_of(blocks);
  std::uint32_t inside = 0;
  std::uint32_t outside = 0;
  for (const policy::Department& each : head.departments) {
    if (stands(blocks, each.number)) continue;
    const bool few =
        each.devices >= head.floors.department && smallest != 0 && each.devices > smallest;
    (chosen(each.number) ? inside : outside) +=
        few ? std::min(each.devices, head.floors.k - 1) : each.devices;
  }
  sums.first = sums.first + of_rest(rest, inside, outside);
  sums.second = sums.second + of_rest(rest, outside, inside);
  return sums;
}

}  // namespace desirepath::needs
