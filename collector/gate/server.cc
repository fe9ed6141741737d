#include "collector/gate/server.h"

#include <absl/strings/str_cat.h>
#include <absl/time/clock.h>
#include <grpcpp/grpcpp.h>
#include <grpcpp/resource_quota.h>
#include <grpcpp/security/server_credentials.h>
#include <grpcpp/security/tls_certificate_provider.h>
#include <grpcpp/security/tls_credentials_options.h>

#include <algorithm>
#include <utility>

#include "collector/gate/enrolment.h"
#include "collector/gate/gate_service.h"
#include "proto/pki/tls_settings.h"

namespace desirepath::gate {
namespace {

constexpr unsigned kReloadSeconds = 1;
constexpr int kMaxRequestBytes = 16 * 1024;  // the largest is a certificate request
constexpr int kHandshakeMilliseconds = 10'000;
constexpr int kIdleMilliseconds = 60'000;
constexpr int kStreamsPerConnection = 8;
constexpr std::size_t kTransportBytes = std::size_t{1} << 30;
constexpr absl::Duration kLastCalls = absl::Seconds(3);
constexpr absl::Duration kAskEvery = absl::Minutes(1);
constexpr absl::Duration kAskEveryInLab = absl::Seconds(1);

std::shared_ptr<grpc::ServerCredentials> credentials(const Options& options) {
  namespace tls = grpc::experimental;
  auto provider = std::make_shared<tls::FileWatcherCertificateProvider>(
      options.key, options.certificate, options.authorities, kReloadSeconds);
  tls::TlsServerCredentialsOptions wanted(provider);
  wanted.watch_identity_key_cert_pairs();
  wanted.watch_root_certs();
  // A certificate that is shown is verified; a device that has none yet may enrol.
  wanted.set_cert_request_type(GRPC_SSL_REQUEST_CLIENT_CERTIFICATE_AND_VERIFY);
  return tls::TlsServerCredentials(wanted);
}

void set_limits(grpc::ServerBuilder& builder) {
  builder.SetMaxReceiveMessageSize(kMaxRequestBytes);
  builder.SetResourceQuota(grpc::ResourceQuota("gate").Resize(kTransportBytes));
  // Two gates on one port would share its connections at random.
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
  builder.AddChannelArgument(GRPC_ARG_SERVER_HANDSHAKE_TIMEOUT_MS, kHandshakeMilliseconds);
  builder.AddChannelArgument(GRPC_ARG_MAX_CONNECTION_IDLE_MS, kIdleMilliseconds);
  builder.AddChannelArgument(GRPC_ARG_MAX_CONCURRENT_STREAMS, kStreamsPerConnection);
}

absl::Status check_files(const Options& options) {
  for (const std::filesystem::path& path :
       {options.certificate, options.key, options.authorities}) {
    if (absl::StatusOr<std::string> content = read_file(path); !content.ok()) {
      return content.status();
    }
  }
  return absl::OkStatus();
}

}  // namespace

struct Server::Parts {
  explicit Parts(const Options& options) : bundle(options.bundle) {}

  BundleFile bundle;
  std::size_t torn = 0;
  std::unique_ptr<Forwarder> forwarder;
  std::unique_ptr<Admission> admission;
  std::unique_ptr<Enrolment> enrolment;
  std::unique_ptr<GateService> service;
  std::unique_ptr<grpc::Server> server;
  int port = 0;

  absl::Status open(const Options& options, intake::Delivery& delivery);
  absl::Status listen(const Options& options);
};

absl::Status Server::Parts::open(const Options& options, intake::Delivery& delivery) {
  absl::StatusOr<GateDatabase> quotas = GateDatabase::open(options.database);
  if (!quotas.ok()) return quotas.status();
  absl::StatusOr<GateDatabase> devices = GateDatabase::open(options.database);
  if (!devices.ok()) return devices.status();
  const auto bytes = std::make_shared<SpoolBytes>(0);
  absl::StatusOr<Spool> spool = Spool::open(options.spool, options.spool_bytes, bytes);
  if (!spool.ok()) return spool.status();
  torn = spool->torn();
  forwarder = std::make_unique<Forwarder>(delivery, options.spool, bytes);
  admission = std::make_unique<Admission>(
      AdmissionOptions{options.k, options.tick, options.quota}, *std::move(spool),
      *std::move(quotas), bundle,
      [this](std::vector<Segment> segments) { forwarder->push(std::move(segments)); });
  enrolment = std::make_unique<Enrolment>(
      Enrolment::Files{options.authorities, options.authority_key}, *std::move(devices));
  service = std::make_unique<GateService>(*admission, *enrolment, bundle);
  const std::optional<absl::Duration> tick = options.tick;
  forwarder->start({[this] { return admission->windows(); },
                    [this](const auto& windows) { admission->wipe(windows); },
                    [this, tick] {
                      return std::min(tick.value_or(kAskEvery),
                                      bundle.current()->lab ? kAskEveryInLab : kAskEvery);
                    }});
  return absl::OkStatus();
}

absl::Status Server::Parts::listen(const Options& options) {
  grpc::ServerBuilder builder;
  set_limits(builder);
  builder.AddListeningPort(options.listen, credentials(options), &port);
  builder.RegisterService(service.get());
  server = builder.BuildAndStart();
  if (server != nullptr && port != 0) return absl::OkStatus();
  return absl::FailedPreconditionError(
      absl::StrCat("gate: cannot listen on ", options.listen,
                   ": stop what uses the port, or choose another [gate] listen"));
}

absl::StatusOr<std::unique_ptr<Server>> Server::start(const Options& options,
                                                      intake::Delivery& delivery) {
  if (absl::Status status = pki::require_tls13(); !status.ok()) return status;
  if (absl::Status status = check_files(options); !status.ok()) return status;
  auto parts = std::make_unique<Parts>(options);
  std::unique_ptr<Server> server(new Server(std::move(parts)));
  if (absl::Status status = server->parts_->open(options, delivery); !status.ok()) return status;
  if (absl::Status status = server->parts_->listen(options); !status.ok()) return status;
  return server;
}

Server::Server(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

Server::~Server() {
  if (parts_->server != nullptr) {
    parts_->server->Shutdown(absl::ToChronoTime(absl::Now() + kLastCalls));
    parts_->server->Wait();
  }
  // The forwarder calls admission and admission the forwarder: the forwarder's thread ends first,
  // its queue stays.
  parts_->server.reset();
  if (parts_->forwarder != nullptr) parts_->forwarder->stop();
  parts_->admission.reset();
}

int Server::port() const { return parts_->port; }

Counts Server::counts() const {
  Counts counts;
  counts.admission = parts_->admission->counts();
  counts.forwarder = parts_->forwarder->counts();
  counts.sessions = parts_->service->counts().sessions;
  counts.enrolled = parts_->service->counts().enrolled;
  counts.renewed = parts_->service->counts().renewed;
  counts.refused = parts_->service->counts().refused;
  counts.torn_frames = parts_->torn;
  counts.bundle_failures = parts_->bundle.failures();
  return counts;
}

}  // namespace desirepath::gate
