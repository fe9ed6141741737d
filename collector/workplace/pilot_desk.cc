#include "collector/workplace/pilot_desk.h"

#include <boost/json/array.hpp>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "collector/curation/pilot_book.h"
#include "collector/workplace/pilot_writing.h"
#include "proto/window/publication_time.h"

namespace desirepath::workplace {
namespace {

using api::Call;
using api::Outcome;
using boost::json::array;
using boost::json::object;
using boost::json::value;
using curation::ExitCriterion;
using curation::Pilot;

object ends(const Band& band) { return {{"low", band.low}, {"high", band.high}}; }

// The pilot's figure in a window; nothing where that is not published.
absl::StatusOr<std::optional<Band>> figure(const Ground& ground, Published& published,
                                           const Pilot& pilot, std::uint32_t window) {
  const std::string name = window == 0 ? "" : ground.calendar.name(window);
  if (pilot.criterion == ExitCriterion::kUses) {
    const absl::StatusOr<const ToolsOfWindow*> there = published.tools.in(name);
    if (absl::IsNotFound(there.status()) || absl::IsInvalidArgument(there.status())) {
      return std::optional<Band>();
    }
    if (!there.ok()) return there.status();
    if (window == 0 && (*there)->number < pilot.begins) return std::optional<Band>();
    return std::optional(used(ground, **there, pilot));
  }
  if (window != 0) {
    const absl::StatusOr<std::vector<Moment>> there = published.needs.at(pilot.need, window, name);
    if (!there.ok()) return there.status();
    if (there->empty()) return std::optional<Band>();
    return std::optional(Band{there->front().low, there->front().high});
  }
  const absl::StatusOr<const PublishedPaths::Paths*> paths = published.needs.newest();
  if (!paths.ok()) return paths.status();
  const auto found = (*paths)->find(pilot.need);
  if (found == (*paths)->end() || found->second.empty() ||
      found->second.back().window < pilot.begins) {
    return std::optional<Band>();
  }
  return std::optional(Band{found->second.back().low, found->second.back().high});
}

// Did it show what was written down? Whatever the true counts are, or it cannot be said.
Verdict verdict(const Pilot& pilot, const Band& now) {
  if (pilot.criterion == ExitCriterion::kFalls) {
    return verdict_of({pilot.begins, "", pilot.before_low, pilot.before_high},
                      {pilot.until, "", now.low, now.high}, pilot.value);
  }
  if (now.low >= pilot.value) return Verdict::kKept;
  if (now.high >= pilot.value) return Verdict::kCannotSay;
  return now.low > pilot.before_high ? Verdict::kPartly : Verdict::kNot;
}

absl::StatusOr<object> told(const Ground& ground, Published& published, const Pilot& pilot) {
  array departments;
  for (const std::string& department : pilot.departments) departments.push_back(value(department));
  const catalog::Tool* const tool = ground.catalog.tool_by_id(pilot.tool);
  object row{
      {"number", pilot.number},
      {"need", pilot.need},
      {"tool", pilot.tool},
      {"name", tool == nullptr ? pilot.tool : std::string(tool->name)},
      {"departments", std::move(departments)},
      {"hypothesis", pilot.hypothesis},
      {"criterion", object{{"kind", pilot.criterion == ExitCriterion::kUses ? "uses" : "falls"},
                           {"value", pilot.value}}},
      {"begins", ground.calendar.name(pilot.begins)},
      {"until", ground.calendar.name(pilot.until)},
      {"visible", absl::ToUnixSeconds(window::publication_time(ground.calendar, pilot.until))},
      {"before", ends({pilot.before_low, pilot.before_high})},
      {"now", nullptr},
      {"last", nullptr},
      {"verdict", std::string(verdict_word(Verdict::kToCome))},
      {"at", pilot.at},
      {"by", pilot.by},
      {"prolonged", pilot.prolonged},
      {"outcome", nullptr}};
  const auto now = figure(ground, published, pilot, 0);
  if (!now.ok()) return now.status();
  if (*now) row["now"] = ends(**now);
  const auto last = figure(ground, published, pilot, pilot.until);
  if (!last.ok()) return last.status();
  if (*last) {
    row["last"] = ends(**last);
    row["verdict"] = std::string(verdict_word(verdict(pilot, **last)));
  }
  if (!pilot.outcome.empty()) {
    row["outcome"] = object{{"outcome", pilot.outcome},
                            {"text", pilot.outcome_text},
                            {"at", pilot.outcome_at},
                            {"by", pilot.outcome_by}};
  }
  return row;
}

absl::StatusOr<Outcome> list(const Office& office, const Ground& ground, Published& published) {
  const auto pilots = curation::PilotBook(office.curation.database()).pilots();
  if (!pilots.ok()) return pilots.status();
  array rows;
  for (const Pilot& pilot : *pilots) {
    absl::StatusOr<object> row = told(ground, published, pilot);
    if (!row.ok()) return row.status();
    rows.push_back(*std::move(row));
  }
  const auto departments = office.curation.departments();
  if (!departments.ok()) return departments.status();
  array known;
  for (const policy::Department& one : *departments) {
    known.push_back(object{{"id", one.id}, {"name", one.name}});
  }
  return Outcome{.body = object{{"pilots", std::move(rows)}, {"departments", std::move(known)}}};
}

}  // namespace

void add_pilot_operations(const Office& office, SignedGround& signed_ground,
                          api::Provider& provider) {
  const auto published =
      std::make_shared<Published>(Published{PublishedTools(provider), PublishedPaths(provider)});
  // What changes answers with the whole list, as it is afterwards.
  const auto grounded = [&](std::function<absl::Status(const Ground&, const Call&)> work) {
    return on_ground(office, signed_ground,
                     "no policy is published yet; a pilot is measured by published figures",
                     [&office, published, work = std::move(work)](
                         const Ground& ground, const Call& call) -> absl::StatusOr<Outcome> {
                       if (absl::Status s = work(ground, call); !s.ok()) return s;
                       return list(office, ground, *published);
                     });
  };
  provider.operations["getPilots"] =
      grounded([](const Ground&, const Call&) { return absl::OkStatus(); });
  provider.operations["beginPilot"] =
      grounded([&office, published](const Ground& ground, const Call& call) {
        return begin_pilot(office, ground, *published, call);
      });
  provider.operations["endPilot"] = grounded([&office](const Ground& ground, const Call& call) {
    return end_pilot(office, ground, call);
  });
}

}  // namespace desirepath::workplace
