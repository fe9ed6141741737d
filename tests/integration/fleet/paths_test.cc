// The judge's fleet says the same as the real one: the agent's diary and outbox over a state.db,
// and the diary's values in memory, make equal facts of equal habits.

#include <gtest/gtest.h>

#include <algorithm>
#include <tuple>

#include "proto/catalog/shipped.h"
#include "tests/fleet/device.h"
#include "tests/fleet/organisation.h"
#include "tests/fleet/plain_device.h"
#include "tests/support/folder.h"

namespace desirepath::fleet {
namespace {

constexpr std::uint32_t kFirstWindow = 2880;
constexpr std::uint32_t kWeeks = 22;  // the diary forgets after 128 days, 18 weeks

constexpr std::string_view kScenario = R"({
  "seed": 11, "weeks": 22, "k": 10, "profile": "lab",
  "departments": [{"name": "Large", "devices": 12}, {"name": "Small", "devices": 6}],
  "uptime": {"office": 0.6, "part_time": 0.2, "shift": 0.2},
  "offered": [{"need": "whiteboard", "tool": "mural"}, {"need": "e-signature", "tool": "docusign"},
              {"need": "tasks-projects", "tool": "atlassian-cloud", "departments": ["Large"]}],
  "needs": [
    {"id": "a", "need": "whiteboard", "cause": "unfit", "affected": 8, "tools": ["miro"],
     "onset_week": 6},
    {"id": "b", "need": "e-signature", "cause": "inaccessible", "affected": 8,
     "tools": ["dropbox-sign"], "onset_week": -3},
    {"id": "c", "need": "tasks-projects", "cause": "unconnected", "affected": 9,
     "tools": ["trello", "asana"], "onset_week": 0},
    {"id": "d", "need": "file-sharing", "cause": "outside_pull", "affected": 9,
     "tools": ["dropbox", "box"], "onset_week": 2}]})";

using Told = std::tuple<int, std::uint32_t, std::uint32_t, std::uint32_t, std::uint32_t>;

std::vector<Told> told(const facts::Facts& facts) {
  std::vector<Told> all;
  for (const facts::Fact& fact : facts) {
    all.emplace_back(static_cast<int>(fact.kind), fact.department, fact.a, fact.b, fact.value);
  }
  std::sort(all.begin(), all.end());
  return all;
}

TEST(Fleet, WithAndWithoutADiskTellTheSame) {
  const auto catalog = catalog::Catalog::unpack(catalog::shipped());
  ASSERT_TRUE(catalog.ok());
  const auto scenario = parse_scenario(kScenario);
  ASSERT_TRUE(scenario.ok()) << scenario.status();
  const auto habits = Habits::create(*scenario, *catalog);
  ASSERT_TRUE(habits.ok()) << habits.status();
  const policy::Bundle bundle = bundle_of(*scenario, *catalog);
  const auto calendar = window::Calendar::from(bundle.policy);
  ASSERT_TRUE(calendar.ok()) << calendar.status();
  const Surroundings around{&*habits, &*catalog, &bundle, &*calendar, kFirstWindow};
  const support::Folder folder;
  std::size_t facts_told = 0;
  for (std::uint32_t number = 0; number < scenario->devices; ++number) {
    auto device = Device::open(around, number, folder / std::to_string(number));
    ASSERT_TRUE(device.ok()) << device.status();
    PlainDevice plain(around, number);
    for (std::uint32_t window = kFirstWindow; window < kFirstWindow + kWeeks; ++window) {
      const auto facts = (*device)->live(window);
      ASSERT_TRUE(facts.ok()) << facts.status();
      ASSERT_EQ(told(*facts), told(plain.live(window))) << number << " in " << window;
      facts_told += facts->size();
    }
  }
  EXPECT_GT(facts_told, 2000U);
}

}  // namespace
}  // namespace desirepath::fleet
