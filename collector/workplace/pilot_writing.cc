#include "collector/workplace/pilot_writing.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "collector/curation/pilot_book.h"
#include "collector/workplace/fields.h"

namespace desirepath::workplace {
namespace {

using api::Call;
using boost::json::object;
using boost::json::value;
using curation::ExitCriterion;
using curation::Pilot;
using curation::PilotBook;

constexpr std::int64_t kLongest = 26;  // windows: half a year of weeks
constexpr std::int64_t kMostDevices = 1'000'000;

absl::Status read_departments(const Office& office, const object& body, Pilot& pilot) {
  const value* given = body.if_contains("departments");
  if (given == nullptr || given->is_null()) return absl::OkStatus();
  if (!given->is_array()) return absl::InvalidArgumentError("departments: give a list of ids");
  const auto departments = office.curation.departments();
  if (!departments.ok()) return departments.status();
  for (const value& id : given->get_array()) {
    const bool known = id.is_string() &&
                       std::any_of(departments->begin(), departments->end(), [&](const auto& one) {
                         return one.id == std::string(id.get_string());
                       });
    if (!known) return absl::InvalidArgumentError("departments: give ids of those on the list");
    if (std::find(pilot.departments.begin(), pilot.departments.end(),
                  std::string(id.get_string())) != pilot.departments.end()) {
      return absl::InvalidArgumentError("departments: name each once");  // else it counts twice
    }
    pilot.departments.emplace_back(id.get_string());
  }
  return absl::OkStatus();
}

absl::Status read_criterion(const object& body, Pilot& pilot) {
  const value* given = body.if_contains("criterion");
  if (given == nullptr || !given->is_object()) {
    return absl::InvalidArgumentError("criterion: give kind (uses or falls) and value");
  }
  const object& criterion = given->get_object();
  if (absl::Status s = check_members(criterion, {"kind", "value"}); !s.ok()) return s;
  const absl::StatusOr<std::string> kind = text_of(criterion, "kind");
  if (!kind.ok()) return kind.status();
  if (*kind != "uses" && *kind != "falls") {
    return absl::InvalidArgumentError("kind: give uses or falls");
  }
  pilot.criterion = *kind == "uses" ? ExitCriterion::kUses : ExitCriterion::kFalls;
  const std::int64_t most = *kind == "uses" ? kMostDevices : 100;
  const absl::StatusOr<std::int64_t> number = number_of(criterion, "value", 1, most, 0);
  if (!number.ok()) return number.status();
  if (*number == 0) return absl::InvalidArgumentError("value: is missing");
  pilot.value = *number;
  if (pilot.criterion == ExitCriterion::kFalls && !pilot.departments.empty()) {
    return absl::InvalidArgumentError(
        "criterion: a need is published for the organisation alone; by department take uses");
  }
  return absl::OkStatus();
}

absl::StatusOr<Pilot> pilot_in(const Office& office, const Ground& ground, const object& body) {
  if (absl::Status s =
          check_members(body, {"tool", "departments", "hypothesis", "criterion", "windows"});
      !s.ok()) {
    return s;
  }
  Pilot pilot;
  const absl::StatusOr<std::string> tool = text_of(body, "tool", {1, 64});
  if (!tool.ok()) return tool.status();
  const catalog::Tool* const known = ground.catalog.tool_by_id(*tool);
  if (known == nullptr) {
    return absl::InvalidArgumentError("tool: give the id of one in the catalog in force");
  }
  pilot.tool = *tool;
  pilot.need = std::string(ground.catalog.need(known->need)->id);
  absl::StatusOr<std::string> hypothesis = text_of(body, "hypothesis", {3, 500});
  if (!hypothesis.ok()) return hypothesis.status();
  pilot.hypothesis = *std::move(hypothesis);
  if (absl::Status s = read_departments(office, body, pilot); !s.ok()) return s;
  if (absl::Status s = read_criterion(body, pilot); !s.ok()) return s;
  const absl::StatusOr<std::int64_t> windows = number_of(body, "windows", 1, kLongest, 0);
  if (!windows.ok()) return windows.status();
  if (*windows == 0) return absl::InvalidArgumentError("windows: is missing");
  pilot.begins = ground.calendar.window_at(office.clock()) + 1;
  pilot.until = pilot.begins + static_cast<std::uint32_t>(*windows) - 1;
  return pilot;
}

// What was published last before it begins; of a need that is not published yet nothing can fall.
absl::Status look_before(const Ground& ground, Published& published, Pilot& pilot) {
  if (pilot.criterion == ExitCriterion::kUses) {
    const absl::StatusOr<const ToolsOfWindow*> newest = published.tools.in("");
    if (!newest.ok()) return newest.status();
    const Band before = used(ground, **newest, pilot);
    pilot.before_low = before.low;
    pilot.before_high = before.high;
    return absl::OkStatus();
  }
  const absl::StatusOr<const PublishedPaths::Paths*> paths = published.needs.newest();
  if (!paths.ok()) return paths.status();
  const auto path = (*paths)->find(pilot.need);
  if (path == (*paths)->end() || path->second.empty()) {
    return absl::FailedPreconditionError(
        "nothing is published on this need yet, so it cannot be seen to fall; take uses");
  }
  pilot.before_low = path->second.back().low;
  pilot.before_high = path->second.back().high;
  return absl::OkStatus();
}

}  // namespace

Band used(const Ground& ground, const ToolsOfWindow& window, const Pilot& pilot) {
  const catalog::Tool* const tool = ground.catalog.tool_by_id(pilot.tool);
  const bool offered = tool != nullptr && offered_to_everyone(ground, tool->number, window.number);
  return window.devices(pilot.tool, offered, pilot.departments);
}

absl::Status begin_pilot(const Office& office, const Ground& ground, Published& published,
                         const Call& call) {
  absl::StatusOr<Pilot> pilot = pilot_in(office, ground, call.body);
  if (!pilot.ok()) return pilot.status();
  if (absl::Status s = look_before(ground, published, *pilot); !s.ok()) return s;
  pilot->at = absl::ToUnixSeconds(office.clock());
  pilot->by = call.person.name;
  const Deed deed{call.person.name, "pilot-begun", pilot->tool, call.body};
  return recorded(office, deed,
                  [&] { return PilotBook(office.curation.database()).begin(*pilot); });
}

absl::Status end_pilot(const Office& office, const Ground& ground, const Call& call) {
  if (absl::Status s = check_members(call.body, {"outcome", "text", "windows"}); !s.ok()) return s;
  std::int64_t number = 0;
  if (!absl::SimpleAtoi(call.names[0], &number)) {
    return absl::NotFoundError("a pilot's number is a whole number, see the list");
  }
  const absl::StatusOr<std::string> outcome = text_of(call.body, "outcome");
  if (!outcome.ok()) return outcome.status();
  const absl::StatusOr<std::string> text = text_of(call.body, "text", {3, 500});
  if (!text.ok()) return text.status();
  const absl::StatusOr<std::int64_t> windows = number_of(call.body, "windows", 1, kLongest, 0);
  if (!windows.ok()) return windows.status();
  PilotBook book(office.curation.database());
  const Deed deed{call.person.name, "pilot-decided", absl::StrCat(number), call.body};
  if (*outcome == "prolonged") {
    if (*windows == 0) return absl::InvalidArgumentError("windows: say for how many");
    const std::uint32_t until =
        ground.calendar.window_at(office.clock()) + static_cast<std::uint32_t>(*windows);
    return recorded(office, deed, [&] { return book.prolong(number, until); });
  }
  if (*outcome != "adopted" && *outcome != "dropped") {
    return absl::InvalidArgumentError("outcome: give adopted, dropped or prolonged");
  }
  Pilot ended;
  ended.outcome = *outcome;
  ended.outcome_text = *text;
  ended.outcome_at = absl::ToUnixSeconds(office.clock());
  ended.outcome_by = call.person.name;
  return recorded(office, deed, [&] { return book.end(number, ended); });
}

}  // namespace desirepath::workplace
