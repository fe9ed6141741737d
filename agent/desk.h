#pragma once

// `Desk` answers the person at the machine: status, ledger, policy, own paths, notices, pause,
// veto, opt-out.
//
// `Agent` gives it to the console's server. Who may what: everybody the status and the policy, the
// person at the machine the rest; a ledger's words only the account that was alone at the machine
// in that window, others its kinds and hashes.
//
// Source: privacy.md, 3e and Decisions 7, 11 and 13. Threads: the io_context's one thread.

#include <boost/json/object.hpp>
#include <functional>
#include <memory>
#include <string>

#include "absl/time/time.h"
#include "agent/capture_loop.h"
#include "agent/console/peer.h"
#include "agent/console/request.h"
#include "agent/console/status.h"
#include "agent/device.h"
#include "agent/gateway/census.h"
#include "agent/log_intake.h"

namespace desirepath::agent {

// How the last session with the gate went.
struct SessionNote {
  std::string words;  // empty before the first
  bool failed = false;
  int failures = 0;  // in a row
};

class Desk {
 public:
  struct Views {
    Device& device;
    const SessionNote& last_session;
    std::function<CaptureProgress()> capture;  // how the capture does now
    std::function<void()> changed;  // the person changed something: capture may begin or end
    const std::unique_ptr<gateway::Census>& census;  // null unless this is a gateway that counts
    std::string state_key;
    bool lacks_right = false;  // to capture, as it was at the start: packets may never come
  };

  Desk(Views views, console::Access access);

  boost::json::object answer(const boost::json::object& request, const console::Peer& peer);
  void set_access(console::Access access) { access_ = std::move(access); }
  // What anybody may see: the same of a paused, an opted-out and a busy device.
  [[nodiscard]] console::Status for_everybody() const { return status(false); }

 private:
  absl::StatusOr<boost::json::object> act(const console::Request& request,
                                          const console::Peer& peer);
  [[nodiscard]] console::Status status(bool steering) const;
  [[nodiscard]] console::Health health() const;
  [[nodiscard]] std::string activity(bool steering) const;
  absl::StatusOr<boost::json::object> ledger(const console::Request& request,
                                             const console::Peer& peer) const;
  [[nodiscard]] boost::json::object policy(const console::Request& request) const;
  [[nodiscard]] boost::json::object paths(const console::Request& request,
                                          const console::Peer& peer) const;
  absl::StatusOr<boost::json::object> notices(const console::Request& request,
                                              const console::Peer& peer);
  absl::Status veto(const console::Request& request);
  absl::Status forget(const std::string& tool);

  Views views_;
  console::Access access_;
  LogIntake logs_;
};

}  // namespace desirepath::agent
