#include "collector/publish/freeze.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>

#include "collector/publish/history.h"
#include "collector/publish/published_database.h"
#include "collector/store/window_database.h"
#include "desirepath/v1/fact.pb.h"

namespace desirepath::publish {
namespace {

constexpr std::uint32_t kWindow = 2956;
constexpr std::string_view kPlantedNonce = "planted-nonce-16";

class Freeze : public ::testing::Test {
 protected:
  Freeze() {
    folder_ = std::filesystem::path(::testing::TempDir()) /
              ::testing::UnitTest::GetInstance()->current_test_info()->name();
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
    stores_ = {path("window.db"), path("keys.db"), path("published.db")};
    dictionary_.policy.organisation = "Example Ltd";
    dictionary_.policy.kinds = {v1::FACT_KIND_HEARTBEAT, v1::FACT_KIND_TOOL_WEEK,
                                v1::FACT_KIND_RETENTION, v1::FACT_KIND_DISPLACEMENT};
    dictionary_.policy.departments = {{1, "design", "Design", 0, 60}, {2, "sales", "Sales", 0, 80}};
    dictionary_.need_of = {{10, 1}, {11, 1}};
    dictionary_.window_name = "2026-W37";
  }
  ~Freeze() override { std::filesystem::remove_all(folder_); }

  [[nodiscard]] std::string path(const std::string& name) const {
    return (folder_ / name).string();
  }

  void cell(std::uint32_t kind, std::uint32_t department, std::uint32_t a, std::uint32_t value,
            std::int64_t count) {
    auto database = store::open_window_database(stores_.window);
    ASSERT_TRUE(database.ok()) << database.status();
    auto insert = database->prepare("INSERT INTO cell VALUES (?,?,?,?,0,?,?)");
    ASSERT_TRUE(insert.ok()) << insert.status();
    insert->bind(1, std::int64_t{kWindow});
    insert->bind(2, std::int64_t{kind});
    insert->bind(3, std::int64_t{department});
    insert->bind(4, std::int64_t{a});
    insert->bind(5, std::int64_t{value});
    insert->bind(6, count);
    ASSERT_TRUE(insert->run().ok());
  }

  void small_world() {
    cell(v1::FACT_KIND_HEARTBEAT, 1, 0, 0, 55);
    cell(v1::FACT_KIND_HEARTBEAT, 2, 0, 0, 75);
    cell(v1::FACT_KIND_TOOL_WEEK, 1, 10, 2, 31);
    cell(v1::FACT_KIND_TOOL_WEEK, 2, 10, 1, 22);
    cell(v1::FACT_KIND_TOOL_WEEK, 2, 11, 1, 7);
  }

  void plant_secrets() {
    auto database = store::open_window_database(stores_.window);
    auto insert = database->prepare("INSERT INTO nonce(window, first, nonces) VALUES (?1, ?2, ?2)");
    insert->bind(1, std::int64_t{kWindow});
    insert->bind(2, std::span(reinterpret_cast<const std::uint8_t*>(kPlantedNonce.data()),
                              kPlantedNonce.size()));
    ASSERT_TRUE(insert->run().ok());
    auto keys = store::open_keys_database(stores_.keys);
    ASSERT_TRUE(keys->execute("INSERT INTO sealing_key VALUES (2956, zeroblob(32), "
                              "CAST('a-secret-key-of-thirty-two-bytes' AS BLOB))")
                    .ok());
  }

  [[nodiscard]] bool anywhere(std::string_view text) const {
    for (const auto& file : std::filesystem::directory_iterator(folder_)) {
      std::ifstream stream(file.path(), std::ios::binary);
      const std::string content((std::istreambuf_iterator<char>(stream)), {});
      if (content.find(text) != std::string::npos) return true;
    }
    return false;
  }

