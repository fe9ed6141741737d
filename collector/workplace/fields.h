#pragma once

// Reads the members of a request's body and says in a sentence what is wrong with one.
//
// The desks use it on the objects of openapi.yaml. Texts lose the blanks around them; control
// characters are refused, lines may be broken where `text_of` allows it.
//
// Errors: kInvalidArgument: "NAME: what to give".

#include <array>
#include <boost/json/object.hpp>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace desirepath::workplace {

// A member that nobody knows is a misspelt one: nothing is done then.
absl::Status check_members(const boost::json::object& body,
                           std::initializer_list<const char*> known);

struct TextLimits {
  std::size_t least = 1;
  std::size_t most = 200;  // octets
  bool lines = false;
};
absl::StatusOr<std::string> text_of(const boost::json::object& body, std::string_view name,
                                    TextLimits limits = {});
// "words": one line each as en, fi and de, in this order.
absl::StatusOr<std::array<std::string, 3>> words_of(const boost::json::object& body,
                                                    std::size_t most);
// Absent: `otherwise`.
absl::StatusOr<std::int64_t> number_of(const boost::json::object& body, std::string_view name,
                                       std::int64_t least, std::int64_t most,
                                       std::int64_t otherwise);
absl::StatusOr<bool> truth_of(const boost::json::object& body, std::string_view name,
                              bool otherwise);

}  // namespace desirepath::workplace
