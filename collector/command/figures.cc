#include "collector/command/figures.h"

#include <algorithm>
#include <string_view>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "collector/policy/bundle_edit.h"
#include "collector/policy/catalog_in_force.h"
#include "collector/publish/published_database.h"

namespace desirepath::command {
namespace {

absl::StatusOr<std::uint32_t> number_of(store::Database& published, absl::string_view window) {
  const absl::StatusOr<std::vector<std::uint32_t>> windows = publish::list_windows(published);
  if (!windows.ok()) return windows.status();
  std::uint32_t number = 0;
  const bool numeric = absl::SimpleAtoi(window, &number);
  for (const std::uint32_t id : *windows) {
    if (numeric && id == number) return id;
    const absl::StatusOr<publish::Window> head = publish::read_window(published, id);
    if (!head.ok()) return head.status();
    if (absl::string_view(head->name) == window) return id;
  }
  return absl::InvalidArgumentError(
      absl::StrCat("window ", window, ": not published, `window list` shows which are"));
}

bool somebody_reported(const publish::PublishedWindow& window) {
  const publish::Block* reporting = window.find(publish::View::kReporting, publish::kWhole);
  return reporting != nullptr && reporting->low > 0;  // the lowest band begins at none
}

// The newest window with something to show: one in which (almost) no device reported, such as a
// night's outage, does not hide the one before it.
absl::StatusOr<publish::History> newest_history(store::Database& published,
                                                std::uint32_t department_windows) {
  absl::StatusOr<publish::History> history =
      publish::load_history(published, std::nullopt, department_windows);
  if (!history.ok()) return history;
  const auto newest =
      std::find_if(history->windows.rbegin(), history->windows.rend(), somebody_reported);
  if (newest == history->windows.rbegin() || newest == history->windows.rend()) return history;
  return publish::load_history(published, newest->head.id, department_windows);
}

}  // namespace

absl::StatusOr<catalog::Catalog> catalog_for_reports(const collector::Settings& settings) {
  const absl::StatusOr<policy::Bundle> bundle =
      policy::load_own_bundle(settings.paths, absl::Now());
  return policy::catalog_in_force(bundle.ok() ? *bundle : policy::Bundle{});
}

absl::StatusOr<publish::History> history_for_reports(const collector::Settings& settings,
                                                     absl::string_view window,
                                                     std::uint32_t department_windows) {
  absl::StatusOr<store::Database> published =
      publish::open_published(settings.paths.published_db().string());
  if (absl::IsNotFound(published.status())) {
    return absl::NotFoundError(
        "nothing is published yet: the first figures come when the first window is frozen");
  }
  if (!published.ok()) return published.status();
  if (window.empty()) return newest_history(*published, department_windows);
  const absl::StatusOr<std::uint32_t> number = number_of(*published, window);
  if (!number.ok()) return number.status();
  return publish::load_history(*published, *number, department_windows);
}

}  // namespace desirepath::command
