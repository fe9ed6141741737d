#pragma once

// The monthly desk: where the monthly report goes, when it went last, and sending it now.
//
// Operations getMonthlyReport and sendMonthlyReport of openapi.yaml. collector/monthly_mail.cc does
// the sending, on a thread of its own; the two meet in the settings `monthly.…` of curation.db.

#include <optional>

#include "collector/api/operation.h"
#include "collector/workplace/office.h"

namespace desirepath::workplace {

struct MailAbout;

// `mail` must outlive the operations; nothing: the settings name neither a server nor a folder.
void add_monthly_operations(const Office& office, const std::optional<MailAbout>& mail,
                            api::Operations& operations);

}  // namespace desirepath::workplace
