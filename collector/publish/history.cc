#include "collector/publish/history.h"

#include <absl/strings/str_cat.h>

#include <algorithm>

#include "collector/publish/published_database.h"

namespace desirepath::publish {
namespace {

constexpr std::array kEveryWindow = {View::kReporting, View::kTool, View::kNeed, View::kOther,
                                     View::kWithoutAgent};
constexpr std::array kLately = {
    View::kToolDays,   View::kDisplacement, View::kRetention,        View::kPeriod,  View::kPair,
    View::kVisibility, View::kRule,         View::kPeriodDepartment, View::kPairFlow};

absl::Status load_view(store::Database& published, View view, std::uint32_t first,
                       History& history) {
  const absl::StatusOr<std::vector<Block>> blocks =
      read_blocks(published, view, first, history.windows.back().head.id);
  if (!blocks.ok()) return blocks.status();
  auto window = history.windows.begin();
  for (const Block& block : *blocks) {
    while (window != history.windows.end() && window->head.id < block.window) ++window;
    if (window == history.windows.end()) break;
    if (window->head.id != block.window) continue;
    window->views[static_cast<std::size_t>(view)].push_back(block);
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

absl::StatusOr<History> load_history(store::Database& published, std::optional<std::uint32_t> last,
                                     std::uint32_t department_windows) {
  const absl::StatusOr<std::vector<std::uint32_t>> ids = list_windows(published);
  if (!ids.ok()) return ids.status();
  History history;
  for (const std::uint32_t id : *ids) {
    if (last && id > *last) break;
    absl::StatusOr<Window> head = read_window(published, id);
    if (!head.ok()) return head.status();
    history.windows.push_back({*std::move(head), {}});
  }
  if (history.windows.empty() || (last && history.last().head.id != *last)) {
    return absl::NotFoundError(
        last ? absl::StrCat("window ", *last, ": not published; window list shows which are")
             : "nothing is published yet: the first figures come when the first window is frozen");
  }
  const std::uint32_t newest = history.last().head.id;
  const auto first_of = [newest](std::uint32_t count) {
    return newest < count ? 0 : newest - count + 1;
  };
  const std::uint32_t lately = first_of(kDetailWindows);
  for (const View view : kEveryWindow) {
    if (absl::Status status = load_view(published, view, 0, history); !status.ok()) return status;
  }
  for (const View view : kLately) {
    if (absl::Status status = load_view(published, view, lately, history); !status.ok()) {
      return status;
    }
  }
  if (absl::Status status =
          load_view(published, View::kToolDepartment, first_of(department_windows), history);
      !status.ok()) {
    return status;
  }
  return history;
}

}  // namespace desirepath::publish
