#include "collector/command/figures.h"

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
  const absl::StatusOr<std::vector<publish::WindowName>> windows =
      publish::read_window_names(published);
  if (!windows.ok()) return windows.status();
  std::uint32_t number = 0;
  const bool numeric = absl::SimpleAtoi(window, &number);
  for (const publish::WindowName& each : *windows) {
    if ((numeric && each.id == number) || absl::string_view(each.name) == window) return each.id;
  }
  return absl::InvalidArgumentError(
      absl::StrCat("window ", window, ": not published, `window list` shows which are"));
}

}  // namespace

absl::StatusOr<catalog::Catalog> catalog_for_reports(const collector::Settings& settings) {
  const absl::StatusOr<policy::Bundle> bundle =
      policy::load_own_bundle(settings.paths, absl::Now());
  return policy::catalog_in_force(bundle.ok() ? *bundle : policy::Bundle{});
}

absl::StatusOr<publish::History> history_for_reports(const collector::Settings& settings,
                                                     absl::string_view window,
                                                     const publish::Lookback& lookback) {
  absl::StatusOr<store::Database> published =
      publish::open_published(settings.paths.published_db().string());
  if (absl::IsNotFound(published.status())) {
    return absl::NotFoundError(
        "nothing is published yet: the first figures come when the first window is frozen");
  }
  if (!published.ok()) return published.status();
  if (window.empty()) return publish::load_history(*published, std::nullopt, lookback);
  const absl::StatusOr<std::uint32_t> number = number_of(*published, window);
  if (!number.ok()) return number.status();
  return publish::load_history(*published, *number, lookback);
}

}  // namespace desirepath::command
