#include "collector/workplace/block_effect_desk.h"

#include <algorithm>
#include <array>
#include <boost/json/array.hpp>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "collector/workplace/published_tools.h"
#include "proto/policy/standing.h"
#include "proto/window/publication_time.h"

namespace desirepath::workplace {
namespace {

using api::Call;
using api::Outcome;
using boost::json::array;
using boost::json::object;
using boost::json::value;
using curation::StandingDecision;

constexpr std::array<std::uint32_t, 3> kLooks = {2, 6, 12};  // windows into the decision

bool forbids(const curation::ScopedStanding& scoped) {
  return scoped.standing == policy::Standing::kRestricted ||
         scoped.standing == policy::Standing::kBlocked;
}

// What a decision says first of those it takes the tool away from: everybody, where it does so.
const curation::ScopedStanding& told_of(const StandingDecision& block) {
  const curation::ScopedStanding* found = nullptr;
  for (const curation::ScopedStanding& scoped : block.scopes) {
    const bool wider = found == nullptr || scoped.department == policy::kOrganisation;
    if (forbids(scoped) && wider) found = &scoped;
  }
  return *found;
}

bool is_for_everyone(const StandingDecision& block) {
  return told_of(block).department == policy::kOrganisation;
}

// The newest decision that takes the tool away from somebody; a later one that gives it back ends
// the watch. Blocked after restricted is the same story, but not for everybody after for a
// department: the figures are the organisation's.
std::optional<StandingDecision> block_of(const std::vector<StandingDecision>& history,
                                         std::uint32_t tool) {
  std::optional<StandingDecision> found;
  for (const StandingDecision& decision : history) {
    if (decision.tool != tool) continue;
    const bool now = std::any_of(decision.scopes.begin(), decision.scopes.end(), forbids);
    if (!now) {
      found.reset();
    } else if (!found || (is_for_everyone(decision) && !is_for_everyone(*found))) {
      found = decision;
    }
  }
  return found;
}

object ends(const Band& band) { return {{"low", band.low}, {"high", band.high}}; }

object movement(const Band& before, const Band& after) {
  const Band by = change(before, after);
  return {{"before", ends(before)},
          {"after", ends(after)},
          {"change", ends(by)},
          {"said", std::string(direction_word(direction(by)))}};
}

Band devices_of(const Ground& ground, const ToolsOfWindow& window, const std::string& id) {
  const catalog::Tool* const tool = ground.catalog.tool_by_id(id);
  return window.devices(
      id, tool != nullptr && offered_to_everyone(ground, tool->number, window.number));
}

// Every other tool of the need that is published in one of the two windows; surely grown first.
array others(const Ground& ground, const ToolsOfWindow& before, const ToolsOfWindow& after,
             const catalog::Tool& tool) {
  const catalog::Need* const need = ground.catalog.need(tool.need);
  std::map<std::string, const PublishedTool*> all;
  for (const ToolsOfWindow* window : {&before, &after}) {
    for (const auto& [id, one] : window->tools) {
      if (need != nullptr && one.need == need->id && id != tool.id) all[id] = &one;
    }
  }
  std::vector<std::pair<Band, object>> rows;
  for (const auto& [id, one] : all) {
    const Band was = devices_of(ground, before, id);
    const Band is = devices_of(ground, after, id);
    object row = movement(was, is);
    row["tool"] = id;
    row["name"] = one->name;
    row["standing"] = one->standing;
    rows.emplace_back(change(was, is), std::move(row));
  }
  std::stable_sort(rows.begin(), rows.end(), [](const auto& left, const auto& right) {
    const bool left_grew = left.first.low > 0;
    const bool right_grew = right.first.low > 0;
    if (left_grew != right_grew) return left_grew;
    return left.first.low + left.first.high > right.first.low + right.first.high;
  });
  array sorted;
  for (auto& [by, row] : rows) sorted.push_back(std::move(row));
  return sorted;
}

absl::StatusOr<object> look(const Ground& ground, PublishedTools& published,
                            const ToolsOfWindow& before, const catalog::Tool& tool,
                            std::uint32_t first, std::uint32_t after) {
  const std::uint32_t window = first + after - 1;
  object row{{"after", after},
             {"window", ground.calendar.name(window)},
             {"visible", absl::ToUnixSeconds(window::publication_time(ground.calendar, window))},
             {"tool", nullptr},
             {"others", array()}};
  const absl::StatusOr<const ToolsOfWindow*> there = published.in(ground.calendar.name(window));
  if (absl::IsNotFound(there.status()) || absl::IsInvalidArgument(there.status())) return row;
  if (!there.ok()) return there.status();
  const std::string id(tool.id);
  row["tool"] = movement(devices_of(ground, before, id), devices_of(ground, **there, id));
  row["others"] = others(ground, before, **there, tool);
  return row;
}

absl::StatusOr<Outcome> tell(const Office& office, const Ground& ground, PublishedTools& published,
                             const catalog::Tool& tool) {
  object body{{"tool", std::string(tool.id)},
              {"decision", nullptr},
              {"before", nullptr},
              {"looks", array()}};
  const auto history = office.curation.history();
  if (!history.ok()) return history.status();
  const std::optional<StandingDecision> block = block_of(*history, tool.number);
  if (!block || block->effective_window < 2) return Outcome{.body = std::move(body)};
  const curation::ScopedStanding& scoped = told_of(*block);
  const bool everyone = scoped.department == policy::kOrganisation;
  body["decision"] = object{{"standing", std::string(policy::standing_word(scoped.standing))},
                            {"window", ground.calendar.name(block->effective_window)},
                            {"at", block->decided},
                            {"by", block->by},
                            {"everyone", everyone}};
  const std::string window = ground.calendar.name(block->effective_window - 1);
  const absl::StatusOr<const ToolsOfWindow*> there = published.in(window);
  if (absl::IsNotFound(there.status()) || absl::IsInvalidArgument(there.status())) {
    return Outcome{.body = std::move(body)};  // nothing to compare with was published
  }
  if (!there.ok()) return there.status();
  const ToolsOfWindow before = **there;
  body["before"] = object{{"window", window},
                          {"devices", ends(devices_of(ground, before, std::string(tool.id)))}};
  for (const std::uint32_t after : kLooks) {
    absl::StatusOr<object> row =
        look(ground, published, before, tool, block->effective_window, after);
    if (!row.ok()) return row.status();
    body["looks"].as_array().push_back(*std::move(row));
  }
  return Outcome{.body = std::move(body)};
}

}  // namespace

void add_block_effect_operations(const Office& office, SignedGround& signed_ground,
                                 api::Provider& provider) {
  const auto published = std::make_shared<PublishedTools>(provider);
  provider.operations["getBlockEffect"] = on_ground(
      office, signed_ground, "no policy is published yet, so nothing was decided",
      [&office, published](const Ground& ground, const Call& call) -> absl::StatusOr<Outcome> {
        const catalog::Tool* const tool = ground.catalog.tool_by_id(call.names[0]);
        if (tool == nullptr) {
          return absl::NotFoundError("no tool of this id is in the catalog in force");
        }
        return tell(office, ground, *published, *tool);
      });
}

}  // namespace desirepath::workplace
