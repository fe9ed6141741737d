#include "proto/catalog/catalog.h"

#include <algorithm>

namespace desirepath::catalog {
namespace {

// Numbers begin at 1 and are never used again: where none is missing a row stands at its own.
template <typename Row>
const Row* find_number(const std::vector<Row>& rows, std::uint32_t number) {
  const std::size_t place = std::size_t{number} - 1;
  if (place < rows.size() && rows[place].number == number) return &rows[place];
  const auto found = std::ranges::lower_bound(rows, number, {}, &Row::number);
  return found != rows.end() && found->number == number ? &*found : nullptr;
}

}  // namespace

const Need* Catalog::need(std::uint32_t number) const { return find_number(needs_, number); }

const Tool* Catalog::tool(std::uint32_t number) const { return find_number(tools_, number); }

const Need* Catalog::need_by_id(std::string_view id) const {
  const auto found = std::ranges::find(needs_, id, &Need::id);
  return found != needs_.end() ? &*found : nullptr;
}

const Tool* Catalog::tool_by_id(std::string_view id) const {
  const auto id_of = [this](std::uint32_t index) { return tools_[index].id; };
  const auto found = std::ranges::lower_bound(tools_by_id_, id, {}, id_of);
  return found != tools_by_id_.end() && id_of(*found) == id ? &tools_[*found] : nullptr;
}

std::vector<std::uint32_t> Catalog::other_needs(std::uint32_t tool) const {
  std::vector<std::uint32_t> numbers;
  for (const Relation& relation : other_needs_) {
    if (relation.tool == tool) numbers.push_back(relation.other);
  }
  return numbers;
}

std::vector<std::uint32_t> Catalog::neighbours(std::uint32_t tool) const {
  std::vector<std::uint32_t> numbers;
  for (const Relation& relation : neighbours_) {
    if (relation.tool == tool) numbers.push_back(relation.other);
    if (relation.other == tool) numbers.push_back(relation.tool);
  }
  return numbers;
}

RiskFacts Catalog::risk(std::uint32_t tool) const {
  RiskFacts facts;
  for (std::size_t i = 0; i < facts.size(); ++i) {
    facts.at(i).subject = static_cast<RiskSubject>(i);
  }
  for (const ToolRisk& risk : risks_) {
    if (risk.tool == tool) facts.at(static_cast<std::size_t>(risk.fact.subject)) = risk.fact;
  }
  return facts;
}

std::size_t Catalog::resident_bytes() const {
  return arena_bytes_ + needs_.capacity() * sizeof(Need) + tools_.capacity() * sizeof(Tool) +
         tool_keys_.capacity() * sizeof(ToolKey) + label_rules_.resident_bytes() +
         tools_by_id_.capacity() * sizeof(std::uint32_t) + hosts_.capacity() * sizeof(HostRow) +
         words_.capacity() * sizeof(std::string_view) +
         (other_needs_.capacity() + neighbours_.capacity()) * sizeof(Relation) +
         risks_.capacity() * sizeof(ToolRisk);
}

}  // namespace desirepath::catalog
