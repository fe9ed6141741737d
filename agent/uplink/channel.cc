#include "agent/uplink/channel.h"

#include <absl/strings/match.h>
#include <absl/strings/str_cat.h>
#include <grpcpp/security/tls_certificate_verifier.h>
#include <grpcpp/security/tls_credentials_options.h>

#include <vector>

#include "proto/pki/authority.h"

namespace desirepath::uplink {
namespace {

constexpr int kMaxBundleBytes = 16 << 20;
constexpr int kKeepaliveMilliseconds = 20'000;

grpc::ChannelArguments arguments() {
  grpc::ChannelArguments arguments;
  arguments.SetMaxReceiveMessageSize(kMaxBundleBytes);
  // One device, one connection: nothing is shared between sessions of one process (tests/fleet).
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  arguments.SetInt(GRPC_ARG_ENABLE_RETRIES, 0);
  arguments.SetInt(GRPC_ARG_ENABLE_HTTP_PROXY, 0);
  arguments.SetInt(GRPC_ARG_KEEPALIVE_TIME_MS, kKeepaliveMilliseconds);
  arguments.SetSslTargetNameOverride(pki::kGateName);
  return arguments;
}

// The same trust; only this kind of credentials can log its keys.
std::shared_ptr<grpc::Channel> open_logged_channel(const Credentials& credentials,
                                                   const std::string& tls_key_log) {
  namespace tls = grpc::experimental;
  tls::TlsChannelCredentialsOptions options;
  std::vector<tls::IdentityKeyCertPair> identity;
  if (!credentials.certificate_pem.empty()) {
    identity.push_back({credentials.key_pem, credentials.certificate_pem});
    options.watch_identity_key_cert_pairs();
  }
  options.set_certificate_provider(
      std::make_shared<tls::StaticDataCertificateProvider>(credentials.authorities_pem, identity));
  options.watch_root_certs();
  options.set_tls_session_key_log_file_path(tls_key_log);
  return grpc::CreateCustomChannel(credentials.gate, tls::TlsCredentials(options), arguments());
}

}  // namespace

std::shared_ptr<grpc::Channel> open_channel(const Credentials& credentials,
                                            const std::string& tls_key_log) {
  if (!tls_key_log.empty()) return open_logged_channel(credentials, tls_key_log);
  grpc::SslCredentialsOptions options;
  options.pem_root_certs = credentials.authorities_pem;
  options.pem_private_key = credentials.key_pem;
  options.pem_cert_chain = credentials.certificate_pem;
  return grpc::CreateCustomChannel(credentials.gate, grpc::SslCredentials(options), arguments());
}

std::shared_ptr<grpc::Channel> open_unverified_channel(const std::string& gate) {
  namespace tls = grpc::experimental;
  tls::TlsChannelCredentialsOptions options;
  options.set_verify_server_certs(false);
  options.set_check_call_host(false);
  options.set_certificate_verifier(std::make_shared<tls::NoOpCertificateVerifier>());
  return grpc::CreateCustomChannel(gate, tls::TlsCredentials(options), arguments());
}

absl::Status from_grpc(const grpc::Status& status, const std::string& gate) {
  if (status.ok()) return absl::OkStatus();
  const std::string& text = status.error_message();
  if (status.error_code() == grpc::StatusCode::UNAVAILABLE) {
    if (absl::StrContains(text, "CERTIFICATE_VERIFY_FAILED") ||
        absl::StrContains(text, "certificate verify failed")) {
      return absl::FailedPreconditionError(
          absl::StrCat("gate ", gate,
                       ": its certificate is not from an authority this device trusts: check the "
                       "address, or run 'desirepath-agent enroll' with a new token"));
    }
    return absl::UnavailableError(
        absl::StrCat("gate ", gate, ": cannot be reached (", text,
                     "): check that it runs and the network lets through"));
  }
  const auto code = static_cast<absl::StatusCode>(status.error_code());
  // Cut off in the middle: the frames that were not acknowledged go again.
  if (code == absl::StatusCode::kCancelled || code == absl::StatusCode::kDeadlineExceeded) {
    return absl::UnavailableError(absl::StrCat("gate ", gate, ": ", text));
  }
  return absl::Status(code, absl::StrCat("gate ", gate, ": ", text));
}

}  // namespace desirepath::uplink
