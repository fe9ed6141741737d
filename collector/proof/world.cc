#include "collector/proof/world.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <random>
#include <set>

#include "desirepath/v1/fact.pb.h"

namespace desirepath::proof {
namespace {

constexpr std::size_t kTools = 150;
constexpr double kTail = 0.9;       // a tool's weight is 1 / rank^kTail
constexpr double kMeanTools = 3.0;  // beside the one that everybody has at least
constexpr double kUsedInWindow = 0.8;
constexpr double kOwnTaste = 0.5;

using Chance = std::mt19937_64;

// Every so manyth tool of the catalog, so that needs are mixed.
std::vector<std::uint32_t> some_tools(const publish::Dictionary& dictionary) {
  std::vector<std::uint32_t> all;
  for (const auto& [tool, need] : dictionary.need_of) all.push_back(tool);
  if (all.size() <= kTools) return all;
  std::vector<std::uint32_t> some;
  for (std::size_t i = 0; i < kTools; ++i) some.push_back(all[i * all.size() / kTools]);
  return some;
}

// How many devices of each place take part.
std::vector<std::uint32_t> sizes_of(const std::vector<publish::Place>& places) {
  std::int64_t all = 0;
  for (const publish::Place& place : places) all += place.headcount;
  const double part =
      all > kMostDevices ? static_cast<double>(kMostDevices) / static_cast<double>(all) : 1.0;
  std::vector<std::uint32_t> sizes;
  for (const publish::Place& place : places) {
    sizes.push_back(
        static_cast<std::uint32_t>(std::lround(part * static_cast<double>(place.headcount))));
  }
  return sizes;
}

class Taste {
 public:
  Taste(std::vector<std::uint32_t> tools, Chance& chance) : tools_(std::move(tools)) {
    std::vector<double> weights;
    for (std::size_t rank = 1; rank <= tools_.size(); ++rank) {
      weights.push_back(1.0 / std::pow(static_cast<double>(rank), kTail));
    }
    rank_ = std::discrete_distribution<std::size_t>(weights.begin(), weights.end());
    own_ = tools_;
    std::shuffle(own_.begin(), own_.end(), chance);
  }

  std::uint32_t pick(Chance& chance) {
    const std::size_t rank = rank_(chance);
    return std::bernoulli_distribution(kOwnTaste)(chance) ? own_[rank] : tools_[rank];
  }

 private:
  std::vector<std::uint32_t> tools_;
  std::vector<std::uint32_t> own_;  // the department's order of them
  std::discrete_distribution<std::size_t> rank_;
};

publish::Cell cell(std::uint32_t kind, std::uint32_t department, std::uint32_t a,
                   std::uint32_t value) {
  return {.kind = kind, .department = department, .a = a, .b = 0, .value = value, .count = 1};
}

void add_window(World& world, const publish::Dictionary& dictionary, std::uint32_t number,
                std::uint32_t window, Chance& chance) {
  const Device& device = world.devices[number];
  std::vector<publish::Cell> said = {cell(v1::FACT_KIND_HEARTBEAT, device.department, 0, 0)};
  std::map<std::uint32_t, std::uint32_t> tools_of_need;
  for (const std::uint32_t tool : device.tools) {
    if (!std::bernoulli_distribution(kUsedInWindow)(chance)) continue;
    const auto days = static_cast<std::uint32_t>(1 + chance() % 3);
    said.push_back(cell(v1::FACT_KIND_TOOL_WEEK, device.department, tool, days));
    ++tools_of_need[dictionary.need_of.at(tool)];
  }
  for (const auto& [need, count] : tools_of_need) {
    said.push_back(cell(v1::FACT_KIND_NEED_WEEK, device.department, need, std::min(count, 3U)));
  }
  said.resize(kFrames);  // filler
  std::shuffle(said.begin(), said.end(), chance);
  for (const publish::Cell& each : said) world.statements.push_back({number, window, each});
}

}  // namespace

World made_up_world(const publish::Dictionary& dictionary, std::uint64_t seed) {
  Chance chance(seed);
  World world;
  const std::vector<publish::Place> places = publish::places_of(dictionary.policy);
  const std::vector<std::uint32_t> sizes = sizes_of(places);
  const std::vector<std::uint32_t> tools = some_tools(dictionary);
  std::poisson_distribution<int> more(kMeanTools);
  for (std::size_t place = 0; place < places.size(); ++place) {
    Taste taste(tools, chance);
    for (std::uint32_t i = 0; i < sizes[place]; ++i) {
      std::set<std::uint32_t> own;
      for (int wanted = 1 + more(chance); wanted > 0; --wanted) own.insert(taste.pick(chance));
      world.devices.push_back({places[place].number, {own.begin(), own.end()}});
    }
  }
  for (std::uint32_t window = 0; window < kWindows; ++window) {
    for (std::uint32_t device = 0; device < world.devices.size(); ++device) {
      add_window(world, dictionary, device, window, chance);
    }
  }
  return world;
}

}  // namespace desirepath::proof
