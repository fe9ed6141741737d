#include "collector/store/sqlite_status.h"

#include <absl/strings/str_cat.h>
#include <sqlite3.h>

namespace desirepath::store {

absl::Status status_of(int code, const std::string& name, const std::string& message) {
  switch (code & 0xff) {
    case SQLITE_FULL:
      return absl::ResourceExhaustedError(
          absl::StrCat(name, ": disk full: free some space on its file system"));
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return absl::UnavailableError(
          absl::StrCat(name, ": locked by another process: try again when it has finished"));
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return absl::DataLossError(absl::StrCat(name, ": damaged (", message, ")"));
    case SQLITE_CANTOPEN:
      return absl::NotFoundError(
          absl::StrCat(name, ": cannot be opened: check that it exists and may be read"));
    case SQLITE_READONLY:
      return absl::FailedPreconditionError(
          absl::StrCat(name, ": may not be written: check its owner and mode"));
    case SQLITE_IOERR:
      return absl::UnavailableError(absl::StrCat(name, ": ", message, ": check the disk"));
    default:
      return absl::InternalError(absl::StrCat(name, ": ", message));
  }
}

}  // namespace desirepath::store
