#pragma once

// `PrivacyDesk`: what is asked of devices, field by field, under which floors and whose keys.
//
// getPrivacy of openapi.yaml, for every role. All of it is read from the signed policy and from the
// field register that the agents have compiled in; the page on each device shows the same.
//
// Errors: those of SignedGround (404 before the first policy).

#include "collector/api/operation.h"
#include "collector/workplace/ground.h"
#include "collector/workplace/office.h"

namespace desirepath::workplace {

// `ground` must outlive the operations.
void add_privacy_operations(const Office& office, SignedGround& ground,
                            api::Operations& operations);

}  // namespace desirepath::workplace
