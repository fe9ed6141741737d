#pragma once

// Passwords of the dashboard's users: Argon2id, in libsodium's text form ($argon2id$v=19$m=…$…).
//
// The collector's curation store keeps the text. Limits: 64 MiB and 2 passes, ≈ 0.1 s a check, so
// that whoever steals the file pays for each guess; the caller limits how many checks run at once.

#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace desirepath::seal {

// kResourceExhausted when 64 MiB cannot be had.
absl::StatusOr<std::string> hash_password(std::string_view password);
bool check_password(std::string_view password, const std::string& stored);

}  // namespace desirepath::seal
