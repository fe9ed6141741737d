#pragma once

// `PeopleDesk` keeps the list of those who may sign in: an admin's operations.
//
// getUsers, addUser, changeUser, removeUser and renewPassword of openapi.yaml. There is always an
// admin, and nobody takes the role or the place from himself.
//
// Errors: those of operation.h.

#include "collector/api/operation.h"
#include "collector/workplace/office.h"

namespace desirepath::workplace {

void add_people_operations(const Office& office, api::Operations& operations);

}  // namespace desirepath::workplace
