#pragma once

// `status_of`: what an error of SQLite means for the reader, with the mend.
//
// `code` is a result code, extended or not (https://sqlite.org/rescode.html); `name` the file as
// the reader knows it; `message` what SQLite says of it. The kinds are those that database.h
// lists. Used in this folder only.

#include <absl/status/status.h>

#include <string>

namespace desirepath::store {

absl::Status status_of(int code, const std::string& name, const std::string& message);

}  // namespace desirepath::store
