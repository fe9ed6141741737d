#pragma once

// Members of a JSON object, read leniently: what is absent or of another kind is empty.
//
// For texts made from answers of the agent, which may be of another version. Used in this folder.

#include <boost/json/object.hpp>
#include <boost/json/string_view.hpp>
#include <cstdint>
#include <string>
#include <string_view>

namespace desirepath::console {

inline boost::json::string_view view(std::string_view text) { return {text.data(), text.size()}; }

inline std::string text_of(const boost::json::object& object, const char* name) {
  const boost::json::value* value = object.if_contains(name);
  return value != nullptr && value->is_string() ? std::string(value->get_string()) : std::string();
}

inline std::int64_t number_of(const boost::json::object& object, const char* name) {
  const boost::json::value* value = object.if_contains(name);
  return value != nullptr && value->is_int64() ? value->get_int64() : 0;
}

}  // namespace desirepath::console
