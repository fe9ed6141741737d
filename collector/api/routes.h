#pragma once

// `routes` is the table of who may do what: every address of the API, its method, its operation and
// the roles.
//
// The entrance asks it before anything else looks at a request, the page gets the operations of a
// person's role from it, and a test compares it with openapi.yaml (`operationId`, `x-roles`). There
// is no second list.
//
// Source: product.md, section 6 (roles). Threads: immutable.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "collector/curation/sight.h"
#include "collector/curation/user.h"

namespace desirepath::api {

using Roles = std::uint8_t;  // a bit for each UserRole

constexpr Roles bit(curation::UserRole role) {
  return static_cast<Roles>(1U << static_cast<unsigned>(role));
}

constexpr Roles kEveryRole = 0x1f;
constexpr Roles kAnybody = 0xff;  // signed in or not

enum Mark : std::uint8_t {
  kPlain = 0,
  kByHand = 1,         // not with an API token
  kFirstSteps = 2,     // also while a one-time password or a missing second factor comes first
  kNoted = 4,          // reading it is written into the audit chain
  kMatched = 8,        // takes If-Match: somebody else may have changed it meanwhile
  kSlow = 16,          // hashes a password or asks a sign-in service: done beside the others
  kWhole = 32,         // concerns everybody: not for a person limited to departments
  kByDepartment = 64,  // tells of departments as they are: not for anybody limited
};

struct Route {
  std::string_view method;
  std::string_view pattern;  // segments; {…} stands for one name
  std::string_view operation;
  Roles roles = 0;
  std::uint8_t marks = kPlain;
};

std::span<const Route> routes();

struct Found {
  const Route* route = nullptr;    // null: not with this method, or no such address
  std::vector<std::string> names;  // what stood for the {…}
  std::string allowed;             // methods of the address; empty: no such address
};

Found find_route(std::string_view method, std::string_view path);

// Whether the request is one of those marked kSlow.
bool takes_long(std::string_view method, const std::string& target);

// "curators and auditors": for the sentence that refuses.
std::string roles_in_words(Roles roles);

// Whether a limit to departments keeps a person from it.
bool is_out_of_sight(const Route& route, const curation::Sight& sight);

// The operations of a role that such a person may do.
std::vector<std::string_view> operations_of(curation::UserRole role, const curation::Sight& sight);

}  // namespace desirepath::api
