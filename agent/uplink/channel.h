#pragma once

// The one place that makes gRPC channels to the gate, and turns gRPC's statuses into ours.
//
// TLS 1.3 only; the gate is known by the name in its certificate (pki::kGateName) and an authority
// the device pinned, by whatever address it was reached. Each channel has a connection of its own,
// no session is ever resumed.
//
// Threads: any.

#include <absl/status/status.h>
#include <grpcpp/grpcpp.h>

#include <memory>
#include <string>

#include "agent/uplink/credentials.h"

namespace desirepath::uplink {

// With the device's certificate, if it has one. `tls_key_log`: a file for the connection's secrets
// (SSLKEYLOGFILE format), so that whoever owns the machine can read on the wire what left it;
// empty: none.
std::shared_ptr<grpc::Channel> open_channel(const Credentials& credentials,
                                            const std::string& tls_key_log = "");

// To a gate nobody has vouched for yet: only to ask whom it claims to be.
std::shared_ptr<grpc::Channel> open_unverified_channel(const std::string& gate);

// `gate`: for the message. kUnavailable and kResourceExhausted are worth another try.
absl::Status from_grpc(const grpc::Status& status, const std::string& gate);

}  // namespace desirepath::uplink
