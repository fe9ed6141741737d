// C9. One device more or less: what a window publishes changes by one in one block of a table, or
// by a fold, and never shows a number below k.

#include <gtest/gtest.h>

#include <map>

#include "collector/publish/published_database.h"
#include "tests/integration/publish/random_world.h"

namespace desirepath::oracle {
namespace {

using publish::Block;
using publish::View;

using Table = std::map<std::uint32_t, Block>;  // by member

constexpr View kExact[] = {View::kTool, View::kToolDepartment, View::kToolDays};

Table table_of(const Blocks& blocks, View view, std::uint32_t tool) {
  Table table;
  for (const Block& block : blocks) {
    if (block.view == view && block.object == tool) table[block.member] = block;
  }
  return table;
}

bool same_parts(const Table& left, const Table& right) {
  return left.size() == right.size() &&
         std::equal(left.begin(), left.end(), right.begin(), [](const auto& a, const auto& b) {
           return a.first == b.first && a.second.exact() == b.second.exact();
         });
}

struct Difference {
  std::uint64_t tables = 0;
  std::uint64_t folds = 0;
  std::uint64_t by_one = 0;
  std::uint64_t wrong = 0;
};

// `uses`: the device that is more uses this tool.
void compare(const Table& before, const Table& after, bool uses, Difference& difference) {
  ++difference.tables;
  if (!same_parts(before, after)) {
    ++difference.folds;
    return;
  }
  std::uint32_t changed = 0;
  for (const auto& [member, block] : before) {
    const Block& now = after.at(member);
    if (now.low == block.low && now.high == block.high) continue;
    ++changed;
    if (!uses || now.low != block.low + 1) ++difference.wrong;
  }
  if (changed > 1) ++difference.wrong;
  difference.by_one += changed;
}

// A number below k, or one that the total less the shown parts leaves.
std::uint64_t small_numbers(const Blocks& blocks, std::uint32_t k) {
  std::uint64_t small = 0;
  std::map<std::uint32_t, std::uint32_t> left;
  for (const Block& block : blocks) {
    if (!publish::keeps_floor(block, k)) ++small;
    if (block.view == View::kTool) left[block.object] += block.low;
    if (block.view == View::kToolDepartment && block.exact()) left[block.object] -= block.low;
  }
  for (const auto& [tool, devices] : left) small += devices > 0 && devices < k ? 1 : 0;
  return small;
}

// A device that reports takes up a tool, or a new device comes with it.
Difference one_more(const Gate& gate, std::uint32_t worlds) {
  RandomWorld world(9);
  std::mt19937_64 chance(5);
  Difference difference;
  for (std::uint32_t i = 0; i < worlds; ++i) {
    world.make();
    const Blocks before = gate(world.tally, world.dictionary, {}, 8);
    publish::Tally more = world.tally;
    const auto tool = static_cast<std::uint32_t>(1 + chance() % RandomWorld::kTools);
    auto place = more.tools[tool].departments.begin();
    std::advance(place,
                 static_cast<std::ptrdiff_t>(chance() % more.tools[tool].departments.size()));
    if (place->second >= more.reports[place->first]) ++more.reports[place->first];
    ++place->second;
    ++more.tools[tool].days[1 + chance() % publish::kDayValues];
    const Blocks after = gate(more, world.dictionary, {}, 8);
    for (std::uint32_t each = 1; each <= RandomWorld::kTools; ++each) {
      for (const View view : kExact)
        compare(table_of(before, view, each), table_of(after, view, each), each == tool,
                difference);
    }
    for (const Blocks* blocks : {&before, &after})
      difference.wrong += small_numbers(*blocks, world.dictionary.policy.k);
  }
  return difference;
}

TEST(Neighbour, OneDeviceMoreChangesOneBlockByOneOrFolds) {
  const Difference difference = one_more(real_gate, 3000);
  EXPECT_EQ(0U, difference.wrong);
  EXPECT_GT(difference.by_one, 1000U);
  EXPECT_GT(difference.folds, 100U);
  std::cout << difference.tables << " tables, " << difference.by_one << " blocks by one, "
            << difference.folds << " folds\n";
}

TEST(Neighbour, AMissingFoldIsNoticed) { EXPECT_GT(one_more(gate_without_fold, 300).wrong, 10U); }

}  // namespace
}  // namespace desirepath::oracle
