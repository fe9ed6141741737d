#pragma once

// `Members` reads the members of one JSON object straight down, and remembers the first that was
// wrong and every one that nobody asked for.
//
// A member that is null counts as left out. Errors: kInvalidArgument "scenario: needs[3].affected
// must be …", the first found. Used by scenario.cc only.

#include <absl/status/status.h>
#include <absl/strings/str_cat.h>

#include <boost/json.hpp>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace desirepath::fleet {

class Members {
 public:
  Members(const boost::json::object& object, std::string where)
      : object_(object), where_(std::move(where)) {}

  [[nodiscard]] bool has(std::string_view key) { return find(key) != nullptr; }
  // A text that must be there; a number counts as its digits.
  std::string text(std::string_view key);
  std::string text_or(std::string_view key, const std::string& otherwise);
  double number(std::string_view key, double low, double high, double otherwise);
  // A whole number.
  std::int64_t count(std::string_view key, std::int64_t low, std::int64_t high,
                     std::int64_t otherwise);
  std::uint64_t seed(std::string_view key, std::uint64_t otherwise);
  std::vector<std::string> texts(std::string_view key);

  template <typename Read>
  void object(std::string_view key, Read read) {
    const boost::json::value* value = find(key);
    if (value == nullptr) return;
    if (!value->is_object()) return fail(key, "must be an object");
    enter(value->get_object(), absl::StrCat(where_, std::string(key), "."), read);
  }

  template <typename Read>
  void objects(std::string_view key, Read read) {
    const boost::json::value* value = find(key);
    if (value == nullptr) return;
    if (!value->is_array()) return fail(key, "must be a list of objects");
    std::size_t index = 0;
    for (const boost::json::value& entry : value->get_array()) {
      if (!entry.is_object()) return fail(key, "must be a list of objects");
      enter(entry.get_object(), absl::StrCat(where_, std::string(key), "[", index++, "]."), read);
    }
  }

  void fail(std::string_view key, const std::string& why);
  [[nodiscard]] const absl::Status& status() const { return status_; }
  // Members that nobody asked for so far, inner objects' first.
  [[nodiscard]] std::vector<std::string> unread() const;

 private:
  const boost::json::value* find(std::string_view key);

  template <typename Read>
  void enter(const boost::json::object& object, const std::string& where, Read read) {
    Members members(object, where);
    read(members);
    if (status_.ok()) status_ = members.status_;
    for (std::string& name : members.unread()) unread_.push_back(std::move(name));
  }

  const boost::json::object& object_;
  std::string where_;
  std::set<std::string, std::less<>> asked_;
  std::vector<std::string> unread_;  // of inner objects
  absl::Status status_;
};

}  // namespace desirepath::fleet
