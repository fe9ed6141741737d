#pragma once

// The files of DIR/pki that `desirepath-collector init` writes: an authority of the installation's
// own, and the certificates of gate and collector.
//
//   ca.pem ca.key                 the authority; during a rotation ca.pem holds the new one first,
//   then the old one gate.pem gate.key             what devices see, and what the gate shows to the
//   collector collector.pem collector.key   what the gate sees in separate roles
//
// Errors: kInternal (no randomness). Threads: any.

#include <absl/status/statusor.h>
#include <absl/time/time.h>

#include <string>
#include <vector>

namespace desirepath::pki {

struct File {
  std::string name;
  std::string content;
  bool secret = false;  // mode 0600
};

// `names`: DNS names and addresses beside the fixed ones (authority.h) under which an operator may
// want to see the gate.
absl::StatusOr<std::vector<File>> make_installation(const std::vector<std::string>& names,
                                                    absl::Time now);

}  // namespace desirepath::pki
