#include "agent/uplink/enrol.h"

#include <absl/strings/str_cat.h>
#include <absl/time/clock.h>

#include <utility>

#include "agent/uplink/channel.h"
#include "desirepath/v1/gate.grpc.pb.h"
#include "proto/pki/certificate.h"
#include "proto/pki/join_token.h"
#include "proto/pki/request.h"
#include "proto/pki/tls_settings.h"

namespace desirepath::uplink {
namespace {

constexpr absl::Duration kCallLimit = absl::Seconds(20);

void limit(grpc::ClientContext& context) {
  context.set_deadline(absl::ToChronoTime(absl::Now() + kCallLimit));
}

// The one of `authorities` that the pin was made over.
absl::StatusOr<std::string> pinned_authority(const std::string& gate,
                                             const std::string& authorities,
                                             const std::string& signers, const pki::Digest& pin) {
  for (const std::string& authority : pki::split_pem(authorities)) {
    const absl::StatusOr<pki::Digest> digest = pki::trust_pin(authority, signers);
    if (digest.ok() && *digest == pin) return authority;
  }
  return absl::InvalidArgumentError(
      absl::StrCat("gate ", gate,
                   ": is not the one this join token was made for: check the address, or ask for a "
                   "new token"));
}

absl::StatusOr<std::string> ask_for_trust(const std::string& gate, const pki::Digest& pin) {
  const auto stub = v1::GateService::NewStub(open_unverified_channel(gate));
  grpc::ClientContext context;
  limit(context);
  v1::GetTrustResponse trust;
  const grpc::Status status = stub->GetTrust(&context, {}, &trust);
  if (!status.ok()) return from_grpc(status, gate);
  return pinned_authority(gate, trust.authorities(), trust.signers(), pin);
}

}  // namespace

absl::StatusOr<Credentials> enrol(const std::string& gate, const std::string& token,
                                  const std::string& authority_pem) {
  if (absl::Status status = pki::require_tls13(); !status.ok()) return status;
  const absl::StatusOr<pki::JoinToken> parsed = pki::parse_join_token(token);
  if (!parsed.ok()) return parsed.status();
  absl::StatusOr<std::string> authority =
      authority_pem.empty() ? ask_for_trust(gate, parsed->pin) : authority_pem;
  if (!authority.ok()) return authority.status();
  absl::StatusOr<pki::KeyAndRequest> fresh = pki::make_key_and_request();
  if (!fresh.ok()) return fresh.status();

  Credentials credentials;
  credentials.gate = gate;
  credentials.authorities_pem = *authority;
  credentials.token = token;
  const auto stub = v1::GateService::NewStub(open_channel(credentials));
  v1::EnrollRequest request;
  request.set_secret(parsed->secret.data(), parsed->secret.size());
  request.set_certificate_request(fresh->request_der);
  v1::EnrollResponse response;
  grpc::ClientContext context;
  limit(context);
  const grpc::Status status = stub->Enroll(&context, request, &response);
  if (!status.ok()) return from_grpc(status, gate);
  if (absl::StatusOr<std::string> pinned =
          pinned_authority(gate, response.authorities(), response.signers(), parsed->pin);
      !pinned.ok()) {
    return pinned.status();
  }
  if (!pki::belongs(fresh->key_pem, response.certificate_chain())) {
    return absl::InternalError("enrolment: the certificate is not for the key that asked");
  }
  credentials.key_pem = std::move(fresh->key_pem);
  credentials.certificate_pem = response.certificate_chain();
  credentials.authorities_pem = response.authorities();
  credentials.signers = response.signers();
  return credentials;
}

}  // namespace desirepath::uplink
