#include "collector/proof/small_numbers.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "collector/publish/publication.h"

namespace desirepath::proof {
namespace {

using publish::Block;
using publish::View;

constexpr std::uint32_t kWindowShown = 1000;
constexpr std::uint32_t kDevicesLeftOut = 40;

publish::Tally tally_of(const World& world, std::optional<std::uint32_t> without) {
  publish::Tally tally;
  for (const Statement& statement : world.statements) {
    if (statement.window != 0 || statement.said.kind == 0 || statement.device == without) continue;
    tally.add(statement.said);
  }
  return tally;
}

std::vector<Block> published(const publish::Tally& tally, const publish::Dictionary& dictionary) {
  return publish::publication_of(tally, dictionary, {}, kWindowShown).blocks;
}

bool is_exact_table(View view) {
  return view == View::kTool || view == View::kToolDepartment || view == View::kToolDays;
}

bool is_small(std::uint32_t number, std::uint32_t k) { return number > 0 && number < k; }

// A tool's exact numbers by what they count.
using Counted = std::pair<View, std::uint32_t>;  // view and member
std::map<std::uint32_t, std::map<Counted, std::uint32_t>> exact_numbers(
    const std::vector<Block>& blocks) {
  std::map<std::uint32_t, std::map<Counted, std::uint32_t>> numbers;
  for (const Block& block : blocks) {
    if (!is_exact_table(block.view) || !block.exact()) continue;
    numbers[block.object][{block.view, block.member}] = block.low;
  }
  return numbers;
}

bool count_the_same(const std::map<Counted, std::uint32_t>& one,
                    const std::map<Counted, std::uint32_t>& other) {
  return std::equal(one.begin(), one.end(), other.begin(), other.end(),
                    [](const auto& a, const auto& b) { return a.first == b.first; });
}

// The total less its parts of one view, and less all of them but one.
void subtract(const std::vector<Block>& blocks, std::uint32_t k, SmallNumbers& found) {
  std::map<std::uint32_t, std::uint32_t> totals;
  std::map<std::pair<std::uint32_t, View>, std::vector<std::uint32_t>> parts;
  for (const Block& block : blocks) {
    if (!block.exact()) continue;
    if (block.view == View::kTool) totals[block.object] = block.low;
    if (block.view == View::kToolDepartment || block.view == View::kToolDays) {
      parts[{block.object, block.view}].push_back(block.low);
    }
  }
  for (const auto& [key, numbers] : parts) {
    const std::uint32_t total = totals[key.first];
    for (std::size_t i = 0; i < numbers.size(); ++i) {
      for (std::size_t j = i; j < numbers.size(); ++j) {
        const std::uint32_t taken = numbers[i] + (j == i ? 0 : numbers[j]);
        ++found.differences;
        if (taken > total || is_small(total - taken, k)) ++found.small;
      }
    }
  }
}

std::uint32_t largest_step(const std::vector<Block>& with, const std::vector<Block>& without) {
  const auto before = exact_numbers(with);
  const auto after = exact_numbers(without);
  std::uint32_t step = 0;
  for (const auto& [tool, numbers] : before) {
    const auto other = after.find(tool);
    // Another shape of the table is a fold: no number changed, some were joined.
    if (other == after.end() || !count_the_same(numbers, other->second)) continue;
    for (const auto& [counted, here] : numbers) {
      const std::uint32_t there = other->second.at(counted);
      step = std::max(step, here > there ? here - there : there - here);
    }
  }
  return step;
}

}  // namespace

SmallNumbers small_numbers(const World& world, const publish::Dictionary& dictionary) {
  const std::uint32_t k = publish::floors_of(dictionary.policy).k;
  const publish::Tally tally = tally_of(world, std::nullopt);
  const std::vector<Block> blocks = published(tally, dictionary);
  SmallNumbers found;
  found.blocks = static_cast<std::uint32_t>(blocks.size());
  std::set<std::uint32_t> shown;
  for (const Block& block : blocks) {
    if (block.exact() && is_small(block.low, k)) ++found.small;
    if (block.view == View::kTool) shown.insert(block.object);
  }
  subtract(blocks, k, found);
  for (const auto& [tool, counts] : tally.tools) {
    (shown.count(tool) != 0 ? found.shown_tools : found.hidden_tools) += 1;
    for (const auto& [department, count] : counts.departments) {
      if (is_small(static_cast<std::uint32_t>(count), k)) ++found.naive;
    }
  }
  const std::size_t step = world.devices.size() / kDevicesLeftOut + 1;
  for (std::size_t device = 0; device < world.devices.size(); device += step) {
    ++found.left_out;
    const publish::Tally other = tally_of(world, static_cast<std::uint32_t>(device));
    found.largest_step =
        std::max(found.largest_step, largest_step(blocks, published(other, dictionary)));
  }
  return found;
}

}  // namespace desirepath::proof
