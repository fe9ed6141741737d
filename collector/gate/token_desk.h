#pragma once

// `issue_token` makes a join token of this installation: secret, pin over the authority of the
// gate's certificate and the policy's signers, row in gate.db.
//
// `desirepath-collector token create` calls it, whether or not the gate runs; tests and the
// quickstart too.
//
// Errors: kFailedPrecondition (no policy yet: a device could not pin its signers), those of the
// files and of gate.db.

#include <absl/status/statusor.h>
#include <absl/time/time.h>

#include <cstdint>
#include <filesystem>
#include <string>

#include "collector/gate/gate_database.h"

namespace desirepath::gate {

struct TokenDesk {
  std::filesystem::path database;     // gate.db
  std::filesystem::path certificate;  // gate.pem: a device that joins must be able to check it
  std::filesystem::path authorities;  // ca.pem, the issuing one first
  std::filesystem::path bundle;       // policy/bundle.pb
};

// `joining`: the label under which the policy lists the networks of the gateway that is to join
// with it, or the site of the devices.
absl::StatusOr<std::string> issue_token(const TokenDesk& desk, std::int64_t uses,
                                        absl::Time expires, const Joining& joining = {});

}  // namespace desirepath::gate
