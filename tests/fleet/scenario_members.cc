#include "tests/fleet/scenario_members.h"

#include <cmath>
#include <limits>

namespace desirepath::fleet {

namespace json = boost::json;

const json::value* Members::find(std::string_view key) {
  asked_.emplace(key);
  const json::value* value = object_.if_contains(key);
  return value == nullptr || value->is_null() ? nullptr : value;
}

std::string Members::text(std::string_view key) {
  const json::value* value = find(key);
  if (value == nullptr) return fail(key, "is missing, write a text"), std::string();
  if (value->is_int64() || value->is_uint64()) return json::serialize(*value);
  if (!value->is_string() || value->get_string().empty())
    return fail(key, "must be a text"), std::string();
  return std::string(value->get_string());
}

std::string Members::text_or(std::string_view key, const std::string& otherwise) {
  return has(key) ? text(key) : otherwise;
}

double Members::number(std::string_view key, double low, double high, double otherwise) {
  const json::value* value = find(key);
  if (value == nullptr) return otherwise;
  if (!value->is_number()) return fail(key, "must be a number"), otherwise;
  const auto found = value->to_number<double>();
  if (!(found >= low && found <= high)) {
    fail(key, absl::StrCat("must lie between ", low, " and ", high));
    return otherwise;
  }
  return found;
}

std::int64_t Members::count(std::string_view key, std::int64_t low, std::int64_t high,
                            std::int64_t otherwise) {
  const json::value* value = find(key);
  if (value == nullptr) return otherwise;
  if (!value->is_number()) return fail(key, "must be a whole number"), otherwise;
  const auto found = value->to_number<double>();
  if (!(found >= static_cast<double>(low) && found <= static_cast<double>(high))) {
    fail(key, absl::StrCat("must lie between ", low, " and ", high));
    return otherwise;
  }
  if (std::floor(found) != found) return fail(key, "must be a whole number"), otherwise;
  return static_cast<std::int64_t>(found);
}

std::uint64_t Members::seed(std::string_view key, std::uint64_t otherwise) {
  const json::value* value = find(key);
  if (value == nullptr) return otherwise;
  if (value->is_uint64()) return value->get_uint64();
  if (value->is_int64() && value->get_int64() >= 0)
    return static_cast<std::uint64_t>(value->get_int64());
  fail(key, "must be a whole number, 0 or more");
  return otherwise;
}

std::vector<std::string> Members::texts(std::string_view key) {
  std::vector<std::string> found;
  const json::value* value = find(key);
  if (value == nullptr) return found;
  if (!value->is_array()) return fail(key, "must be a list of texts"), found;
  for (const json::value& entry : value->get_array()) {
    if (!entry.is_string()) return fail(key, "must be a list of texts"), found;
    found.emplace_back(entry.get_string());
  }
  return found;
}

void Members::fail(std::string_view key, const std::string& why) {
  if (!status_.ok()) return;
  status_ =
      absl::InvalidArgumentError(absl::StrCat("scenario: ", where_, std::string(key), " ", why));
}

std::vector<std::string> Members::unread() const {
  std::vector<std::string> names = unread_;
  for (const json::key_value_pair& member : object_) {
    if (!asked_.contains(std::string_view(member.key())))
      names.push_back(absl::StrCat(where_, std::string(member.key())));
  }
  return names;
}

}  // namespace desirepath::fleet
