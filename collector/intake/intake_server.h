#pragma once

// `IntakeServer` lets a gate on another machine deliver to the intake: gRPC over mutual TLS.
//
// `serve --role collector` starts one. Only a certificate with the gate's name (pki::kGateName),
// from the installation's authority, may deliver; a device's certificate from the same authority
// may not. TLS 1.3 only, no tickets; files are read again within a second of a change.
//
// Errors of start: kFailedPrecondition (port in use), kNotFound (a file). Threads: start and
// destroy on one thread.

#include <absl/status/statusor.h>

#include <filesystem>
#include <memory>
#include <string>

#include "collector/intake/delivery.h"

namespace desirepath::intake {

struct ServerOptions {
  std::string listen = "127.0.0.1:0";  // HOST:PORT; 0 takes any free port
  std::filesystem::path certificate;   // collector.pem
  std::filesystem::path key;
  std::filesystem::path authorities;
};

class IntakeServer {
 public:
  // `intake` must outlive the server.
  static absl::StatusOr<std::unique_ptr<IntakeServer>> start(const ServerOptions& options,
                                                             Delivery& intake);
  // Answers what has begun, then ends.
  ~IntakeServer();

  [[nodiscard]] int port() const;

 private:
  struct Parts;
  explicit IntakeServer(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace desirepath::intake
