// Freeze and publish of a week of 10^4, 10^5 and 10^6 devices, and the needs of three years.
//
//   publish_bench [all|freeze|needs] [folder]     prints a table; the folder (default: a new one
//                                                 under /tmp) is removed
//   publish_bench keep folder                     leaves the published.db of three years there
//
// Seconds are of the processor, so that what else the machine does is not in them.
//
// The cells are drawn, not sent: 1,500 tools of falling popularity in 200 departments, 60 needs.

#include <sys/resource.h>
#include <time.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <iostream>
#include <random>

#include "collector/needs/analyse.h"
#include "collector/needs/pictures.h"
#include "collector/publish/freeze.h"
#include "collector/publish/history.h"
#include "collector/publish/published_database.h"
#include "collector/report/pictures_json.h"
#include "collector/report/report_text.h"
#include "collector/store/window_database.h"
#include "desirepath/v1/fact.pb.h"
#include "proto/catalog/shipped.h"

namespace desirepath {
namespace {

constexpr std::uint32_t kTools = 1500;
constexpr std::uint32_t kNeeds = 60;
constexpr std::uint32_t kDepartments = 200;
constexpr std::uint32_t kWindows = 156;
constexpr int kRepeats = 9;

double cpu_seconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

double seconds_since(double start) { return cpu_seconds() - start; }

long peak_megabytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss / 1024;
}

publish::Dictionary dictionary(std::uint32_t devices) {
  publish::Dictionary made;
  made.policy.organisation = "Bench";
  made.policy.kinds = {v1::FACT_KIND_HEARTBEAT, v1::FACT_KIND_TOOL_WEEK, v1::FACT_KIND_RETENTION,
                       v1::FACT_KIND_DISPLACEMENT};
  for (std::uint32_t number = 1; number <= kDepartments; ++number) {
    const std::string id = "d" + std::to_string(number);
    made.policy.departments.push_back({number, id, id, 0, devices / kDepartments + 5});
  }
  for (std::uint32_t tool = 1; tool <= kTools; ++tool) made.need_of[tool] = tool % kNeeds + 1;
  for (std::uint32_t tool = 1; tool <= kNeeds; ++tool) {
    made.standings.push_back({tool, policy::Standing::kSanctioned, {}, 0});
  }
  made.window_name = "bench";
  return made;
}

class Cells {
 public:
  Cells(store::Database& database, std::uint32_t window)
      : insert_(*database.prepare("INSERT INTO cell VALUES (?,?,?,?,0,?,?)")), window_(window) {}

  void add(std::uint32_t kind, std::uint32_t department, std::uint32_t a, std::uint32_t value,
           std::int64_t count) {
    if (count == 0) return;
    facts_ += count;
    insert_.bind(1, std::int64_t{window_});
    insert_.bind(2, std::int64_t{kind});
    insert_.bind(3, std::int64_t{department});
    insert_.bind(4, std::int64_t{a});
    insert_.bind(5, std::int64_t{value});
    insert_.bind(6, count);
    if (!insert_.run().ok()) std::abort();
  }

  [[nodiscard]] std::int64_t facts() const { return facts_; }

