#include "collector/gate/fleet.h"

#include <algorithm>
#include <map>
#include <utility>

namespace desirepath::gate {
namespace {

constexpr absl::Duration kDay = absl::Hours(24);
constexpr absl::Duration kOverdue = absl::Hours(10 * 24);  // a third of a device certificate's life
constexpr absl::Duration kRemembered = absl::Hours(30 * 24);

struct Tally {
  std::int64_t enrolled = 0;
  std::int64_t silent = 0;
};

using Tallies = std::map<std::string, Tally>;

void add(Tally& to, const Tally& more) {
  to.enrolled += more.enrolled;
  to.silent += more.silent;
}

// Blocks of at least k: small ones, and those without a name, are one block without a name.
std::vector<FleetBlock> blocks_of(const Tallies& tallies, std::uint32_t k, bool with_silence) {
  std::vector<std::pair<std::string, Tally>> own;
  Tally others;
  for (const auto& [name, tally] : tallies) {
    if (name.empty() || tally.enrolled < k) {
      add(others, tally);
    } else {
      own.emplace_back(name, tally);
    }
  }
  std::sort(own.begin(), own.end(), [](const auto& a, const auto& b) {
    return a.second.enrolled != b.second.enrolled ? a.second.enrolled > b.second.enrolled
                                                  : a.first < b.first;
  });
  while (others.enrolled > 0 && others.enrolled < k && !own.empty()) {
    add(others, own.back().second);
    own.pop_back();
  }
  if (others.enrolled >= k) own.emplace_back("", others);
  std::vector<FleetBlock> blocks;
  for (const auto& [name, tally] : own) {
    FleetBlock block{name, tally.enrolled, std::nullopt};
    if (with_silence) block.not_seen = coarse(tally.silent, tally.enrolled, k);
    blocks.push_back(std::move(block));
  }
  return blocks;
}

}  // namespace

CountRange coarse(std::int64_t count, std::int64_t of, std::uint32_t k) {
  const std::int64_t width = std::max<std::int64_t>(k, 1);
  const std::int64_t classes = std::max<std::int64_t>((of + 1) / width, 1);
  const std::int64_t mine = std::min(count / width, classes - 1);
  return {mine * width, mine + 1 == classes ? of : (mine + 1) * width - 1};
}

Fleet fleet_of(const std::vector<DeviceRow>& devices,
               const std::optional<std::set<pki::DeviceId>>& seen, std::uint32_t k,
               absl::Time now) {
  Fleet fleet;
  Tallies versions;
  Tallies sites;
  std::int64_t silent = 0;
  std::int64_t overdue = 0;
  std::int64_t ended = 0;
  std::int64_t revoked = 0;
  std::int64_t known = 0;
  for (const DeviceRow& device : devices) {
    const absl::Time end = device.certificate_ends + kDay;  // it ends in the course of that day
    const bool over = end <= now;
    if (over && now - end > kRemembered) continue;
    ++known;
    if (device.revoked || over) {
      ++(device.revoked ? revoked : ended);
      continue;
    }
    if (!device.gateway.empty()) {
      ++fleet.gateways;
      continue;
    }
    const Tally one{1, seen.has_value() && !seen->contains(device.id) ? 1 : 0};
    ++fleet.enrolled;
    silent += one.silent;
    if (end - now < kOverdue) ++overdue;
    add(versions[device.version], one);
    add(sites[device.site], one);
  }
  if (seen.has_value()) fleet.not_seen = coarse(silent, fleet.enrolled, k);
  fleet.overdue = coarse(overdue, fleet.enrolled, k);
  fleet.ended = coarse(ended, known, k);
  fleet.revoked = coarse(revoked, known, k);
  fleet.versions = blocks_of(versions, k, false);
  fleet.sites = blocks_of(sites, k, seen.has_value());
  return fleet;
}

}  // namespace desirepath::gate
