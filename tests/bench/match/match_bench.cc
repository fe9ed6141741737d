// Prints the time of one lookup, hit and miss, of the matcher beside absl::flat_hash_map on full
// names.
//
// The catalog is made for the purpose: 20,000 hosts under 8,000 registrable names. Hits are names
// one label below a host (tenants), misses are names under domains that are not there, all of 20 to
// 40 octets. The map knows each asked name in full, which no catalog can: it is the floor, not a
// rival. Time is the thread's own (a machine at work elsewhere does not count), the median of the
// rounds. It ends with 1 if a lookup allocates. Run: match_bench (release build).

#include <malloc.h>
#include <time.h>

#include <algorithm>
#include <cstdio>
#include <random>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "agent/match/matcher.h"
#include "desirepath/v1/catalog.pb.h"
#include "proto/catalog/shipped.h"
#include "tests/support/allocations.h"

namespace desirepath {
namespace {

constexpr int kDomains = 8'000;
constexpr int kHosts = 20'000;
constexpr int kNames = 65'536;
constexpr int kRounds = 40;

std::string word(std::mt19937& random, int least, int most) {
  std::string text;
  const int length = std::uniform_int_distribution(least, most)(random);
  for (int i = 0; i < length; ++i) text += static_cast<char>('a' + random() % 26);
  return text;
}

struct Names {
  std::vector<std::string> hosts;
  std::vector<std::string> hits;
  std::vector<std::string> misses;
};

Names make_names() {
  std::mt19937 random(7);
  constexpr const char* kEnds[] = {".com", ".io", ".de", ".net", ".app", ".co.uk"};
  Names names;
  for (int i = 0; i < kDomains; ++i)
    names.hosts.push_back(word(random, 5, 12) + kEnds[random() % 6]);
  while (names.hosts.size() < kHosts)
    names.hosts.push_back(word(random, 3, 8) + "." + names.hosts[random() % kDomains]);
  for (int i = 0; i < kNames; ++i) {
    names.hits.push_back(word(random, 3, 9) + "." + names.hosts[random() % kHosts]);
    names.misses.push_back(word(random, 3, 8) + "." + word(random, 6, 13) + kEnds[random() % 6]);
  }
  return names;
}

catalog::Catalog make_catalog(const std::vector<std::string>& hosts) {
  v1::Catalog message;
  v1::Need* need = message.add_needs();
  need->set_number(1);
  need->set_id("need");
  for (std::size_t i = 0; i < hosts.size(); ++i) {
    if (i % 5 == 0) {
      v1::Tool* tool = message.add_tools();
      tool->set_number(static_cast<std::uint32_t>(i / 5 + 1));
      tool->set_id("tool-" + std::to_string(i / 5));
      tool->set_need("need");
    }
    v1::Host* host = message.mutable_tools(message.tools_size() - 1)->add_hosts();
    host->set_suffix(hosts[i]);
    host->set_role(v1::HOST_ROLE_APP);
  }
  return *catalog::Catalog::unpack(message.SerializeAsString());
}

double thread_nanoseconds() {
  timespec now{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e9 + static_cast<double>(now.tv_nsec);
}

// Nanoseconds a lookup; `found` is printed, so that nothing is thought away.
template <typename Lookup>
void measure(const char* what, const std::vector<std::string>& names, Lookup lookup) {
  std::size_t found = 0;
  std::vector<double> rounds;
  rounds.reserve(kRounds);
  const std::size_t allocated = allocations;
  for (int round = 0; round < kRounds; ++round) {
    const double begin = thread_nanoseconds();
    for (const std::string& name : names) found += lookup(name) ? 1U : 0U;
    rounds.push_back((thread_nanoseconds() - begin) / static_cast<double>(names.size()));
  }
  const std::size_t made = allocations - allocated;
  std::sort(rounds.begin(), rounds.end());
  std::printf("%-34s %7.1f ns  (%.1f %% found, %zu allocations)\n", what, rounds[kRounds / 2],
              100.0 * static_cast<double>(found) / static_cast<double>(names.size()) / kRounds,
              made);
  if (made != 0) std::exit(1);
}

void run() {
  Names names = make_names();
  std::sort(names.hosts.begin(), names.hosts.end());
  names.hosts.erase(std::unique(names.hosts.begin(), names.hosts.end()), names.hosts.end());
  const catalog::Catalog catalog = make_catalog(names.hosts);
  const match::Matcher matcher(catalog);
  absl::flat_hash_map<std::string, std::uint32_t> map;
  for (const std::string& name : names.hits) map.emplace(name, 1);
  const auto by_matcher = [&](const std::string& name) {
    return matcher.match(name).kind == match::Kind::kTool;
  };
  const auto by_map = [&](const std::string& name) { return map.find(name) != map.end(); };
  std::printf("%zu hosts\n", names.hosts.size());
  measure("matcher, hit (longest suffix)", names.hits, by_matcher);
  measure("matcher, miss", names.misses, by_matcher);
  measure("flat_hash_map of full names, hit", names.hits, by_map);
  measure("flat_hash_map of full names, miss", names.misses, by_map);

  const std::size_t before = static_cast<std::size_t>(mallinfo2().uordblks);
  const catalog::Catalog shipped = *catalog::Catalog::unpack(catalog::shipped());
  const match::Matcher shipped_matcher(shipped);
  const std::size_t held = static_cast<std::size_t>(mallinfo2().uordblks) - before;
  std::printf(
      "shipped catalog: %zu tools, %zu hosts, %zu octets packed, %zu octets on the heap with its "
      "index\n",
      shipped.tools().size(), shipped.hosts().size(), catalog::shipped().size(), held);
}

}  // namespace
}  // namespace desirepath

int main() {
  desirepath::run();
  return 0;
}