 private:
  store::Statement insert_;
  std::uint32_t window_;
  std::int64_t facts_ = 0;
};

// About ten tools a device.
std::int64_t draw(std::uint32_t devices, std::uint32_t window, store::Database& database) {
  std::mt19937_64 chance(window);
  auto transaction = store::Transaction::begin(database);
  Cells cells(database, window);
  const double size = devices / static_cast<double>(kDepartments);
  const auto count = [&](double mean) {
    return static_cast<std::int64_t>(std::poisson_distribution<int>(mean)(chance));
  };
  for (std::uint32_t department = 1; department <= kDepartments; ++department) {
    cells.add(v1::FACT_KIND_HEARTBEAT, department, 0, 0, std::llround(size));
    for (std::uint32_t tool = 1; tool <= kTools; ++tool) {
      const double mean = size * std::min(0.8, 1.3 / (tool + 1.0));
      for (std::uint32_t value = 1; value <= 4; ++value) {
        cells.add(v1::FACT_KIND_TOOL_WEEK, department, tool, value, count(mean / 4));
      }
      for (std::uint32_t value : {0U, 2U, 3U, 5U}) {
        cells.add(v1::FACT_KIND_RETENTION, department, tool, value, count(mean / 8));
      }
    }
    for (std::uint32_t need = 1; need <= kNeeds; ++need) {
      for (std::uint32_t value = 0; value < 9; ++value) {
        cells.add(v1::FACT_KIND_DISPLACEMENT, department, need, value, count(size / 90));
      }
    }
  }
  if (!transaction->commit().ok()) std::abort();
  return cells.facts();
}

publish::Stores stores_in(const std::filesystem::path& folder) {
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  return {folder / "window.db", folder / "keys.db", folder / "published.db"};
}

void freeze(const std::filesystem::path& folder, std::uint32_t devices) {
  const publish::Stores stores = stores_in(folder);
  std::int64_t facts = 0;
  {
    auto database = store::open_window_database(stores.window);
    facts = draw(devices, 7, *database);
  }
  const auto start = cpu_seconds();
  const auto outcome = publish::freeze_and_publish(stores, dictionary(devices), 7);
  if (!outcome.ok()) std::abort();
  std::printf("freeze   %8u devices %9lld facts: %6.2f s, %7u blocks, peak %ld MB\n", devices,
              static_cast<long long>(facts), seconds_since(start), outcome->blocks,
              peak_megabytes());
}

double median(std::vector<double> times) {
  std::sort(times.begin(), times.end());
  return times[times.size() / 2];
}

void warm(const publish::History& history, const catalog::Catalog& catalog) {
  std::vector<double> needs;
  std::vector<double> tools;
  std::size_t octets = 0;
  for (int repeat = 0; repeat < kRepeats; ++repeat) {
    double start = cpu_seconds();
    const needs::NeedsReport report = needs::analyse_needs(history, catalog);
    octets = report::needs_json(report).size();
    needs.push_back(seconds_since(start));
    start = cpu_seconds();
    octets += report::tools_json(needs::analyse_tools(history, catalog)).size();
    tools.push_back(seconds_since(start));
  }
  std::printf("needs    warm (analyse and print): %6.3f s, tools %6.3f s, %zu octets of JSON\n",
              median(needs), median(tools), octets);
  std::vector<double> cards;
  std::size_t largest = 0;
  for (const catalog::Need& need : catalog.needs()) {
    const double start = cpu_seconds();
    const auto pictures = needs::need_pictures(history, catalog, std::string(need.id), {});
    if (!pictures.ok()) continue;
    largest = std::max(largest, report::pictures_json(*pictures).size());
    cards.push_back(seconds_since(start));
  }
  if (cards.empty()) return;
  std::printf(
      "needs    one card's pictures: median %6.4f s, worst %6.4f s of %zu, up to %zu octets\n",
      median(cards), *std::max_element(cards.begin(), cards.end()), cards.size(), largest);
}

// Three years of one published window, told apart by number.
void three_years(const std::filesystem::path& folder) {
  const publish::Stores stores = stores_in(folder);
  {
    auto database = store::open_window_database(stores.window);
    draw(1'000'000, 7, *database);
  }
  if (!publish::freeze_and_publish(stores, dictionary(1'000'000), 7).ok()) std::abort();
  auto database = publish::open_published(stores.published, store::Mode::kReadWrite);
  for (std::uint32_t window = 8; window < 7 + kWindows; ++window) {
    const std::string number = std::to_string(window);
    const auto copy = [&](const std::string& table, const std::string& columns) {
      return database->execute("INSERT INTO " + table + " SELECT " + columns + " FROM " + table +
                               " WHERE window = 7");
    };
    if (!copy("window", number + ", 'w" + number +
                            "', organisation, lab, policy, k, department_floor, complement, "
                            "enrolled, arrived_permille, noise_milli, days, first_light")
             .ok() ||
        !copy("department", number + ", number, id, name, parent, devices, alarm").ok() ||
        !copy("standing", number + ", tool, place, standing, departments").ok() ||
        !copy("block", "view, " + number + ", object, second, member, low, high, why").ok()) {
      std::abort();
    }
  }
  if (!database->truncate_log().ok()) std::abort();
  std::printf("published.db of %u windows: %ju MB\n", kWindows,
              static_cast<std::uintmax_t>(std::filesystem::file_size(stores.published)) >> 20U);
  const auto catalog = catalog::Catalog::unpack(catalog::shipped());
  auto start = cpu_seconds();
  auto reader = publish::open_published(stores.published);
  const auto history = publish::load_history(*reader);
  if (!history.ok()) std::abort();
  const double loaded = seconds_since(start);
  const auto cold = needs::analyse_needs(*history, *catalog);
  std::printf("needs    cold (read and analyse): %6.3f s, of which reading %6.3f s; %zu cards\n",
              seconds_since(start), loaded, cold.cards.size());
  warm(*history, *catalog);
}

}  // namespace
}  // namespace desirepath

int main(int argc, char** argv) {
  const std::string part = argc > 1 ? argv[1] : "all";
  const std::filesystem::path folder =
      argc > 2 ? argv[2] : std::filesystem::temp_directory_path() / "desirepath-publish-bench";
  if (part != "needs" && part != "keep") {
    for (const std::uint32_t devices : {10'000U, 100'000U, 1'000'000U}) {
      desirepath::freeze(folder, devices);
    }
  }
  if (part != "freeze") desirepath::three_years(folder);
  if (part != "keep") std::filesystem::remove_all(folder);
  return 0;
}
