#pragma once

// `AnswerDesk`: what the organisation says about a need on every device's page: "you said, we did",
// or "not yet, because".
//
// getAnswers tells them all; giveAnswer says one in place of what was said before, takeAnswerBack
// takes it away. Both are signed with the curation key and go to all devices alike. `answer` on the
// command line does the same.
//
// Errors: those of operation.h and policy/answers.h.

#include "collector/api/operation.h"
#include "collector/workplace/ground.h"
#include "collector/workplace/office.h"

namespace desirepath::workplace {

// `ground` must outlive the operations.
void add_answer_operations(const Office& office, SignedGround& ground, api::Operations& operations);

}  // namespace desirepath::workplace
