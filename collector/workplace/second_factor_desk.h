#pragma once

// `SecondFactorDesk`: what a person proves himself with beside the password.
//
// getSecondFactor, beginSecondFactor and confirmSecondFactor are everybody's own;
// resetSecondFactor, getSignInRules and changeSignInRules are an admin's. To begin takes the
// password (and, where there is a factor already, a code of it), so that an unlocked screen is not
// enough; with the confirmation every other session of the person ends.
//
// Errors: those of operation.h and curation/second_factors.h; kResourceExhausted too many tries.

#include "collector/api/operation.h"
#include "collector/workplace/office.h"
#include "collector/workplace/sign_in_desk.h"

namespace desirepath::workplace {

// `sign_in` must outlive the operations.
void add_second_factor_operations(const Office& office, SignInDesk& sign_in,
                                  api::Operations& operations);

}  // namespace desirepath::workplace
