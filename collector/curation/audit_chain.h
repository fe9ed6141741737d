#pragma once

// `AuditChain` is who did what, each entry chained to the one before by its hash: rows of
// curation.db that are only ever added.
//
// The desks of the workplace and the commands append to it in the transaction of the change itself;
// the auditor's page, `audit export` and `verify` read it. No entry says anything about a device:
// devices are not known here.
//
// The hash of an entry is BLAKE2b-256 of the hash before (32 octets, zeros for the first) and of
// the texts number, at (unix seconds), by, action, subject and detail (JSON), each with its length
// in front as 8 octets, little end first. So an export can be checked without this program. A
// changed, removed, inserted or moved entry breaks the chain; entries cut off its end are missed by
// the head, a row of its own, and, should that be forged too, by a head that somebody noted
// elsewhere.
//
// Limits: texts over 4 KiB are refused. Errors: kDataLoss: the chain is broken, and where;
// kInvalidArgument: too long; those of store::Database.

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "collector/store/database.h"
#include "proto/seal/octets.h"

namespace desirepath::curation {

struct AuditEntry {
  std::string by;      // the person's name here, or "command line"
  std::string action;  // a code: "sign-in", "standing-decided"
  std::string subject;
  std::string detail = "{}";  // JSON
  absl::Time at = absl::UnixEpoch();
  std::int64_t number = 0;  // from 1, given by the chain
  seal::Key previous{};
  seal::Key hash{};
};

// The newest entry; number 0 and zeros for an empty chain.
struct AuditHead {
  std::int64_t number = 0;
  seal::Key hash{};
};

// "17:0a1b…", to be noted elsewhere; parse gives kInvalidArgument.
std::string head_text(const AuditHead& head);
absl::StatusOr<AuditHead> parse_head(const std::string& text);

// One line of JSON with every member and both hashes in hexadecimal.
std::string json_line(const AuditEntry& entry);

class AuditChain {
 public:
  // `database` must outlive it.
  explicit AuditChain(store::Database& database) : database_(database) {}

  absl::Status append(AuditEntry entry);
  // Recomputes everything. `noted`: a head from elsewhere that must still be in the chain.
  absl::StatusOr<AuditHead> verify(const AuditHead& noted = {});
  // Newest first, below `before` (0: from the newest).
  absl::StatusOr<std::vector<AuditEntry>> newest(std::int64_t before, std::int64_t most);
  // Oldest first, above `after`.
  absl::StatusOr<std::vector<AuditEntry>> after(std::int64_t after, std::int64_t most);

 private:
  absl::StatusOr<AuditHead> head();
  absl::StatusOr<std::vector<AuditEntry>> read(const char* rest, std::int64_t bound,
                                               std::int64_t most);

  store::Database& database_;
};

}  // namespace desirepath::curation
