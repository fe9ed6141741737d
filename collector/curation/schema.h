#pragma once

// `curation_schema` lists the migrations of curation.db.
//
// `curation_database.h` opens the file with it. What each table means stands with the class that
// reads it: decisions and users in curation_database.h, sessions.h, sign_in_links.h, api_tokens.h,
// second_factors.h, seat_book.h, audit_chain.h, card_book.h,
// position_book.h, rule_book.h, handover_book.h,
// pilot_book.h, card_history.h, service_accounts.h, event_queue.h,
// calendar_links.h.

#include "collector/store/database.h"

namespace desirepath::curation {

const store::Schema& curation_schema();

}  // namespace desirepath::curation
