#include "collector/command/window_command.h"

#include <iostream>
#include <map>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "collector/command/figures.h"
#include "collector/policy/bundle_edit.h"
#include "collector/publish/freeze.h"
#include "collector/publish/published_database.h"
#include "collector/report/columns.h"
#include "collector/store/window_database.h"
#include "proto/policy/validity.h"
#include "proto/window/calendar.h"

namespace desirepath::command {
namespace {

struct WindowOptions {
  std::string window;
};

// State by window: what window.db says, overruled by published.db.
absl::StatusOr<std::map<std::uint32_t, std::string>> states(const store::Paths& paths) {
  std::map<std::uint32_t, std::string> found;
  absl::StatusOr<store::Database> open =
      store::open_window_database(paths.window_db().string(), store::Mode::kReadOnly);
  if (!open.ok() && !absl::IsNotFound(open.status())) return open.status();
  if (open.ok()) {
    absl::StatusOr<store::Statement> rows = open->prepare("SELECT id, state FROM window");
    if (!rows.ok()) return rows.status();
    for (;;) {
      const absl::StatusOr<bool> row = rows->step();
      if (!row.ok()) return row.status();
      if (!*row) break;
      found[static_cast<std::uint32_t>(rows->integer(0))] = rows->text(1);
    }
  }
  absl::StatusOr<store::Database> published =
      publish::open_published(paths.published_db().string());
  if (absl::IsNotFound(published.status())) return found;
  if (!published.ok()) return published.status();
  const absl::StatusOr<std::vector<std::uint32_t>> windows = publish::list_windows(*published);
  if (!windows.ok()) return windows.status();
  for (const std::uint32_t id : *windows) found[id] = "published";
  return found;
}

absl::StatusOr<window::Calendar> calendar_of(const policy::Bundle& bundle) {
  return window::Calendar::from(bundle.policy);
}

absl::Status list(const collector::Settings& settings) {
  const absl::StatusOr<policy::Bundle> bundle =
      policy::load_own_bundle(settings.paths, absl::Now());
  if (!bundle.ok()) return bundle.status();
  const absl::StatusOr<window::Calendar> calendar = calendar_of(*bundle);
  if (!calendar.ok()) return calendar.status();
  const auto found = states(settings.paths);
  if (!found.ok()) return found.status();
  report::Columns columns({"window", "number", "state", "ends"});
  for (const auto& [id, state] : *found) {
    columns.add({calendar->name(id), absl::StrCat(id), state,
                 absl::FormatTime(absl::RFC3339_sec, calendar->end(id), absl::UTCTimeZone())});
  }
  std::cout << columns.text();
  return absl::OkStatus();
}

absl::StatusOr<std::uint32_t> parse(const window::Calendar& calendar, const std::string& text) {
  std::uint32_t number = 0;
  if (absl::SimpleAtoi(text, &number)) return number;
  return calendar.parse(text);
}

absl::Status freeze_one(const collector::Settings& settings, const policy::Bundle& bundle,
                        const window::Calendar& calendar, std::uint32_t id) {
  if (calendar.end(id) > absl::Now()) {
    return absl::InvalidArgumentError(
        absl::StrCat("window ", calendar.name(id),
                     ": not over yet; frozen now it would lose what devices still count"));
  }
  const absl::StatusOr<catalog::Catalog> catalog = catalog_in_force(bundle);
  if (!catalog.ok()) return catalog.status();
  const publish::Stores stores{settings.paths.window_db().string(),
                               settings.paths.keys_db().string(),
                               settings.paths.published_db().string()};
  const absl::StatusOr<publish::Outcome> outcome = publish::freeze_and_publish(
      stores,
      publish::dictionary_of(policy::bundle_at(bundle, calendar.begin(id)), *catalog,
                             calendar.name(id)),
      id);
  if (!outcome.ok()) return outcome.status();
  std::cout << calendar.name(id) << ": ";
  if (outcome->published_before) {
    std::cout << "published before, nothing changed\n";
  } else {
    std::cout << "published " << outcome->blocks << " blocks; cells, nonces and key destroyed\n";
  }
  for (const std::uint32_t department : outcome->alarms) {
    std::cout << calendar.name(id) << ": department " << department
              << ": more reports than devices, folded\n";
  }
  return absl::OkStatus();
}

// The window named, or every window in `wanted` state whose time to arrive is over.
absl::Status freeze(const collector::Settings& settings, const WindowOptions& options,
                    const std::string& wanted) {
  const absl::StatusOr<policy::Bundle> bundle =
      policy::load_own_bundle(settings.paths, absl::Now());
  if (!bundle.ok()) return bundle.status();
  const absl::StatusOr<window::Calendar> calendar = calendar_of(*bundle);
  if (!calendar.ok()) return calendar.status();
  if (!options.window.empty()) {
    const absl::StatusOr<std::uint32_t> id = parse(*calendar, options.window);
    if (!id.ok()) return id.status();
    return freeze_one(settings, *bundle, *calendar, *id);
  }
  const auto found = states(settings.paths);
  if (!found.ok()) return found.status();
  for (const auto& [id, state] : *found) {
    if (state != wanted || calendar->end(id + 1) > absl::Now()) continue;
    if (absl::Status status = freeze_one(settings, *bundle, *calendar, id); !status.ok()) {
      return status;
    }
  }
  return absl::OkStatus();
}

void add_freeze(CLI::App& window, const std::string& name, const std::string& description,
                const std::string& wanted, Invocation& invocation) {
  auto options = std::make_shared<WindowOptions>();
  CLI::App* one = add_command(window, name, description, invocation,
                              [options, wanted](const collector::Settings& settings) {
                                return freeze(settings, *options, wanted);
                              });
  one->add_option("--window", options->window, "name or number of one window");
}

}  // namespace

void add_window_command(CLI::App& app, Invocation& invocation) {
  CLI::App* window = add_group(app, "window", "the windows: open, frozen, published");
  add_command(*window, "list", "every window and its state", invocation, list);
  add_freeze(*window, "freeze", "close a window, publish it, destroy what it was made of", "open",
             invocation);
  add_freeze(*window, "publish", "finish what a crash left frozen but not published", "frozen",
             invocation);
}

}  // namespace desirepath::command
