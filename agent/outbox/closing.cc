#include "agent/outbox/closing.h"

#include <algorithm>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "agent/facts/department.h"
#include "agent/facts/facts.h"
#include "agent/facts/first_light.h"

namespace desirepath::outbox {
namespace {

// Windows that an agent may have been without the gate, whose key log reaches at least two ahead.
constexpr std::uint32_t kLongestSilence = 8;

// The policy the window's facts bear; null: filler only.
const policy::Policy* policy_of(const Occasion& occasion, std::uint32_t window) {
  if (!occasion.valid || occasion.bundle.withdrawn || occasion.bundle.retired) return nullptr;
  const policy::SignedPolicy* in_force = policy::policy_in_force(
      occasion.bundle, occasion.first_seen, occasion.calendar.begin(window));
  // A lab plays windows that ended before its policy was signed.
  if (in_force == nullptr && occasion.calendar.lab()) {
    in_force = policy::policy_in_force(occasion.bundle, occasion.first_seen, occasion.now);
  }
  return in_force == nullptr ? nullptr : &in_force->policy;
}

std::vector<std::uint32_t> accounts_of(const diary::Snapshot& snapshot, diary::DayRange days) {
  std::set<std::uint32_t> accounts;
  for (const diary::DayNote& note : snapshot.notes) {
    if (note.day >= days.first && note.day <= days.last)
      accounts.insert(note.accounts.begin(), note.accounts.end());
  }
  return {accounts.begin(), accounts.end()};
}

Closing close_one(const Occasion& occasion, std::uint32_t window, diary::Snapshot snapshot,
                  const std::vector<std::uint32_t>& vetoed_tools) {
  Closing closing;
  closing.window = window;
  closing.now = occasion.now;
  closing.lab = occasion.calendar.lab();
  const diary::DayRange days{occasion.calendar.first_day(window),
                             occasion.calendar.last_day(window)};
  closing.accounts = accounts_of(snapshot, days);
  const policy::Policy* const policy = policy_of(occasion, window);
  if (policy == nullptr) return closing;
  std::erase_if(snapshot.tools, [&](const diary::ToolDays& tool) {
    return std::binary_search(vetoed_tools.begin(), vetoed_tools.end(), tool.tool);
  });
  const std::optional<policy::FirstLight>& light = occasion.calendar.first_light();
  if (light && window > light->window) {
    facts::begin_grid(occasion.calendar.first_day(light->window + 1), snapshot);
  }
  const catalog::Catalog& catalog = occasion.catalog;
  const facts::Inputs inputs{
      .diary = snapshot,
      .policy = *policy,
      .standings = occasion.bundle.standings,
      .pairs = occasion.bundle.pairs,
      .need_of =
          [&catalog](std::uint32_t tool) {
            const catalog::Tool* const known = catalog.tool(tool);
            return known == nullptr ? 0 : known->need;
          },
      .department = facts::department_number(*policy, occasion.department),
      .window = window,
      .days_per_window = occasion.calendar.days_per_window(),
      .without_agent = occasion.without_agent,
      .days = days,
  };
  if (!occasion.calendar.is_first_light(window)) {
    closing.facts = facts::make_facts(inputs);
  } else if (occasion.calendar.day_at(occasion.first_light_seen) < light->first_day) {
    closing.facts = facts::first_light_facts(inputs, *light);
  }
  return closing;
}

}  // namespace

bool plausible(const window::Calendar& calendar, const policy::Bundle& bundle, absl::Time now) {
  return bundle.keys.empty() ||
         calendar.window_at(now) <= bundle.keys.back().window + kLongestSilence;
}

absl::StatusOr<int> close_windows(const Occasion& occasion, diary::Diary& diary, Outbox& outbox) {
  if (absl::Status status = outbox.keep_uptime(); !status.ok()) return status;
  const std::uint32_t ended = occasion.calendar.ended_at(occasion.now);
  if (ended == 0 || (outbox.last_closed() && *outbox.last_closed() >= ended)) return 0;
  // Frames of a window without a sealing key could not leave; and one so far ahead is not believed.
  const auto& keys = occasion.bundle.keys;
  if (keys.empty() || keys.back().window < ended) return 0;
  if (absl::Status status = diary.flush(); !status.ok()) return status;
  diary::Snapshot snapshot = diary.snapshot();
  // A fresh agent knows nothing of a window that ended before it began, and neither does the gate.
  // One that has closed windows goes on doing so, whatever became of its diary: whoever opts out is
  // silent in words only.
  const bool began_before =
      snapshot.began_day >= 0 && occasion.calendar.window_of_day(snapshot.began_day) <= ended;
  const bool goes_on = outbox.last_closed().has_value() || began_before;
  const std::uint32_t missed = goes_on ? ended - std::min(ended, 1U) : ended;
  if (absl::Status status = outbox.skip_to(missed); !status.ok()) return status;
  if (!goes_on) return 0;
  absl::Status status =
      outbox.close_window(close_one(occasion, ended, std::move(snapshot), outbox.vetoed_tools()));
  if (!status.ok()) return status;
  return 1;
}

facts::Names names_of(const window::Calendar& calendar, const policy::Policy& policy,
                      const catalog::Catalog& catalog, fields::Language language) {
  facts::Names names;
  names.language = language;
  names.tool = [&catalog](std::uint32_t number) {
    const catalog::Tool* const tool = catalog.tool(number);
    return tool == nullptr ? absl::StrCat("tool ", number) : std::string(tool->name);
  };
  names.need = [&catalog, language](std::uint32_t number) {
    const catalog::Need* const need = catalog.need(number);
    return need == nullptr ? absl::StrCat("need ", number)
                           : fields::need_name(language, need->id, need->name);
  };
  names.department = [&policy](std::uint32_t number) {
    for (const policy::Department& department : policy.departments) {
      if (department.number == number) return department.name;
    }
    return policy.organisation.empty() ? std::string("the organisation") : policy.organisation;
  };
  names.window = [&calendar, language](std::uint32_t window) {
    const char* const pattern = calendar.is_first_light(window) ? "window.first-light"
                                : calendar.lab()                ? "window.lab"
                                                                : "window.week";
    return fields::filled(fields::text(language, pattern), {{"name", calendar.name(window)}});
  };
  return names;
}

}  // namespace desirepath::outbox
