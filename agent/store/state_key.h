#pragma once

// `find_state_key` gives the key of state.db, from where the machine keeps secrets.
//
// A systemd credential (LoadCredentialEncrypted=, sealed to the TPM where there is one) is taken
// when its path is given; else a key file of mode 0600 beside state.db, made on first use. `status`
// says which: a key file protects a stolen backup of state.db, not against root.
//
// Errors: kInvalidArgument  the file is readable by others, or is not 32 octets;
//         kUnavailable      it cannot be read or made.

#include <string>

#include "absl/status/statusor.h"
#include "proto/seal/octets.h"

namespace desirepath::store {

enum class KeySource : std::uint8_t { kCredential, kKeyFile };

struct StateKey {
  seal::Key key{};
  KeySource source = KeySource::kKeyFile;
};

// `credential` is the path of the credential, empty when the service has none.
absl::StatusOr<StateKey> find_state_key(const std::string& key_file, const std::string& credential);

}  // namespace desirepath::store
