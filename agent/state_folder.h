#pragma once

// `StateFolder` is the folder the agent keeps: state.db, its key, the uplink's credentials, the
// console's socket.
//
// `run` opens it first. A damaged state.db is set aside and a fresh one begun: the device loses its
// memory, the organisation some counts, nobody an afternoon.
//
//   state.db, state.key   0600            uplink/   what enrolment left: device.pem, ca.pem, gate,
//   signers run/agent.sock        the console: the folders on the way to it may be passed through
//   by others, not listed
//
// Errors: kInvalidArgument or kUnavailable with the path and the mend. Threads: one at a time.

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "agent/store/database.h"
#include "agent/store/state_key.h"

namespace desirepath::agent {

class StateFolder {
 public:
  // Makes the folder if it is not there. `credential` is the path of the state key's credential, or
  // empty.
  static absl::StatusOr<StateFolder> open(const std::string& path, const std::string& credential);

  // What lies in state.db cannot be read: sets it aside and begins a fresh one. Nothing may hold
  // the database.
  absl::Status begin_anew();

  [[nodiscard]] store::Database& database() { return *database_; }
  [[nodiscard]] store::KeySource key_source() const { return key_.source; }
  // What was found damaged and where it is now; empty if nothing.
  [[nodiscard]] const std::string& damage() const { return damage_; }

 private:
  explicit StateFolder(std::string path) : path_(std::move(path)) {}

  absl::Status open_database();

  std::string path_;
  store::StateKey key_;
  std::unique_ptr<store::Database> database_;
  std::string damage_;
};

// Makes the folder and those in it that others pass through.
absl::Status make_state_folder(const std::string& path);

// Paths inside the folder.
std::string console_socket(const std::string& state_dir);
std::string uplink_folder(const std::string& state_dir);

// HOST:PORT of the gate, as enrolment left it; empty without one.
std::string read_gate(const std::string& state_dir);

// The signers' octets that enrolment left; empty if this device is not enrolled.
std::string read_signers(const std::string& state_dir);

}  // namespace desirepath::agent
