#pragma once

// `check_listening` says whether the page may listen as it is asked to; `Server::start` asks it
// first.
//
// Errors: kInvalidArgument names the key of the settings and the mend: a plain address that is no
// loopback address, a proxy that is no address.

#include "absl/status/statusor.h"
#include "collector/api/address_blocks.h"
#include "collector/api/server.h"

namespace desirepath::api {

// The proxies that are trusted.
absl::StatusOr<AddressBlocks> check_listening(const ServerOptions& options);

}  // namespace desirepath::api
