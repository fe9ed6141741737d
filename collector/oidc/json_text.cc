#include "collector/oidc/json_text.h"

#include <boost/json/parse.hpp>
#include <utility>

namespace desirepath::oidc {

std::optional<boost::json::object> json_object(std::string_view text) {
  boost::json::parse_options options;
  options.max_depth = 16;
  boost::system::error_code failure;
  boost::json::value value = boost::json::parse({text.data(), text.size()}, failure, {}, options);
  if (failure || !value.is_object()) return std::nullopt;
  return std::move(value.get_object());
}

std::string member_text(const boost::json::object& object, std::string_view name) {
  const boost::json::value* const value = object.if_contains({name.data(), name.size()});
  return value != nullptr && value->is_string() ? std::string(value->get_string()) : std::string();
}

}  // namespace desirepath::oidc
