#pragma once

// `Person` is who asks, as the entrance found out. A plain value.
//
// `entrance.cc` makes it of what `Access` says; the operations get it with each call.

#include <string>

#include "collector/curation/sight.h"
#include "collector/curation/user.h"

namespace desirepath::api {

struct Person {
  std::string name;
  curation::UserRole role = curation::UserRole::kViewer;
  curation::Sight sight = {};         // how much of the departments it may see
  bool must_change_password = false;  // signed in with a one-time one
  bool second_factor = false;         // has set one up
  bool must_set_up_factor = false;    // the role asks for one, and there is none yet
  bool by_token = false;              // a script, with an API token
  bool reads_only = false;            // its token may change nothing
  std::string csrf;                   // of its session; empty for a token
  std::string session;                // its secret, for what ends the other ones; never shown
  std::int64_t session_ends = 0;      // unix seconds
};

}  // namespace desirepath::api
