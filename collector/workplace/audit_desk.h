#pragma once

// `AuditDesk` shows who did what: an auditor's and the staff side's operations.
//
// getAudit gives a page of entries, newest first, and whether the chain is whole; exportAudit gives
// JSON lines. A long chain is checked whole at most once a minute, and with each export.
//
// Errors: those of operation.h; a broken chain is no error but what the answer says.

#include "collector/api/operation.h"
#include "collector/workplace/office.h"

namespace desirepath::workplace {

void add_audit_operations(const Office& office, api::Operations& operations);

}  // namespace desirepath::workplace
