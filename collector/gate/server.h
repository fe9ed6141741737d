#pragma once

// `Server` is a running gate: TLS intake, enrolment, admission, spool and forwarder together.
//
// `serve` starts one in the roles `all` and `gate`. Give it the intake itself or a RemoteIntake as
// `delivery`. It listens once `start` has returned. Destroying it is a clean stop: no new streams,
// what was received is written and acknowledged, what is not delivered stays in the spool for the
// next start.
//
// TLS 1.3 only, no tickets (proto/pki/tls_settings.h). Key, certificate and authorities are read
// again within a second of a change, so a renewed certificate or a second authority needs no
// restart.
//
// Errors of start: kFailedPrecondition (port in use), kNotFound (a file), and those of gate.db and
// the spool. After the start nothing ends it: counts() says what went wrong. Threads: start and
// destroy on one thread; port and counts from any.

#include <absl/status/statusor.h>
#include <absl/time/time.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "collector/gate/admission.h"
#include "collector/gate/forwarder.h"
#include "collector/intake/delivery.h"

namespace desirepath::gate {

struct Options {
  std::string listen = "127.0.0.1:0";  // HOST:PORT; 0 takes any free port
  std::filesystem::path certificate;   // PEM, the gate's own
  std::filesystem::path key;
  std::filesystem::path authorities;  // PEM: those whose devices are let in; the issuing one first
  std::filesystem::path authority_key;  // empty: no enrolment here
  std::filesystem::path database;       // gate.db
  std::filesystem::path spool;          // a folder of its own
  std::filesystem::path bundle;         // policy/bundle.pb
  std::optional<std::uint32_t> k;       // empty: the policy's
  std::optional<absl::Duration> tick;   // empty: an hour, a second in a lab
  std::uint32_t quota = kDefaultQuota;
  std::uint64_t spool_bytes = std::uint64_t{1} << 30;
};

struct Counts {
  AdmissionCounts admission;
  ForwarderCounts forwarder;
  std::uint64_t sessions = 0;
  std::uint64_t enrolled = 0;
  std::uint64_t renewed = 0;
  std::uint64_t refused = 0;  // calls without the right to make them
  std::uint64_t torn_frames = 0;
  std::uint64_t bundle_failures = 0;
};

class Server {
 public:
  static absl::StatusOr<std::unique_ptr<Server>> start(const Options& options,
                                                       intake::Delivery& delivery);
  ~Server();

  [[nodiscard]] int port() const;
  [[nodiscard]] Counts counts() const;

 private:
  struct Parts;
  explicit Server(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace desirepath::gate
