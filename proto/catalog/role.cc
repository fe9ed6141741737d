#include "proto/catalog/role.h"

#include <array>

namespace desirepath::catalog {

std::string_view name(Role role) {
  static constexpr std::array<std::string_view, kRoleCount> kNames = {
      "", "app", "api", "login", "cdn", "upload", "viewer", "embedded", "telemetry", "marketing"};
  return kNames.at(static_cast<std::size_t>(role));
}

}  // namespace desirepath::catalog
