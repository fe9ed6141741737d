#pragma once

// `Link` is a simulated device's way to the gate: the uplink's own enrolment and session, in this
// process.
//
// The first `connect` of a device enrols it with the fleet's join token and stores its credentials
// in the device's folder; later ones, after a kill too, read them. The policy is asked for before
// any frame is sealed, so that a gate that is away costs no send of the device's quota.
//
// Errors: those of uplink::enrol and uplink::Session. Threads: one at a time.

#include <absl/status/statusor.h>

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "agent/outbox/outbox.h"
#include "agent/uplink/session.h"

namespace desirepath::fleet {

class Link {
 public:
  Link(std::string gate, std::string token) : gate_(std::move(gate)), token_(std::move(token)) {}

  // Opens a session for the device of this folder, or keeps the one that is open.
  absl::Status connect(const std::filesystem::path& folder);
  // `safe` becomes the number of frames the gate has, also when the session broke.
  absl::Status submit(const std::vector<outbox::Outgoing>& frames, std::size_t& safe);
  // The bundle and the signers it is verified with.
  absl::StatusOr<std::pair<std::string, std::string>> policy();
  void leave() { session_.reset(); }

 private:
  std::string gate_;
  std::string token_;
  std::filesystem::path folder_;
  std::unique_ptr<uplink::Session> session_;
};

}  // namespace desirepath::fleet
