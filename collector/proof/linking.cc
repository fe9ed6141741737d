#include "collector/proof/linking.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <set>

#include "desirepath/v1/fact.pb.h"

namespace desirepath::proof {
namespace {

// Matching compares every pair of a department; more earlier sets than this say nothing new.
constexpr std::size_t kMostTried = 1500;

struct ToolSet {
  std::uint32_t device = 0;  // whose it is, which only the judge looks at
  std::uint32_t department = 0;
  std::set<std::uint32_t> tools;
};
using Windows = std::array<std::vector<ToolSet>, kWindows>;

class Likeness {
 public:
  explicit Likeness(const std::vector<ToolSet>& sets) {
    std::map<std::uint32_t, double> common;
    for (const ToolSet& set : sets) {
      for (const std::uint32_t tool : set.tools) common[tool] += 1;
    }
    for (const auto& [tool, count] : common) {
      weight_[tool] = std::log((static_cast<double>(sets.size()) + 1) / count);
    }
  }

  [[nodiscard]] double of(const ToolSet& one, const ToolSet& other) const {
    double both = 0;
    double either = 0;
    for (const std::uint32_t tool : one.tools) {
      const double weight = weight_of(tool);
      either += weight;
      if (other.tools.count(tool) != 0) both += weight;
    }
    for (const std::uint32_t tool : other.tools) {
      if (one.tools.count(tool) == 0) either += weight_of(tool);
    }
    return either > 0 ? both / either : 0;
  }

 private:
  [[nodiscard]] double weight_of(std::uint32_t tool) const {
    const auto found = weight_.find(tool);
    return found == weight_.end() ? 0 : found->second;
  }
  std::map<std::uint32_t, double> weight_;
};

// Equally likely ones share the hit: what a guess among them finds on average.
double hit(const ToolSet& wanted, const std::vector<const ToolSet*>& others,
           const Likeness& likeness) {
  double best = -1;
  double ties = 0;
  bool among = false;
  for (const ToolSet* other : others) {
    const double like = likeness.of(wanted, *other);
    if (like < best) continue;
    if (like > best) ties = 0, among = false;
    best = like;
    ties += 1;
    among = among || other->device == wanted.device;
  }
  return among ? 1 / ties : 0;
}

Success matched(const Windows& windows) {
  std::map<std::uint32_t, std::vector<const ToolSet*>> later;
  std::set<std::uint32_t> there;
  for (const ToolSet& set : windows[1]) {
    later[set.department].push_back(&set);
    there.insert(set.device);
  }
  const Likeness likeness(windows[1]);
  const std::size_t step = windows[0].size() / kMostTried + 1;
  Success success;
  double spread = 0;
  for (std::size_t i = 0; i < windows[0].size(); i += step) {
    const ToolSet& set = windows[0][i];
    const std::vector<const ToolSet*>& others = later[set.department];
    if (others.empty() || there.count(set.device) == 0) continue;
    ++success.tried;
    success.rate += hit(set, others, likeness);
    const double p = 1 / static_cast<double>(others.size());
    success.chance += p;
    spread += p * (1 - p);
  }
  const double tried = std::max(1U, success.tried);
  success.rate /= tried;
  success.chance /= tried;
  success.sigma = std::sqrt(spread) / tried;
  return success;
}

bool is(const Statement& statement, v1::FactKind kind) {
  return statement.said.kind == static_cast<std::uint32_t>(kind);
}

// What one batch says of one department: its reports and its tools, each at its place.
struct Part {
  std::vector<std::pair<std::uint32_t, ToolSet>> reports;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> tools;
  std::uint32_t window = 0;
};

void give_tools_to_the_nearest(Part& part) {
  for (const auto& [place, tool] : part.tools) {
    ToolSet* nearest = nullptr;
    std::uint32_t distance = std::numeric_limits<std::uint32_t>::max();
    for (auto& [at, set] : part.reports) {
      const std::uint32_t far = at > place ? at - place : place - at;
      if (far < distance) distance = far, nearest = &set;
    }
    if (nearest != nullptr) nearest->tools.insert(tool);
  }
}

}  // namespace

Success followed(const World& world, const std::vector<Seen>& seen) {
  std::map<std::pair<std::uint32_t, std::uint32_t>, Part> parts;
  for (const Seen& one : seen) {
    const Statement& statement = world.statements[one.statement];
    Part& part = parts[{one.batch, statement.said.department}];
    part.window = statement.window;
    if (is(statement, v1::FACT_KIND_HEARTBEAT)) {
      part.reports.push_back({one.place, {statement.device, statement.said.department, {}}});
    } else if (is(statement, v1::FACT_KIND_TOOL_WEEK)) {
      part.tools.emplace_back(one.place, statement.said.a);
    }
  }
  Windows windows;
  for (auto& [key, part] : parts) {
    give_tools_to_the_nearest(part);
    for (auto& [place, set] : part.reports) windows[part.window].push_back(std::move(set));
  }
  return matched(windows);
}

Success followed_when_bundled(const World& world) {
  std::array<std::map<std::uint32_t, ToolSet>, kWindows> sets;
  for (const Statement& statement : world.statements) {
    if (statement.said.kind == 0) continue;
    ToolSet& set = sets[statement.window][statement.device];
    set.device = statement.device;
    set.department = statement.said.department;
    if (is(statement, v1::FACT_KIND_TOOL_WEEK)) set.tools.insert(statement.said.a);
  }
  Windows windows;
  for (std::size_t window = 0; window < kWindows; ++window) {
    for (auto& [device, set] : sets[window]) windows[window].push_back(std::move(set));
  }
  return matched(windows);
}

Order order_of(const World& world, const std::vector<Seen>& seen) {
  std::map<std::uint32_t, std::vector<const Seen*>> batches;
  for (const Seen& one : seen) batches[one.batch].push_back(&one);
  Order order;
  order.fewest_devices = std::numeric_limits<std::uint32_t>::max();
  double total = 0;
  double weight = 0;
  for (auto& [number, batch] : batches) {
    std::set<std::uint32_t> devices;
    for (const Seen* one : batch) devices.insert(world.statements[one->statement].device);
    order.fewest_devices =
        std::min(order.fewest_devices, static_cast<std::uint32_t>(devices.size()));
    // They stand by place; what is left is the rank of arrival.
    std::vector<std::uint32_t> arrivals;
    for (const Seen* one : batch) arrivals.push_back(one->arrival);
    std::sort(arrivals.begin(), arrivals.end());
    double squares = 0;
    for (const Seen* one : batch) {
      const auto rank =
          std::lower_bound(arrivals.begin(), arrivals.end(), one->arrival) - arrivals.begin();
      const double difference = static_cast<double>(rank) - one->place;
      squares += difference * difference;
    }
    const auto size = static_cast<double>(batch.size());
    if (size < 3) continue;
    total += size * (1 - 6 * squares / (size * (size * size - 1)));
    weight += size;
  }
  order.correlation = weight > 0 ? total / weight : 0;
  order.sigma = weight > 0 ? 1 / std::sqrt(weight) : 0;
  if (batches.empty()) order.fewest_devices = 0;
  return order;
}

}  // namespace desirepath::proof
