#pragma once

// `Settings` is what desirepath-session takes from the person's environment: their language and
// where it notes what was told.
//
// Language by LC_ALL, LC_MESSAGES, LANG (English for any other than fi and de); the file in
// $XDG_STATE_HOME, else under $HOME. Errors: kInvalidArgument neither is set. Threads: at the start
// only.

#include <string>

#include "absl/status/statusor.h"
#include "proto/fields/field_register.h"

namespace desirepath::session {

struct Settings {
  fields::Language language = fields::Language::kEnglish;
  std::string seen_file;
};

absl::StatusOr<Settings> read_settings();

}  // namespace desirepath::session
