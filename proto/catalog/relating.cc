#include <algorithm>
#include <string>
#include <tuple>
#include <vector>

#include "proto/catalog/unpacking.h"

namespace desirepath::catalog {
namespace {

// The first two neighbours in `rows` with the same `key`, if any: what should be unique stands
// twice.
template <typename Rows, typename Key>
auto repeated(const Rows& rows, Key key) {
  return std::ranges::adjacent_find(rows, {}, key);
}

}  // namespace

absl::Status Unpacking::sort_and_relate() {
  std::vector<Need>& needs = catalog_.needs_;
  std::vector<Tool>& tools = catalog_.tools_;
  std::ranges::sort(needs, {}, &Need::id);
  if (const auto twice = repeated(needs, &Need::id); twice != needs.end()) {
    return refused({"need '", twice->id, "' stands twice; remove one"});
  }
  for (const Name& name : main_needs_) {
    const Need* need = catalog_.need_by_id(name.id);
    if (need == nullptr) {
      return refused({"tool '", tools[name.tool].id, "' names the need '", name.id,
                      "', which is not in needs.textproto"});
    }
    tools[name.tool].need = need->number;
  }
  std::ranges::sort(needs, {}, &Need::number);
  if (const auto twice = repeated(needs, &Need::number); twice != needs.end()) {
    return refused(
        {"need '", twice->id, "' has the number of another need; numbers are never reused"});
  }

  // Rows name their tool by index in reading order; afterwards by index in the order of numbers.
  std::vector<std::uint32_t> order(tools.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
  std::ranges::sort(order, {}, [&tools](std::uint32_t i) { return tools[i].number; });
  std::vector<std::uint32_t> place(tools.size());
  std::vector<Tool> sorted;
  sorted.reserve(tools.size());
  for (const std::uint32_t index : order) {
    place[index] = static_cast<std::uint32_t>(sorted.size());
    sorted.push_back(tools[index]);
  }
  for (HostRow& row : catalog_.hosts_) {
    if (row.owner == Owner::kTool) row.subject = place[row.subject];
  }
  tools = std::move(sorted);
  if (const auto twice = repeated(tools, &Tool::number); twice != tools.end()) {
    return refused({"tool '", twice->id, "' has the number ", std::to_string(twice->number),
                    " of another tool; numbers are never reused"});
  }
  catalog_.tool_keys_.reserve(tools.size());
  for (const Tool& tool : tools) catalog_.tool_keys_.push_back({tool.number, tool.need});
  std::vector<std::uint32_t>& by_id = catalog_.tools_by_id_;
  by_id.resize(tools.size());
  for (std::uint32_t i = 0; i < by_id.size(); ++i) by_id[i] = i;
  const auto id_of = [&tools](std::uint32_t i) { return tools[i].id; };
  std::ranges::sort(by_id, {}, id_of);
  if (const auto twice = repeated(by_id, id_of); twice != by_id.end()) {
    return refused({"tool '", id_of(*twice), "' stands twice; remove one"});
  }
  for (const Name& name : other_needs_) {
    const Need* need = catalog_.need_by_id(name.id);
    const Tool& tool = tools[place[name.tool]];
    if (need == nullptr)
      return refused({"tool '", tool.id, "' names the need '", name.id, "', which does not exist"});
    catalog_.other_needs_.push_back({tool.number, need->number});
  }
  for (const Name& name : neighbours_) {
    const Tool* other = catalog_.tool_by_id(name.id);
    const Tool& tool = tools[place[name.tool]];
    if (other == nullptr)
      return refused(
          {"tool '", tool.id, "' names its neighbour '", name.id, "', which does not exist"});
    catalog_.neighbours_.push_back({tool.number, other->number});
  }
  return absl::OkStatus();
}

absl::Status Unpacking::sort_hosts() {
  std::vector<HostRow>& hosts = catalog_.hosts_;
  const auto key = [this](const HostRow& row) {
    return std::tuple(catalog_.suffix(row), row.form, catalog_.label_ending(row));
  };
  std::ranges::sort(hosts, {}, key);
  if (const auto twice = std::ranges::adjacent_find(hosts, {}, key); twice != hosts.end()) {
    return refused(
        {"host '", catalog_.suffix(*twice), "' stands twice; a name belongs to one entry only"});
  }
  for (std::size_t i = 0; i + 1 < hosts.size(); ++i) {
    hosts[i].last = catalog_.suffix(hosts[i]) != catalog_.suffix(hosts[i + 1]);
  }
  hosts.shrink_to_fit();
  return absl::OkStatus();
}

absl::StatusOr<Catalog> Catalog::unpack(std::string_view packed) {
  return Unpacking(packed).finish();
}

}  // namespace desirepath::catalog
