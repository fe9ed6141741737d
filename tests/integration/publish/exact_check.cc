#include "tests/integration/publish/exact_check.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>

namespace desirepath::oracle {
namespace {

using publish::Block;
using publish::kRest;
using publish::View;

// One table: the true count and the reports of each published block, worked out from the cells.
struct Part {
  std::int64_t shown = 0;  // as published; -1: "below k"
  std::int64_t count = 0;
  std::int64_t reports = 0;
  std::size_t members = 0;
};

class Table {
 public:
  Table(std::uint32_t tool, const publish::Dictionary& dictionary)
      : tool_(tool), k_(dictionary.policy.k), dictionary_(dictionary) {}

  void complain(const std::string& what) {
    wrong_.push_back("tool " + std::to_string(tool_) + ": " + what);
  }

  // Every union of blocks has 0 or at least k devices; so has every difference of nested unions,
  // which is a union itself.
  void check_unions(const std::vector<Part>& parts) {
    const std::size_t unions = std::size_t{1} << parts.size();
    for (std::size_t chosen = 1; chosen < unions; ++chosen) {
      std::int64_t sum = 0;
      for (std::size_t i = 0; i < parts.size(); ++i) {
        if ((chosen >> i & 1) != 0) sum += parts[i].count;
      }
      if (sum > 0 && sum < k_) complain("a union of blocks has " + std::to_string(sum));
    }
  }

  void check_numbers(const std::vector<Part>& parts, std::int64_t total) {
    std::int64_t sum = 0;
    for (const Part& part : parts) {
      sum += part.count;
      const std::int64_t honest = part.count < k_ ? -1 : part.count;
      if (part.shown != honest) complain("a block says " + std::to_string(part.shown));
    }
    if (sum != total) complain("the blocks do not cover the total");
  }

  void check_blocks(const std::vector<Part>& parts, bool offered) {
    const auto needed = static_cast<std::int64_t>(k_ == 1 ? 0 : std::min<std::int64_t>(5, k_));
    for (const Part& part : parts) {
      if (part.count == 0) continue;
      if (!offered && part.reports - part.count < needed)
        complain("R7: nearly everybody in a block");
      if (k_ > 1 && parts.size() > 1 && part.members == 1 && part.reports < floor()) {
        complain("R8: a department with few reports stands alone");
      }
    }
  }

  std::vector<std::string> take() { return std::move(wrong_); }

 private:
  [[nodiscard]] std::int64_t floor() const { return dictionary_.policy.department_floor; }

  std::uint32_t tool_;
  std::int64_t k_;
  const publish::Dictionary& dictionary_;
  std::vector<std::string> wrong_;
};

std::int64_t shown_of(const Block& block) {
  return block.low == block.high ? std::int64_t{block.low} : -1;
}

std::int64_t at(const std::map<std::uint32_t, std::int64_t>& counts, std::uint32_t place) {
  const auto found = counts.find(place);
  return found == counts.end() ? 0 : found->second;
}

// Where cells may lie: a department at or above the floor, or the organisation.
std::set<std::uint32_t> places(const policy::Policy& policy) {
  std::set<std::uint32_t> all{0};
  for (const policy::Department& department : policy.departments) {
    if (department.devices >= policy.department_floor) all.insert(department.number);
  }
  return all;
}

std::vector<Part> department_parts(const std::vector<Block>& blocks, const publish::ToolTally& tool,
                                   const publish::Tally& tally, const policy::Policy& policy) {
  std::set<std::uint32_t> rest = places(policy);
  for (const Block& block : blocks) rest.erase(block.member);
  std::vector<Part> parts;
  for (const Block& block : blocks) {
    Part part;
    part.shown = shown_of(block);
    const std::set<std::uint32_t> one{block.member};
    for (const std::uint32_t place : block.member == kRest ? rest : one) {
      part.count += at(tool.departments, place);
      part.reports += at(tally.reports, place);
      ++part.members;
    }
    parts.push_back(part);
  }
  return parts;
}

std::vector<Part> day_parts(const std::vector<Block>& blocks, const publish::ToolTally& tool) {
  std::set<std::uint32_t> rest{1, 2, 3, 4};
  for (const Block& block : blocks) rest.erase(block.member);
  std::vector<Part> parts;
  for (const Block& block : blocks) {
    Part part;
    part.shown = shown_of(block);
    const std::set<std::uint32_t> one{block.member};
    for (const std::uint32_t value : block.member == kRest ? rest : one)
      part.count += tool.days[value];
    parts.push_back(part);
  }
  return parts;
}

bool is_offered(const publish::Dictionary& dictionary, std::uint32_t tool) {
  return std::any_of(dictionary.standings.begin(), dictionary.standings.end(),
                     [&](const policy::ToolStanding& each) { return each.tool == tool; });
}

}  // namespace

std::vector<std::string> wrong_in_exact_tables(const Blocks& blocks, const publish::Tally& tally,
                                               const publish::Dictionary& dictionary) {
  std::map<std::uint32_t, std::map<View, std::vector<Block>>> tables;
  for (const Block& block : blocks) tables[block.object][block.view].push_back(block);
  std::vector<std::string> wrong;
  for (const auto& [number, tool] : tally.tools) {
    Table table(number, dictionary);
    std::map<View, std::vector<Block>>& views = tables[number];
    const std::int64_t total = std::accumulate(tool.days.begin(), tool.days.end(), std::int64_t{0});
    if (views[View::kTool].empty()) {
      if (!views[View::kToolDepartment].empty() || !views[View::kToolDays].empty()) {
        table.complain("detail without a total");
      }
    } else {
      if (views[View::kTool].front().low != total) table.complain("the total is not the truth");
      if (total < std::int64_t{dictionary.policy.k}) table.complain("R1: a total below k");
      const auto departments =
          department_parts(views[View::kToolDepartment], tool, tally, dictionary.policy);
      const auto days = day_parts(views[View::kToolDays], tool);
      table.check_numbers(departments, total);
      table.check_numbers(days, total);
      table.check_unions(departments);
      table.check_unions(days);
      table.check_blocks(departments, is_offered(dictionary, number));
    }
    for (std::string& what : table.take()) wrong.push_back(std::move(what));
  }
  return wrong;
}

}  // namespace desirepath::oracle
