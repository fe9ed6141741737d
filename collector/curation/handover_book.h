#pragma once

// `HandoverBook` keeps which tool's host names were asked for, for which case and by which law, and
// which two people confirmed it: rows of curation.db.
//
// A handover is for a search in the organisation's own logs, outside of this system: it takes the
// auditor and the staff side, each once, on the same tool, case and basis. Only then are the host
// names given; they are public knowledge of the catalog, and nothing ever comes back here. Who
// confirmed and who read stands in the audit chain.
//
// Limits: kOpenDays after the first confirmation; then both confirm anew. Errors:
// kPermissionDenied: the second person is the first · those of store::Database.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "collector/store/database.h"

namespace desirepath::curation {

constexpr int kOpenDays = 14;

struct Handover {
  std::int64_t number = 0;
  std::string tool;  // its id
  std::string case_id;
  std::string basis;
  std::int64_t at = 0;  // of the first confirmation
  std::string auditor;  // empty: not confirmed on that side
  std::string staff;

  [[nodiscard]] bool confirmed() const { return !auditor.empty() && !staff.empty(); }
};

bool is_open(const Handover& handover, absl::Time now);

enum class HandoverSide : std::uint8_t { kAuditor, kStaff };

class HandoverBook {
 public:
  // `database` must outlive it.
  explicit HandoverBook(store::Database& database) : database_(database) {}

  // Newest first, 200 at most.
  absl::StatusOr<std::vector<Handover>> all();
  // The one that is open on the same tool, case and basis.
  absl::StatusOr<std::optional<Handover>> open(const Handover& asked, absl::Time now);
  // Confirms for one side: of an open one on the same tool, case and basis, or of a new one.
  absl::StatusOr<Handover> confirm(const Handover& asked, HandoverSide side, const std::string& by,
                                   absl::Time now);

 private:
  store::Database& database_;
};

}  // namespace desirepath::curation
