#include "collector/command/window_command.h"

#include <boost/json.hpp>
#include <iostream>
#include <map>
#include <memory>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "collector/command/figures.h"
#include "collector/policy/bundle_edit.h"
#include "collector/policy/catalog_in_force.h"
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
  std::string format = "table";
};

struct WindowState {
  std::string state = "open";
  std::int64_t arrived = 0;  // frames opened and new, filler included; forgotten at the freeze
};

using WindowStates = std::map<std::uint32_t, WindowState>;

absl::Status read_arrivals(store::Database& open, WindowStates& found) {
  absl::StatusOr<store::Statement> rows =
      open.prepare("SELECT window, facts + dummies FROM arrived");
  if (!rows.ok()) return rows.status();
  for (;;) {
    const absl::StatusOr<bool> row = rows->step();
    if (!row.ok()) return row.status();
    if (!*row) return absl::OkStatus();
    found[static_cast<std::uint32_t>(rows->integer(0))].arrived = rows->integer(1);
  }
}

// State by window: what window.db says, overruled by published.db.
absl::StatusOr<WindowStates> states(const store::Paths& paths) {
  WindowStates found;
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
      found[static_cast<std::uint32_t>(rows->integer(0))].state = rows->text(1);
    }
    if (absl::Status status = read_arrivals(*open, found); !status.ok()) return status;
  }
  absl::StatusOr<store::Database> published =
      publish::open_published(paths.published_db().string());
  if (absl::IsNotFound(published.status())) return found;
  if (!published.ok()) return published.status();
  const absl::StatusOr<std::vector<std::uint32_t>> windows = publish::list_windows(*published);
  if (!windows.ok()) return windows.status();
  for (const std::uint32_t id : *windows) found[id].state = "published";
  return found;
}

absl::StatusOr<window::Calendar> calendar_of(const policy::Bundle& bundle) {
  return window::Calendar::from(bundle.policy);
}

std::string json_list(const WindowStates& found, const window::Calendar& calendar) {
  boost::json::array windows;
  for (const auto& [id, window] : found) {
    windows.push_back({{"window", id},
                       {"name", calendar.name(id)},
                       {"state", window.state},
                       {"arrived", window.arrived}});
  }
  return boost::json::serialize(boost::json::object{{"windows", std::move(windows)}}) + "\n";
}

absl::Status list(const collector::Settings& settings, const WindowOptions& options) {
  const absl::StatusOr<policy::Bundle> bundle =
      policy::load_own_bundle(settings.paths, absl::Now());
  if (!bundle.ok()) return bundle.status();
  const absl::StatusOr<window::Calendar> calendar = calendar_of(*bundle);
  if (!calendar.ok()) return calendar.status();
  const auto found = states(settings.paths);
  if (!found.ok()) return found.status();
  if (options.format == "json") {
    std::cout << json_list(*found, *calendar);
    return absl::OkStatus();
  }
  report::Columns columns({"window", "number", "state", "arrived", "ends"});
  for (const auto& [id, window] : *found) {
    columns.add({calendar->name(id), absl::StrCat(id), window.state, absl::StrCat(window.arrived),
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
                     ": not over yet; frozen now it would lose what devices still count: wait for "
                     "its end (\"window list\" has it), then the collector freezes it by itself"));
  }
  const absl::StatusOr<catalog::Catalog> catalog = policy::catalog_in_force(bundle);
  if (!catalog.ok()) return catalog.status();
  const publish::Stores stores{settings.paths.window_db().string(),
                               settings.paths.keys_db().string(),
                               settings.paths.published_db().string()};
  const absl::StatusOr<publish::Outcome> outcome = publish::freeze_and_publish(
      stores,
      publish::dictionary_of(policy::bundle_at(bundle, calendar.begin(id)), *catalog,
                             calendar.name(id), id),
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
  for (const auto& [id, window] : *found) {
    if (window.state != wanted || calendar->sending_ends(id) > absl::Now()) continue;
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
  auto options = std::make_shared<WindowOptions>();
  CLI::App* listing = add_command(
      *window, "list", "every window and its state", invocation,
      [options](const collector::Settings& settings) { return list(settings, *options); });
  listing->add_option("--format", options->format, "table or json")
      ->check(CLI::IsMember({"table", "json"}));
  add_freeze(*window, "freeze", "close a window, publish it, destroy what it was made of", "open",
             invocation);
  add_freeze(*window, "publish", "finish what a crash left frozen but not published", "frozen",
             invocation);
}

}  // namespace desirepath::command
