#pragma once

// `adopt` makes credentials from files of the organisation's own PKI instead of a join token.
//
// `desirepath-agent enroll --certificate …` calls it, at first and whenever the PKI has renewed the
// certificate. The subject should say nothing of machine or person: the gate sees it. Without a
// token there is no pin, so the authority and the policy's signers are given too (privacy.md,
// Decisions 10).
//
// Errors: kInvalidArgument, naming the file and the mend. Threads: pure but for the files it reads.

#include <absl/status/statusor.h>
#include <absl/time/time.h>

#include <string>

#include "agent/uplink/credentials.h"

namespace desirepath::uplink {

struct OwnFiles {
  std::string certificate;  // PEM
  std::string key;          // PEM
  std::string authorities;  // PEM: what the gate's certificate is checked against
  std::string signers;  // 32 octets a key, the admin's first: policy/signers of the installation
};

absl::StatusOr<Credentials> adopt(const std::string& gate, const OwnFiles& files, absl::Time now);

}  // namespace desirepath::uplink
