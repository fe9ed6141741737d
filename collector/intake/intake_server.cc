#include "collector/intake/intake_server.h"

#include <absl/strings/str_cat.h>
#include <absl/time/clock.h>
#include <absl/time/time.h>
#include <grpcpp/grpcpp.h>
#include <grpcpp/security/server_credentials.h>
#include <grpcpp/security/tls_certificate_provider.h>
#include <grpcpp/security/tls_credentials_options.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "desirepath/v1/collector.grpc.pb.h"
#include "proto/pki/authority.h"
#include "proto/pki/tls_settings.h"

namespace desirepath::intake {
namespace {

constexpr unsigned kReloadSeconds = 1;
constexpr int kMaxBatchBytes = 8 << 20;
constexpr int kHandshakeMilliseconds = 10'000;
constexpr absl::Duration kLastCalls = absl::Seconds(10);

bool is_gate(const grpc::ServerContextBase& context) {
  for (const grpc::string_ref& name :
       context.auth_context()->FindPropertyValues("x509_subject_alternative_name")) {
    if (name == pki::kGateName) return true;
  }
  return false;
}

class Service final : public v1::CollectorService::Service {
 public:
  explicit Service(Delivery& intake) : intake_(intake) {}

  grpc::Status Deliver(grpc::ServerContext* context, const v1::DeliverRequest* request,
                       v1::DeliverResponse* response) override {
    if (!is_gate(*context)) {
      return {grpc::StatusCode::PERMISSION_DENIED, "certificate: not the gate's"};
    }
    std::vector<SealedFrame> frames;
    frames.reserve(static_cast<std::size_t>(request->frames_size()));
    for (const v1::SealedFrame& frame : request->frames()) {
      if (frame.ciphertext().size() != seal::kSealedBytes) {
        return {grpc::StatusCode::INVALID_ARGUMENT, "frame: it has not 368 octets"};
      }
      SealedFrame& sealed = frames.emplace_back();
      sealed.window = frame.window();
      std::copy(frame.ciphertext().begin(), frame.ciphertext().end(), sealed.ciphertext.begin());
    }
    const std::vector<std::uint32_t> asked(request->asked_windows().begin(),
                                           request->asked_windows().end());
    const absl::StatusOr<Receipt> receipt = intake_.deliver(frames, asked);
    if (!receipt.ok()) {
      return {static_cast<grpc::StatusCode>(receipt.status().code()),
              std::string(receipt.status().message())};
    }
    response->set_received(static_cast<std::uint32_t>(frames.size()));
    for (const std::uint32_t window : receipt->frozen) response->add_frozen_windows(window);
    return grpc::Status::OK;
  }

 private:
  Delivery& intake_;
};

}  // namespace

struct IntakeServer::Parts {
  explicit Parts(Delivery& intake) : service(intake) {}
  Service service;
  std::unique_ptr<grpc::Server> server;
  int port = 0;
};

absl::StatusOr<std::unique_ptr<IntakeServer>> IntakeServer::start(const ServerOptions& options,
                                                                  Delivery& intake) {
  if (absl::Status status = pki::require_tls13(); !status.ok()) return status;
  for (const std::filesystem::path& path :
       {options.certificate, options.key, options.authorities}) {
    if (!std::filesystem::exists(path)) {
      return absl::NotFoundError(
          absl::StrCat(path.string(), ": not there: 'init' makes it, or give it in [intake]"));
    }
  }
  namespace tls = grpc::experimental;
  tls::TlsServerCredentialsOptions wanted(std::make_shared<tls::FileWatcherCertificateProvider>(
      options.key, options.certificate, options.authorities, kReloadSeconds));
  wanted.watch_identity_key_cert_pairs();
  wanted.watch_root_certs();
  wanted.set_cert_request_type(GRPC_SSL_REQUEST_AND_REQUIRE_CLIENT_CERTIFICATE_AND_VERIFY);
  auto parts = std::make_unique<Parts>(intake);
  grpc::ServerBuilder builder;
  builder.SetMaxReceiveMessageSize(kMaxBatchBytes);
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
  builder.AddChannelArgument(GRPC_ARG_SERVER_HANDSHAKE_TIMEOUT_MS, kHandshakeMilliseconds);
  builder.AddListeningPort(options.listen, tls::TlsServerCredentials(wanted), &parts->port);
  builder.RegisterService(&parts->service);
  parts->server = builder.BuildAndStart();
  if (parts->server == nullptr || parts->port == 0) {
    return absl::FailedPreconditionError(
        absl::StrCat("intake: cannot listen on ", options.listen,
                     ": stop what uses the port, or choose another [intake] listen"));
  }
  return std::unique_ptr<IntakeServer>(new IntakeServer(std::move(parts)));
}

IntakeServer::IntakeServer(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

IntakeServer::~IntakeServer() {
  parts_->server->Shutdown(absl::ToChronoTime(absl::Now() + kLastCalls));
  parts_->server->Wait();
}

int IntakeServer::port() const { return parts_->port; }

}  // namespace desirepath::intake
