#include "collector/command/app_names.h"

#include <algorithm>
#include <array>
#include <vector>

#include "proto/catalog/text_blobs.h"

namespace desirepath::command {
namespace {

using catalog::Tool;

constexpr std::string_view kHeading = "name,tool";

// What vendors and lists add to a name and leave out again.
constexpr std::array<std::string_view, 7> kEnds = {"online", "ai",  "cloud", "app",
                                                   "inc",    "com", "suite"};

// The name, what stands before its bracket, and its parts.
std::vector<std::string_view> parts_of(std::string_view name) {
  std::vector<std::string_view> parts = {name};
  constexpr std::string_view kBetween = "&/,()";
  while (!name.empty()) {
    const std::size_t end = std::min(name.find_first_of(kBetween), name.size());
    parts.push_back(name.substr(0, end));
    name.remove_prefix(std::min(end + 1, name.size()));
  }
  return parts;
}

}  // namespace

void for_each_name_elsewhere(
    const std::function<void(std::string_view name, std::string_view id)>& visit) {
  std::string_view text = catalog::names_elsewhere();
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    const std::size_t comma = line.find(',');
    if (line.starts_with('#') || line == kHeading || comma == std::string_view::npos) continue;
    visit(line.substr(0, comma), line.substr(comma + 1));
  }
}

std::string reduced(std::string_view text, bool digits) {
  std::string kept;
  for (const char c : text) {
    if (c >= 'A' && c <= 'Z') kept += static_cast<char>(c - 'A' + 'a');
    if ((c >= 'a' && c <= 'z') || (digits && c >= '0' && c <= '9')) kept += c;
  }
  return kept;
}

ToolNames::ToolNames(const catalog::Catalog& catalog) {
  for (const Tool& tool : catalog.tools()) add(reduced(tool.id, true), tool);
  for_each_name_elsewhere([&](std::string_view name, std::string_view id) {
    if (const Tool* tool = catalog.tool_by_id(id)) add(std::string(name), *tool);
  });
  for (const Tool& tool : catalog.tools()) add(reduced(tool.name, true), tool);
  for (const Tool& tool : catalog.tools()) {
    const std::string vendor = reduced(tool.vendor, true);
    for (const std::string_view part : parts_of(tool.name)) {
      const std::string name = reduced(part, true);
      if (name.size() < 2) continue;
      add(name, tool);
      add(vendor + name, tool);
    }
  }
}

// Who came first keeps the name: an id before a name, a name before a part of another's.
void ToolNames::add(std::string name, const Tool& tool) {
  if (!name.empty()) by_name_.emplace(std::move(name), &tool);
}

const Tool* ToolNames::find(std::string_view name) const {
  const std::string whole = reduced(name, true);
  const auto found = by_name_.find(whole);
  if (found != by_name_.end()) return found->second;
  for (const std::string_view end : kEnds) {
    if (whole.size() < end.size() + 3 || !whole.ends_with(end)) continue;
    const auto shorter = by_name_.find(whole.substr(0, whole.size() - end.size()));
    if (shorter != by_name_.end()) return shorter->second;
  }
  return nullptr;
}

}  // namespace desirepath::command