  [[nodiscard]] std::string octets_of_published() const {
    std::ifstream stream(stores_.published, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
  }

  std::vector<Block> published(View view) {
    auto database = open_published(stores_.published);
    EXPECT_TRUE(database.ok()) << database.status();
    auto blocks = read_blocks(*database, view, kWindow, kWindow);
    EXPECT_TRUE(blocks.ok()) << blocks.status();
    return *blocks;
  }

  std::filesystem::path folder_;
  Stores stores_;
  Dictionary dictionary_;
};

TEST_F(Freeze, PublishesBlocksAndHidesWhatIsBelowK) {
  small_world();
  const auto outcome = freeze_and_publish(stores_, dictionary_, kWindow);
  ASSERT_TRUE(outcome.ok()) << outcome.status();
  const auto tools = published(View::kTool);
  ASSERT_EQ(1U, tools.size());
  EXPECT_EQ(10U, tools[0].object);
  EXPECT_EQ(53U, tools[0].low);
  EXPECT_EQ(53U, tools[0].high);
  const auto departments = published(View::kToolDepartment);
  ASSERT_EQ(3U, departments.size());
  EXPECT_EQ(31U, departments[0].low);
  EXPECT_EQ(22U, departments[1].low);
  EXPECT_EQ(kRest, departments[2].member);
  EXPECT_EQ(9U, departments[2].high);
}

// C10
TEST_F(Freeze, RunAgainChangesNothing) {
  small_world();
  ASSERT_TRUE(freeze_and_publish(stores_, dictionary_, kWindow).ok());
  const auto before = published(View::kToolDepartment);
  const std::string file = octets_of_published();
  cell(v1::FACT_KIND_TOOL_WEEK, 1, 10, 3, 40);  // late, by a hand that ignores the state
  dictionary_.policy.departments.pop_back();
  const auto outcome = freeze_and_publish(stores_, dictionary_, kWindow);
  ASSERT_TRUE(outcome.ok()) << outcome.status();
  EXPECT_TRUE(outcome->published_before);
  EXPECT_EQ(before, published(View::kToolDepartment));
  EXPECT_EQ(file, octets_of_published());
}

// R9 is drawn once: a second freeze finds the figures and draws nothing.
TEST_F(Freeze, NoiseIsDrawnOnceAndSaid) {
  small_world();
  dictionary_.policy.noise_milli = 200;
  ASSERT_TRUE(freeze_and_publish(stores_, dictionary_, kWindow).ok());
  const std::string file = octets_of_published();
  const auto total = published(View::kTool);
  std::uint32_t sum = 0;
  for (const Block& block : published(View::kToolDepartment)) sum += block.exact() ? block.low : 0;
  ASSERT_EQ(1U, total.size());
  EXPECT_EQ(total[0].low, sum);
  auto database = open_published(stores_.published);
  EXPECT_EQ(200U, read_window(*database, kWindow)->noise_milli);
  ASSERT_TRUE(freeze_and_publish(stores_, dictionary_, kWindow).ok());
  EXPECT_EQ(file, octets_of_published());
}

TEST_F(Freeze, NoiseDiffersFromFreezeToFreeze) {
  dictionary_.policy.noise_milli = 200;
  std::set<std::uint32_t> totals;
  for (int i = 0; i < 8; ++i) {
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
    small_world();
    ASSERT_TRUE(freeze_and_publish(stores_, dictionary_, kWindow).ok());
    totals.insert(published(View::kTool).at(0).low);
  }
  EXPECT_GT(totals.size(), 1U);
}

// C11
TEST_F(Freeze, LeavesNoCellNonceOrKeyBehind) {
  small_world();
  plant_secrets();
  ASSERT_TRUE(anywhere(kPlantedNonce));
  ASSERT_TRUE(freeze_and_publish(stores_, dictionary_, kWindow).ok());
  EXPECT_FALSE(anywhere(kPlantedNonce));
  EXPECT_FALSE(anywhere("a-secret-key-of-thirty-two-bytes"));
  auto database = store::open_window_database(stores_.window);
  EXPECT_EQ(0, *database->integer("SELECT count(*) FROM cell"));
  EXPECT_TRUE(*store::is_frozen(*database, kWindow));
}

TEST_F(Freeze, RemovesTheWindowsThatThePolicyKeepsNoLonger) {
  dictionary_.policy.keep_windows = 2;
  for (std::uint32_t window = kWindow - 3; window <= kWindow; ++window) {
    dictionary_.window_name = "of-" + std::to_string(window);
    ASSERT_TRUE(freeze_and_publish(stores_, dictionary_, window).ok());
  }
  auto database = open_published(stores_.published);
  EXPECT_EQ((std::vector<std::uint32_t>{kWindow - 1, kWindow}), *list_windows(*database));
  EXPECT_EQ(0, *database->integer("SELECT count(*) FROM department WHERE window < 2955"));
  EXPECT_FALSE(anywhere("of-2953")) << "removed is overwritten";
  EXPECT_TRUE(anywhere("of-2955"));
}

TEST_F(Freeze, FewerThan25DevicesAreNotPublished) {
  small_world();
  dictionary_.policy.departments = {{1, "all", "All", 0, 24}};
  const auto outcome = freeze_and_publish(stores_, dictionary_, kWindow);
  ASSERT_TRUE(outcome.ok()) << outcome.status();
  EXPECT_EQ(0U, outcome->blocks);
}

// C23
TEST_F(Freeze, MoreReportsThanDevicesIsAnAlarmAndTheDepartmentIsFolded) {
  small_world();
  dictionary_.policy.departments[0].devices = 54;
  const auto outcome = freeze_and_publish(stores_, dictionary_, kWindow);
  ASSERT_TRUE(outcome.ok()) << outcome.status();
  EXPECT_EQ((std::vector<std::uint32_t>{1}), outcome->alarms);
  for (const Block& block : published(View::kToolDepartment)) EXPECT_NE(1U, block.member);
}

class FirstLightFreeze : public Freeze {
 protected:
  FirstLightFreeze() {
    dictionary_.policy.kinds.push_back(v1::FACT_KIND_FIRST_LIGHT);
    dictionary_.policy.first_light = policy::FirstLight{kWindow, kWindow * 7 + 1};
    dictionary_.first_light = true;
    dictionary_.window_name = "2026-W36-first-light";
  }
  void reports(std::int64_t devices, std::int64_t need) {
    cell(v1::FACT_KIND_FIRST_LIGHT, 0, 0, 0, devices);
    cell(v1::FACT_KIND_FIRST_LIGHT, 0, 1, 1, need - 3);
    cell(v1::FACT_KIND_FIRST_LIGHT, 0, 1, 2, 3);
  }
  void publish() {
    const auto outcome = freeze_and_publish(stores_, dictionary_, kWindow);
    ASSERT_TRUE(outcome.ok()) << outcome.status();
  }
};

TEST_F(FirstLightFreeze, PublishesNeedsAndThoseThatReportedAsBandsAndNothingElse) {
  reports(72, 24);
  publish();
  const auto line = published(View::kReporting);
  ASSERT_EQ(line.size(), 1U);
  EXPECT_EQ(line[0].low, 70U);
  EXPECT_EQ(line[0].high, 79U);
  const auto needs = published(View::kNeed);
  ASSERT_EQ(needs.size(), 1U);
  EXPECT_LE(needs[0].low, 24U);
  EXPECT_GE(needs[0].high, 24U);
  EXPECT_GE(needs[0].high - needs[0].low + 1, 10U);
  for (const View view : {View::kTool, View::kToolDepartment, View::kToolDays, View::kOther,
                          View::kDisplacement, View::kRetention, View::kVisibility}) {
    EXPECT_TRUE(published(view).empty());
  }
  auto database = open_published(stores_.published);
  const auto head = read_window(*database, kWindow);
  ASSERT_TRUE(head.ok());
  EXPECT_TRUE(head->first_light);
  EXPECT_EQ(head->days, 6U);
}

TEST_F(FirstLightFreeze, BelowFiftyReportsNothingIsPublished) {
  reports(49, 30);
  publish();
  EXPECT_TRUE(published(View::kReporting).empty());
  EXPECT_TRUE(published(View::kNeed).empty());
}

// Of 140 listed devices 50 or more reported: the first band begins at 50, not at 0 or 40.
TEST_F(FirstLightFreeze, TheBandOfThoseThatReportedBeginsWhereSomethingIsShownAtAll) {
  reports(50, 30);
  publish();
  const auto line = published(View::kReporting);
  ASSERT_EQ(line.size(), 1U);
  EXPECT_EQ(line[0].low, 50U);
  EXPECT_EQ(line[0].high, 69U);
}

TEST_F(FirstLightFreeze, IsTheHistoryWhileItIsTheLastAndNoPartOfItLater) {
  reports(72, 24);
  publish();
  auto database = open_published(stores_.published, store::Mode::kReadWrite);
  ASSERT_EQ(load_history(*database)->windows.size(), 1U);
  EXPECT_TRUE(load_history(*database)->last().head.first_light);
  Window week;
  week.id = kWindow + 1;
  week.name = "2026-W37";
  Block line{.view = View::kReporting, .window = week.id, .low = 70, .high = 79};
  ASSERT_TRUE(write_window(*database, week, {line}).ok());
  const auto history = load_history(*database);
  ASSERT_EQ(history->windows.size(), 1U);
  EXPECT_FALSE(history->last().head.first_light);
  EXPECT_TRUE(load_history(*database, kWindow)->last().head.first_light);
}

}  // namespace
}  // namespace desirepath::publish
