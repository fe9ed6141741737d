#include "collector/publish/history.h"

#include <absl/strings/str_cat.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "collector/publish/published_database.h"

namespace desirepath::publish {
namespace {

constexpr std::array kEveryWindow = {View::kReporting, View::kTool, View::kNeed, View::kOther,
                                     View::kWithoutAgent};
constexpr std::array kLately = {View::kToolDays, View::kDisplacement, View::kRetention,
                                View::kPeriod,   View::kPair,         View::kVisibility,
                                View::kRule,     View::kPairFlow};

// A window whose reporting line is known, and begins at none.
bool outage(const Block& reporting) { return reporting.low == 0; }

// The windows that are published, and what their reporting lines say.
struct Shelf {
  std::vector<WindowName> windows;  // ascending
  std::set<std::uint32_t> reported;
  std::set<std::uint32_t> outages;
};

absl::StatusOr<Shelf> shelf_of(store::Database& published) {
  absl::StatusOr<std::vector<WindowName>> windows = read_window_names(published);
  if (!windows.ok()) return windows.status();
  Shelf shelf{*std::move(windows), {}, {}};
  if (shelf.windows.empty()) return shelf;
  const absl::Status read = visit_blocks(
      published, View::kReporting, 0, shelf.windows.back().id, std::nullopt,
      [&](const Block& one) { (outage(one) ? shelf.outages : shelf.reported).insert(one.window); });
  if (!read.ok()) return read;
  return shelf;
}

// Cuts the shelf behind the window that is asked for.
absl::Status end_at(std::optional<std::uint32_t> last, Shelf& shelf) {
  std::vector<WindowName>& windows = shelf.windows;
  if (last) {
    std::erase_if(windows, [&](const WindowName& one) { return one.id > *last; });
    if (!windows.empty() && windows.back().id == *last) return absl::OkStatus();
    return absl::NotFoundError(
        absl::StrCat("window ", *last, ": not published; window list shows which are"));
  }
  if (windows.empty()) {
    return absl::NotFoundError(
        "nothing is published yet: the first figures come when the first window is frozen");
  }
  const auto reported = std::find_if(windows.rbegin(), windows.rend(), [&](const WindowName& one) {
    return shelf.reported.count(one.id) != 0;
  });
  if (reported != windows.rend()) windows.erase(reported.base(), windows.end());
  return absl::OkStatus();
}

// A first light is a history of its own, and no part of another.
void set_first_light_apart(std::vector<WindowName>& windows) {
  if (windows.back().first_light) {
    windows.erase(windows.begin(), windows.end() - 1);
  } else {
    std::erase_if(windows, [](const WindowName& each) { return each.first_light; });
  }
}

// How many of the windows, from the last one back, hold kTrendWindows in which anybody reported.
std::size_t trend_length(const Shelf& shelf) {
  std::size_t reported = 0;
  for (std::size_t count = 0; count < shelf.windows.size(); ++count) {
    if (reported == kTrendWindows) return count;
    const WindowName& window = shelf.windows[shelf.windows.size() - 1 - count];
    if (shelf.outages.count(window.id) == 0) ++reported;
  }
  return shelf.windows.size();
}

absl::Status load_heads(store::Database& published, const Shelf& shelf, std::size_t count,
                        History& history) {
  history.before = static_cast<std::uint32_t>(shelf.windows.size() - count);
  history.windows.reserve(count);
  for (const WindowName& window : std::span(shelf.windows).last(count)) {
    absl::StatusOr<Window> head = read_window(published, window.id);
    if (!head.ok()) return head.status();
    head->departments.shrink_to_fit();
    history.windows.push_back({*std::move(head), {}});
  }
  return absl::OkStatus();
}

absl::Status load_first_seen(store::Database& published, const Shelf& shelf, History& history) {
  if (history.before == 0) return absl::OkStatus();
  std::map<std::uint32_t, std::size_t> first;  // by tool: a place on the shelf
  std::size_t place = 0;
  const absl::Status read =
      visit_blocks(published, View::kTool, 0, shelf.windows[history.before - 1].id, std::nullopt,
                   [&](const Block& total) {
                     while (shelf.windows[place].id < total.window) ++place;
                     if (shelf.outages.count(total.window) == 0) first.emplace(total.object, place);
                   });
  if (!read.ok()) return read;
  history.seen_before.reserve(first.size());
  for (const auto& [tool, window] : first) {
    history.seen_before.push_back({tool, shelf.windows[window].id, shelf.windows[window].name});
  }
  return absl::OkStatus();
}

absl::Status load_view(store::Database& published, View view, std::uint32_t first,
                       History& history) {
  first = std::max(first, history.windows.front().head.id);
  auto window = history.windows.begin();
  const absl::Status read = visit_blocks(
      published, view, first, history.last().head.id, std::nullopt, [&](const Block& block) {
        while (window->head.id < block.window) ++window;
        if (window->head.id != block.window) return;  // of a first light
        window->views[static_cast<std::size_t>(view)].push_back(block);
      });
  if (!read.ok()) return read;
  for (PublishedWindow& each : history.windows) {
    each.views[static_cast<std::size_t>(view)].shrink_to_fit();
  }
  return absl::OkStatus();
}

}  // namespace

std::span<const Block> PublishedWindow::of(View view, std::uint32_t object) const {
  const std::vector<Block>& all = blocks(view);
  const auto first = std::lower_bound(
      all.begin(), all.end(), object,
      [](const Block& block, std::uint32_t number) { return block.object < number; });
  auto last = first;
  while (last != all.end() && last->object == object) ++last;
  return {first, last};
}

const Block* PublishedWindow::find(View view, std::uint32_t object, std::uint32_t member) const {
  for (const Block& block : of(view, object)) {
    if (block.member == member) return &block;
  }
  return nullptr;
}

const PublishedWindow* History::ago(std::uint32_t count) const {
  const std::uint32_t last_id = last().head.id;
  if (count > last_id) return nullptr;
  const auto found = std::lower_bound(
      windows.begin(), windows.end(), last_id - count,
      [](const PublishedWindow& each, std::uint32_t id) { return each.head.id < id; });
  return found != windows.end() && found->head.id == last_id - count ? &*found : nullptr;
}

bool reported_in(const PublishedWindow& window) {
  const Block* const reporting = window.find(View::kReporting, kWhole);
  return reporting == nullptr || !outage(*reporting);
}

const FirstSeen* History::seen_earlier(std::uint32_t tool) const {
  const auto found = std::lower_bound(
      seen_before.begin(), seen_before.end(), tool,
      [](const FirstSeen& each, std::uint32_t number) { return each.tool < number; });
  return found != seen_before.end() && found->tool == tool ? &*found : nullptr;
}

absl::StatusOr<History> load_history(store::Database& published, std::optional<std::uint32_t> last,
                                     const Lookback& lookback) {
  absl::StatusOr<Shelf> shelf = shelf_of(published);
  if (!shelf.ok()) return shelf.status();
  if (absl::Status status = end_at(last, *shelf); !status.ok()) return status;
  set_first_light_apart(shelf->windows);
  History history;
  const std::size_t count = lookback.every_window ? shelf->windows.size() : trend_length(*shelf);
  absl::Status status = load_heads(published, *shelf, count, history);
  if (status.ok()) status = load_first_seen(published, *shelf, history);
  const std::uint32_t newest = shelf->windows.back().id;
  const auto load = [&](View view, std::uint32_t windows) {
    const std::uint32_t first = newest < windows ? 0 : newest - windows + 1;
    if (status.ok()) status = load_view(published, view, first, history);
  };
  for (const View view : kEveryWindow) load(view, newest + 1);
  for (const View view : kLately) load(view, kDetailWindows);
  load(View::kToolDepartment, lookback.departments);
  if (!status.ok()) return status;
  return history;
}

}  // namespace desirepath::publish
