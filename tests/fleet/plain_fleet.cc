#include "tests/fleet/plain_fleet.h"

#include <absl/strings/str_cat.h>

#include <algorithm>
#include <set>
#include <utility>

#include "collector/publish/publication.h"
#include "proto/policy/department.h"
#include "proto/policy/standing.h"
#include "tests/fleet/organisation.h"

namespace desirepath::fleet {
namespace {

constexpr std::uint32_t kFirstDay = 20160;  // in 2025; the first of a window in every profile
constexpr std::uint32_t kWeekDays = 7;
constexpr std::uint32_t kWeekend = 2;  // windows of days end with a Friday: who looks on a Sunday?

publish::PublishedWindow in_memory(publish::Publication publication) {
  publish::PublishedWindow window;
  window.head = std::move(publication.window);
  for (const publish::Block& block : publication.blocks)
    window.views[static_cast<std::size_t>(block.view)].push_back(block);
  return window;
}

}  // namespace

absl::StatusOr<std::unique_ptr<PlainFleet>> PlainFleet::create(Scenario scenario,
                                                               const catalog::Catalog& catalog) {
  absl::StatusOr<Habits> habits = Habits::create(std::move(scenario), catalog);
  if (!habits.ok()) return habits.status();
  absl::StatusOr<window::Calendar> calendar =
      window::Calendar::from(bundle_of(habits->scenario(), catalog).policy);
  if (!calendar.ok()) return calendar.status();
  std::unique_ptr<PlainFleet> fleet(
      new PlainFleet(*std::move(habits), catalog, *std::move(calendar)));
  if (fleet->windows() == 0) {
    return absl::InvalidArgumentError(absl::StrCat("scenario: weeks must fill a window, ",
                                                   fleet->calendar_.days_per_window() / kWeekDays,
                                                   " or more"));
  }
  return fleet;
}

PlainFleet::PlainFleet(Habits habits, const catalog::Catalog& catalog, window::Calendar calendar)
    : habits_(std::move(habits)),
      catalog_(catalog),
      calendar_(std::move(calendar)),
      bundle_(bundle_of(habits_.scenario(), catalog)),
      around_{&habits_, &catalog_, &bundle_, &calendar_, calendar_.window_of_day(kFirstDay)},
      next_(around_.first_window) {
  for (std::uint32_t number = 0; number < habits_.scenario().devices; ++number)
    devices_.emplace_back(around_, number);
}

std::uint32_t PlainFleet::windows() const {
  const std::uint32_t days = habits_.scenario().weeks * kWeekDays;
  const auto a_window = static_cast<std::uint32_t>(calendar_.days_per_window());
  return a_window == 1 ? days - kWeekend : days / a_window;
}

void PlainFleet::count_truth(const PlainDevice& device, PlayedWindow& played) const {
  std::set<std::uint32_t> other;
  std::set<std::uint32_t> offered;
  for (const DayTouch& touch : device.touches(next_)) {
    if (touch.touch != Touch::kWork && touch.touch != Touch::kGuest) continue;
    const catalog::Tool* tool = catalog_.tool(touch.tool);
    const bool is_offered = policy::is_offered(policy::standing_of(
        bundle_.standings, bundle_.policy.departments, touch.tool, device.department(), next_));
    if (!is_offered) other.insert(tool->need);
    if (is_offered && touch.touch == Touch::kWork) offered.insert(tool->need);
  }
  for (const std::uint32_t need : other) ++played.needs[need].other;
  for (const std::uint32_t need : offered) ++played.needs[need].offered;
}

PlayedWindow PlainFleet::play() {
  PlayedWindow played;
  publish::Tally tally;
  std::map<std::uint32_t, std::uint32_t> places;
  for (const policy::Department& each : bundle_.policy.departments)
    places[each.number] = policy::effective_department(bundle_.policy, each.number);
  for (PlainDevice& device : devices_) {
    const facts::Facts facts = device.live(next_);
    if (!facts.empty()) ++played.reporting;
    for (const facts::Fact& fact : facts) {
      const auto place = places.find(fact.department);
      tally.add({static_cast<std::uint32_t>(fact.kind),
                 place == places.end() ? policy::kOrganisation : place->second, fact.a, fact.b,
                 fact.value, 1});
    }
    count_truth(device, played);
  }
  publish::Dictionary dictionary = publish::dictionary_of(bundle_, catalog_, calendar_.name(next_));
  dictionary.enrolled = habits_.scenario().devices;
  publish::Earlier earlier;
  for (std::size_t back = 0; back < std::min<std::size_t>(publish::kBefore, past_.size()); ++back)
    earlier.past[back] = past_[past_.size() - 1 - back];
  publish::Publication publication = publish::publication_of(tally, dictionary, earlier, next_);
  past_.push_back(publish::past_of(publication.window, publication.blocks));
  played.published = in_memory(std::move(publication));
  ++next_;
  return played;
}

}  // namespace desirepath::fleet
