#include "agent/match/tool_contacts.h"

#include <algorithm>

namespace desirepath::match {
namespace {

// The last two labels of a suffix.
std::string_view domain_of(std::string_view suffix) {
  const std::size_t last = suffix.rfind('.');
  const std::size_t before = last == 0 ? std::string_view::npos : suffix.rfind('.', last - 1);
  return before == std::string_view::npos ? suffix : suffix.substr(before + 1);
}

}  // namespace

ToolContacts::Tool ToolContacts::tool_of(const Match& match) const {
  return {.tool = match.tool,
          .role = match.role,
          .evidence = match.evidence,
          .domain = domain_of(catalog_.suffix(*match.row)),
          .bytes_up = 0,
          .bytes_down = 0};
}

bool ToolContacts::same_owner(const Tool& a, const Tool& b) const {
  return a.domain == b.domain && catalog_.tool(a.tool)->vendor == catalog_.tool(b.tool)->vendor;
}

// What was asked for in a slot that nobody finished is forgotten: late is better dropped than put
// in a wrong slot.
void ToolContacts::enter_slot(std::int32_t day, std::uint32_t slot) {
  if (day == day_ && slot == slot_) return;
  day_ = day;
  slot_ = slot;
  asked_.clear();
  connected_.clear();
}

std::optional<Contact> ToolContacts::on_activity(std::string_view name, std::int32_t day,
                                                 std::uint32_t slot, std::uint64_t bytes_up,
                                                 std::uint64_t bytes_down) {
  const Match match = matcher_.match(name);
  if (match.kind != Kind::kTool) return std::nullopt;
  ++counts_.matched;
  enter_slot(day, slot);
  const auto same = [&match](const Tool& tool) {
    return tool.tool == match.tool && tool.role == match.role;
  };
  auto known = std::ranges::find_if(connected_, same);
  if (known == connected_.end() && connected_.size() < kMaximumAsked) {
    known = connected_.insert(connected_.end(), tool_of(match));
  }
  if (known != connected_.end()) {
    known->bytes_up += bytes_up;
    known->bytes_down += bytes_down;
  }
  return Contact{.tool = match.tool,
                 .role = match.role,
                 .day = day,
                 .slot = slot,
                 .bytes_up = bytes_up,
                 .bytes_down = bytes_down,
                 .evidence = match.evidence};
}

void ToolContacts::on_question(std::string_view name, std::int32_t day, std::uint32_t slot) {
  const Match match = matcher_.match(name);
  if (match.kind != Kind::kTool || !catalog::counts_as_use(match.role)) return;
  enter_slot(day, slot);
  if (std::ranges::find(asked_, match.tool, &Tool::tool) != asked_.end()) return;
  if (asked_.size() == kMaximumAsked) {
    ++counts_.dropped;
    return;
  }
  asked_.push_back(tool_of(match));
}

std::vector<Contact> ToolContacts::finish_slot() {
  std::vector<Contact> contacts;
  std::erase_if(asked_, [this](const Tool& asked) {
    return std::ranges::find(connected_, asked.tool, &Tool::tool) != connected_.end();
  });
  for (const Tool& asked : asked_) {
    std::uint64_t up = 0;
    std::uint64_t down = 0;
    for (const Tool& connection : connected_) {
      if (!catalog::counts_as_use(connection.role) || !same_owner(asked, connection)) continue;
      up += connection.bytes_up;
      down += connection.bytes_down;
    }
    if (up == 0) continue;
    const auto sharers =
        static_cast<std::uint64_t>(1 + std::ranges::count_if(asked_, [&](const Tool& other) {
                                     return same_owner(asked, other);
                                   }));
    contacts.push_back({.tool = asked.tool,
                        .role = asked.role,
                        .day = day_,
                        .slot = slot_,
                        .bytes_up = up / sharers,
                        .bytes_down = down / sharers,
                        .evidence = asked.evidence});
  }
  counts_.shared += contacts.size();
  asked_.clear();
  connected_.clear();
  return contacts;
}

}  // namespace desirepath::match
