#include "tests/fleet/scenario.h"

#include <absl/strings/str_cat.h>

#include <array>
#include <boost/json.hpp>
#include <numeric>
#include <utility>

namespace desirepath::fleet {
namespace {

namespace json = boost::json;

constexpr std::array<std::pair<std::string_view, Cause>, 6> kCauses{
    {{"absent", Cause::kAbsent},
     {"unknown", Cause::kUnknown},
     {"unfit", Cause::kUnfit},
     {"inaccessible", Cause::kInaccessible},
     {"unconnected", Cause::kUnconnected},
     {"outside_pull", Cause::kOutsidePull}}};

// Reads members of one object and remembers the first that was wrong, so that a reader reads
// straight down.
class Members {
 public:
  Members(const json::object& object, std::string where)
      : object_(object), where_(std::move(where)) {}

  std::string text(std::string_view key) {
    const json::value* value = object_.if_contains(key);
    if (value == nullptr || !value->is_string())
      return fail(std::string(key), "must be a text"), std::string();
    return std::string(value->get_string());
  }

  double number(std::string_view key, double low, double high, double otherwise) {
    const json::value* value = object_.if_contains(key);
    if (value == nullptr) return otherwise;
    if (!value->is_number()) return fail(std::string(key), "must be a number"), otherwise;
    const double found = value->to_number<double>();
    if (found < low || found > high)
      fail(std::string(key), absl::StrCat("must lie between ", low, " and ", high));
    return found;
  }

  std::vector<std::string> texts(std::string_view key) {
    std::vector<std::string> found;
    const json::value* value = object_.if_contains(key);
    if (value == nullptr) return found;
    if (!value->is_array()) return fail(std::string(key), "must be a list of texts"), found;
    for (const json::value& entry : value->get_array()) {
      if (!entry.is_string()) return fail(std::string(key), "must be a list of texts"), found;
      found.emplace_back(entry.get_string());
    }
    return found;
  }

  template <typename Read>
  void objects(std::string_view key, Read read) {
    const json::value* value = object_.if_contains(key);
    if (value == nullptr) return;
    if (!value->is_array()) return fail(std::string(key), "must be a list of objects");
    std::size_t index = 0;
    for (const json::value& entry : value->get_array()) {
      if (!entry.is_object()) return fail(std::string(key), "must be a list of objects");
      Members members(entry.get_object(),
                      absl::StrCat(where_, std::string(key), "[", index++, "]."));
      read(members);
      if (status_.ok()) status_ = members.status_;
    }
  }

  void fail(const std::string& key, const std::string& why) {
    if (status_.ok())
      status_ = absl::InvalidArgumentError(absl::StrCat("scenario: ", where_, key, " ", why));
  }

  [[nodiscard]] const absl::Status& status() const { return status_; }

 private:
  const json::object& object_;
  std::string where_;
  absl::Status status_;
};

Cause cause_of(Members& members) {
  const std::string name = members.text("cause");
  for (const auto& [known, cause] : kCauses) {
    if (name == known) return cause;
  }
  members.fail("cause",
               "must be absent, unknown, unfit, inaccessible, unconnected or outside_pull");
  return Cause::kAbsent;
}

PlantedNeed planted_need(Members& members) {
  PlantedNeed need;
  need.id = members.text("id");
  need.need = members.text("need");
  need.cause = cause_of(members);
  need.affected = static_cast<std::uint32_t>(members.number("affected", 0, 1e7, 0));
  need.activity = members.number("activity", 0, 1, 0.8);
  need.tools = members.texts("tools");
  need.onset_week = static_cast<std::int32_t>(members.number("onset_week", -1000, 1000, 0));
  need.departments = members.texts("departments");
  if (need.tools.empty()) members.fail("tools", "must name at least one tool");
  return need;
}

}  // namespace

absl::StatusOr<Scenario> parse_scenario(std::string_view text) {
  boost::system::error_code error;
  const json::value root = json::parse(text, error);
  if (error || !root.is_object()) {
    return absl::InvalidArgumentError(
        absl::StrCat("scenario: not a JSON object: ", error.message()));
  }
  Members members(root.get_object(), "");
  Scenario scenario;
  scenario.seed = static_cast<std::uint64_t>(members.number("seed", 0, 9e15, 1));
  scenario.weeks = static_cast<std::uint32_t>(members.number("weeks", 1, 1000, 12));
  scenario.k = static_cast<std::uint32_t>(members.number("k", 1, 1000, 10));
  if (root.get_object().contains("profile")) scenario.profile = members.text("profile");
  members.objects("departments", [&](Members& entry) {
    scenario.departments.push_back(
        {entry.text("name"), static_cast<std::uint32_t>(entry.number("devices", 0, 1e7, 0))});
  });
  if (const json::value* uptime = root.get_object().if_contains("uptime");
      uptime != nullptr && uptime->is_object()) {
    Members shares(uptime->get_object(), "uptime.");
    scenario.uptime = {shares.number("office", 0, 1, 1), shares.number("part_time", 0, 1, 0),
                       shares.number("shift", 0, 1, 0)};
    if (!shares.status().ok()) return shares.status();
  }
  members.objects("offered", [&](Members& entry) {
    scenario.offered.push_back(
        {entry.text("need"), entry.text("tool"), entry.texts("departments")});
  });
  members.objects("needs", [&](Members& entry) { scenario.needs.push_back(planted_need(entry)); });

  const std::uint32_t sum =
      std::accumulate(scenario.departments.begin(), scenario.departments.end(), 0U,
                      [](std::uint32_t all, const auto& one) { return all + one.devices; });
  scenario.devices = static_cast<std::uint32_t>(members.number("devices", 1, 1e7, sum));
  if (scenario.departments.empty())
    scenario.departments.push_back({"Everyone", scenario.devices});
  else if (scenario.devices != sum)
    members.fail("devices", absl::StrCat("must be the sum of the departments, ", sum));
  if (!members.status().ok()) return members.status();
  return scenario;
}

std::string_view cause_name(Cause cause) {
  for (const auto& [name, known] : kCauses) {
    if (known == cause) return name;
  }
  return "";
}

}  // namespace desirepath::fleet
