#include "collector/needs/pairs.h"

#include <absl/strings/numbers.h>
#include <absl/strings/str_cat.h>
#include <absl/strings/str_split.h>

#include <algorithm>
#include <map>

#include "collector/needs/analyse.h"
#include "collector/needs/interval.h"
#include "collector/needs/thresholds.h"
#include "collector/publish/pair_tables.h"

namespace desirepath::needs {
namespace {

using publish::Block;
using publish::View;

constexpr std::size_t kClasses = 3;
constexpr double kSecondsOfHour = 3600;
constexpr double kMinutesOfHour = 60;

using Ranges = std::array<Share, kClasses>;
constexpr Ranges kBouncesADay = {{{1, 2}, {3, 9}, {10, kMostBounces}}};
constexpr Ranges kDaysAWeek = {{{1, 1}, {2, 3}, {4, kWorkingDays}}};

struct Classes {
  std::array<Devices, kClasses> devices{};
  bool published = false;

  [[nodiscard]] Devices all() const { return devices[0] + devices[1] + devices[2]; }
};

// What the turn's windows say of one pair; each division from its newest window.
struct PairTables {
  std::optional<Devices> both;
  Classes bounces, days, shape;
};

Classes& division_of(PairTables& tables, std::uint32_t member) {
  if (member >= publish::kFlowShape) return tables.shape;
  return member >= publish::kFlowDays ? tables.days : tables.bounces;
}

using ByPair = std::map<std::pair<std::uint32_t, std::uint32_t>, PairTables>;

ByPair tables_of(const publish::History& history) {
  ByPair pairs;
  for (std::uint32_t ago = publish::kFlowTurns; ago-- > 0;) {  // the newest last
    const publish::PublishedWindow* window = history.ago(ago);
    if (window == nullptr) continue;
    for (const Block& block : window->blocks(View::kPair))
      pairs[{block.object, block.second}].both = {block.low, block.high};
    for (const Block& block : window->blocks(View::kPairFlow)) {
      Classes& classes = division_of(pairs[{block.object, block.second}], block.member);
      classes.devices.at((block.member - publish::kFlowBounces) % kClasses) = {block.low,
                                                                               block.high};
      classes.published = true;
    }
  }
  return pairs;
}

// Devices times the range of their class, added up.
Share sum_of(const Classes& classes, const Ranges& ranges) {
  Share sum;
  for (std::size_t i = 0; i < kClasses; ++i) {
    sum.low += classes.devices[i].low * ranges[i].low;
    sum.high += classes.devices[i].high * ranges[i].high;
  }
  return sum;
}

// The mean over devices: with as many as may be in the lower classes, and in the upper ones.
std::optional<Share> mean_of(const Classes& classes, const Ranges& ranges) {
  if (!classes.published || classes.all().high == 0) return std::nullopt;
  Share mean{ranges.front().low, ranges.back().high};
  const auto over = [&](bool lowest) {
    double weight = 0;
    double sum = 0;
    for (std::size_t i = 0; i < kClasses; ++i) {
      // The class that pulls the mean the asked way counts full.
      const bool full = lowest ? i == 0 : i + 1 == kClasses;
      const double devices = full ? classes.devices[i].high : classes.devices[i].low;
      weight += devices;
      sum += devices * (lowest ? ranges[i].low : ranges[i].high);
    }
    return weight == 0 ? std::nullopt : std::optional(sum / weight);
  };
  mean.low = over(true).value_or(mean.low);
  mean.high = over(false).value_or(mean.high);
  return mean;
}

PairShape shape_of(const Classes& classes) {
  if (!classes.published || classes.all().low == 0) return PairShape::kNotKnown;
  if (middle(share_of(classes.devices[1], classes.all())) > kMostlyShape)
    return PairShape::kDoubleEntry;
  if (middle(share_of(classes.devices[2], classes.all())) > kMostlyShape)
    return PairShape::kCarryOver;
  return PairShape::kMixed;
}

void name(const catalog::Catalog& catalog, std::uint32_t number, std::string& id,
          std::string& words) {
  const catalog::Tool* tool = catalog.tool(number);
  id = tool == nullptr ? absl::StrCat("tool ", number) : std::string(tool->id);
  words = tool == nullptr ? id : std::string(tool->name);
}

void add_hours(const PairTables& tables, const std::vector<ToldMinutes>& told, PairRow& row) {
  row.bounces = mean_of(tables.bounces, kBouncesADay);
  row.days = mean_of(tables.days, kDaysAWeek);
  if (!row.bounces || !row.days) return;
  const Share bounces = sum_of(tables.bounces, kBouncesADay);  // a joint day, all devices
  const Share times{bounces.low * row.days->low * kWorkingWeeks,
                    bounces.high * row.days->high * kWorkingWeeks};
  const auto hours = [&](double each) { return Share{times.low * each, times.high * each}; };
  row.hours = hours(kSecondsABounce / kSecondsOfHour);
  for (const ToldMinutes& each : told) {
    if (std::minmax(each.first, each.second) != std::minmax(row.first, row.second)) continue;
    row.told = each;
    row.told_hours = hours(each.minutes / kMinutesOfHour);
  }
}

}  // namespace

PairsReport pairs_report(const publish::History& history, const catalog::Catalog& catalog,
                         const std::vector<ToldMinutes>& told) {
  PairsReport report;
  report.head = head_of(history);
  for (const auto& [pair, tables] : tables_of(history)) {
    PairRow row;
    name(catalog, pair.first, row.first, row.first_name);
    name(catalog, pair.second, row.second, row.second_name);
    row.devices = tables.both.value_or(tables.bounces.all());
    row.shape = shape_of(tables.shape);
    add_hours(tables, told, row);
    report.rows.push_back(std::move(row));
  }
  const auto cost = [](const PairRow& row) { return row.hours ? middle(*row.hours) : 0; };
  std::stable_sort(report.rows.begin(), report.rows.end(), [&](const PairRow& a, const PairRow& b) {
    if (cost(a) != cost(b)) return cost(a) > cost(b);
    return middle(a.devices) > middle(b.devices);
  });
  return report;
}

absl::StatusOr<std::vector<ToldMinutes>> parse_told_minutes(const std::string& csv) {
  std::vector<ToldMinutes> told;
  int number = 0;
  for (const absl::string_view line :
       absl::StrSplit(csv, absl::ByAnyChar("\r\n"), absl::SkipEmpty())) {
    ++number;
    const std::vector<std::string> cells = absl::StrSplit(line, ',');
    if (number == 1 && cells.front() == "first") continue;
    ToldMinutes each;
    const bool sound = cells.size() == 5 && !cells[0].empty() && !cells[1].empty() &&
                       absl::SimpleAtod(cells[2], &each.minutes) && each.minutes > 0 &&
                       each.minutes <= kMostToldMinutes &&
                       absl::SimpleAtoi(cells[3], &each.answers) && each.answers > 0 &&
                       !cells[4].empty();
    if (!sound) {
      return absl::InvalidArgumentError(
          absl::StrCat("told minutes: line ", number,
                       ": write two tools' ids, minutes an entry, answers and a date, as in "
                       "hubspot,lexoffice,3,12,2026-09-01"));
    }
    each.first = cells[0];
    each.second = cells[1];
    each.date = cells[4];
    told.push_back(std::move(each));
  }
  return told;
}

}  // namespace desirepath::needs
