#pragma once

// `Session` is a device's visit at the gate: hand in sealed frames, fetch the policy, renew the
// certificate, leave.
//
// The uplink program makes one and exits; tests/fleet makes one for each simulated device. A visit
// survives a gate that is away or busy: it connects again with full jitter, until its patience
// ends. A stream that breaks off with frames on the way ends the visit: the gate may have them, and
// only the outbox knows whether the quota has room to send them again.
//
// Errors: kUnavailable, kResourceExhausted (patience ended: try in a later session) · kAborted
// (broken off: what was not accepted may be there or not) · kFailedPrecondition (certificate
// expired, quota used up, gate not trusted) · kPermissionDenied
// (revoked) · kInvalidArgument (a frame the gate does not understand). Threads: one at a time;
// `on_accepted` is called on gRPC's threads, one at a time, before submit returns.

#include <absl/status/statusor.h>
#include <absl/time/time.h>

#include <memory>
#include <span>
#include <string>

#include "agent/uplink/credentials.h"
#include "agent/uplink/submission.h"

namespace desirepath::uplink {

struct SessionOptions {
  absl::Duration patience = absl::Minutes(3);
  absl::Duration first_pause = absl::Seconds(1);
  absl::Duration longest_pause = absl::Seconds(60);
  std::string tls_key_log;  // file; empty: no log
};

struct PolicyAnswer {
  std::string bundle;  // serialized PolicyBundle; empty: the one you know is current
  std::int64_t hour = 0;
};

class Session {
 public:
  // Does not connect yet. kFailedPrecondition: the certificate is expired at `now`;
  // kInvalidArgument: it is not one.
  static absl::StatusOr<std::unique_ptr<Session>> open(Credentials credentials, absl::Time now,
                                                       SessionOptions options = {});
  ~Session();

  absl::Status submit(std::span<const Frame> frames, const Accepted& on_accepted);

  // `known_hash`: BLAKE2b-256 of the bundle the device holds, or empty.
  absl::StatusOr<PolicyAnswer> fetch_policy(const std::string& known_hash);

  // True: a new certificate is in `credentials()`; store it. False: two thirds of the old one's
  // life are not over.
  absl::StatusOr<bool> renew_if_due(absl::Time now);

  [[nodiscard]] const Credentials& credentials() const { return credentials_; }

 private:
  struct Connection;
  Session(Credentials credentials, SessionOptions options);
  Connection& connection();

  Credentials credentials_;
  SessionOptions options_;
  std::unique_ptr<Connection> connection_;
};

}  // namespace desirepath::uplink
