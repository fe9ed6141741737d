#pragma once

// `RuleDesk`: must-act rules and care notices, from draft to the devices and the block list.
//
// getRules tells all there ever were, with their history. draftRule writes one down; approveRule is
// the second person's: of a rule another auditor or an admin, of a care notice the staff side
// (where there is no staff body, another auditor or an admin). From then on a rule that blocks is
// in what exportRules gives, until it ends. getNoticeDraft gives the file that the staff side signs
// on a machine of its own with `notice sign`, handOutNotice takes it back signed and hands it to
// all devices; in a lab, where the staff key lies here, it may sign by itself. withdrawRule ends
// both at once.
//
// `rules` on the command line calls the same operations. Errors: those of operation.h, of
// curation/rule_book.h and policy/notices.h.

#include "collector/api/operation.h"
#include "collector/workplace/ground.h"
#include "collector/workplace/office.h"

namespace desirepath::workplace {

// `ground` must outlive the operations.
void add_rule_operations(const Office& office, SignedGround& ground, api::Operations& operations);

}  // namespace desirepath::workplace
