#include "collector/workplace/decision_desk.h"

#include <utility>

#include "absl/status/status.h"
#include "collector/curation/seat_book.h"
#include "collector/policy/bundle_edit.h"
#include "collector/policy/catalog_in_force.h"
#include "collector/policy/publication.h"

namespace desirepath::workplace {

absl::StatusOr<catalog::Catalog> catalog_now(const Office& office) {
  const absl::StatusOr<policy::Bundle> bundle =
      policy::load_own_bundle(office.paths, office.clock());
  if (!bundle.ok() && !absl::IsNotFound(bundle.status())) return bundle.status();
  return policy::catalog_in_force(bundle.ok() ? *bundle : policy::Bundle{});
}

absl::StatusOr<std::uint32_t> counting_window(const Office& office) {
  const absl::StatusOr<std::uint32_t> window = policy::next_window(office.paths, office.clock());
  if (absl::IsNotFound(window.status())) return 0U;
  return window;
}

absl::Status decide_all(const Office& office, const Deed& deed, curation::StandingList list) {
  const absl::Time now = office.clock();
  const absl::StatusOr<std::uint32_t> window = counting_window(office);
  if (!window.ok()) return window.status();
  for (curation::StandingDecision& decision : list.decisions) {
    decision.effective_window = *window;
    decision.decided = absl::ToUnixSeconds(now);
    decision.by = deed.by;
  }
  return recorded(office, deed, [&]() -> absl::Status {
    if (absl::Status s = office.curation.add_decisions(list.decisions); !s.ok()) return s;
    const absl::Status seats =
        curation::SeatBook(office.curation.database()).set(list.seats, absl::ToUnixSeconds(now));
    if (!seats.ok()) return seats;
    if (*window == 0) return absl::OkStatus();
    return policy::publish_standings(office.paths, office.curation, now);
  });
}

}  // namespace desirepath::workplace
