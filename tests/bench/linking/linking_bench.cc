// How often the linking attack (C4) finds a device again, by the number of devices a batch of the
// gate waits for. Prints; asserts nothing.
//
//   linking_bench [SEEDS [DEVICES…]]     twenty seeds; 168 and 238 devices
//
// A made-up organisation of each size in four departments, k = 10, two weeks through the gate's own
// spool (collector/proof). A crowd of 1 is the rule "k certificates and a tick", 30 the gate's own.
// Beyond: runs in which more was found than chance and three deviations of it; about one in 700
// lies there by chance.

#include <absl/strings/numbers.h>
#include <absl/strings/str_format.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <vector>

#include "collector/proof/batches.h"
#include "collector/proof/linking.h"
#include "proto/catalog/shipped.h"
#include "tests/support/folder.h"

namespace desirepath::proof {
namespace {

constexpr std::uint32_t kK = 10;

publish::Dictionary organisation(std::uint32_t devices, const catalog::Catalog& catalog) {
  policy::Policy policy;
  policy.number = 1;
  policy.k = kK;
  std::uint32_t left = devices;
  for (std::uint32_t number = 1; number <= 4; ++number) {
    const std::uint32_t size = number == 4 ? left : devices * (5 - number) / 10;
    policy.departments.push_back({number, "d", "D", 0, size});
    left -= size;
  }
  policy::Bundle bundle;
  bundle.policy = policy;
  bundle.policies = {{policy, {}}};
  return publish::dictionary_of(bundle, catalog, "made up");
}

struct Sum {
  double rate = 0;
  double highest = 0;
  double chance = 0;
  double sigma = 0;
  std::uint64_t sent = 0;
  std::uint64_t held_back = 0;
  std::uint32_t fewest = UINT32_MAX;
  int beyond = 0;
};

void print(std::uint32_t devices, std::size_t crowd, int seeds, const Sum& sum) {
  const double runs = seeds;
  absl::PrintF(
      "%4d devices, crowd %d: %5.2f %% found on average, %5.2f %% at most, chance %.2f ± %.2f; "
      "beyond %d of %d; smallest batch %d devices; never released %.3f %%\n",
      devices, crowd, 100 * sum.rate / runs, 100 * sum.highest, 100 * sum.chance / runs,
      300 * sum.sigma / runs, sum.beyond, seeds, sum.fewest,
      100.0 * static_cast<double>(sum.held_back) / static_cast<double>(sum.sent));
}

void compare(std::uint32_t devices, int seeds, const catalog::Catalog& catalog) {
  const publish::Dictionary dictionary = organisation(devices, catalog);
  for (const std::size_t crowd : {std::size_t{1}, std::size_t{3}, gate::kCrowd}) {
    Sum sum;
    for (int seed = 1; seed <= seeds; ++seed) {
      const support::Folder folder;
      const World world = made_up_world(dictionary, static_cast<std::uint64_t>(seed));
      const auto seen =
          delivered(world, kK, folder.path(), static_cast<std::uint64_t>(seed), crowd);
      if (!seen.ok()) std::abort();
      const Success found = followed(world, *seen);
      sum.rate += found.rate;
      sum.highest = std::max(sum.highest, found.rate);
      sum.chance += found.chance;
      sum.sigma += found.sigma;
      sum.beyond += found.no_better_than_chance() ? 0 : 1;
      sum.sent += world.statements.size();
      sum.held_back += world.statements.size() - seen->size();
      sum.fewest = std::min(sum.fewest, order_of(world, *seen).fewest_devices);
    }
    print(devices, crowd, seeds, sum);
    std::fflush(stdout);
  }
}

}  // namespace

int run(int seeds, const std::vector<std::uint32_t>& sizes) {
  const absl::StatusOr<catalog::Catalog> catalog = catalog::Catalog::unpack(catalog::shipped());
  if (!catalog.ok()) return 1;
  for (const std::uint32_t devices : sizes) compare(devices, seeds, *catalog);
  return 0;
}

}  // namespace desirepath::proof

int main(int argc, char** argv) {
  int seeds = 20;
  if (argc > 1 && !absl::SimpleAtoi(argv[1], &seeds)) return 2;
  std::vector<std::uint32_t> sizes;
  for (int i = 2; i < argc; ++i) {
    std::uint32_t size = 0;
    if (!absl::SimpleAtoi(argv[i], &size) || size < 40) return 2;
    sizes.push_back(size);
  }
  if (sizes.empty()) sizes = {168, 238};
  return desirepath::proof::run(seeds, sizes);
}
