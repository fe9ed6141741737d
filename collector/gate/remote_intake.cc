#include "collector/gate/remote_intake.h"

#include <absl/strings/str_cat.h>
#include <absl/time/clock.h>
#include <absl/time/time.h>
#include <grpcpp/grpcpp.h>

#include <utility>

#include "collector/gate/served_bundle.h"
#include "desirepath/v1/collector.grpc.pb.h"
#include "proto/pki/authority.h"
#include "proto/pki/tls_settings.h"

namespace desirepath::gate {
namespace {

constexpr absl::Duration kCallLimit = absl::Seconds(60);

}  // namespace

struct RemoteIntake::Connection {
  explicit Connection(std::shared_ptr<grpc::Channel> channel)
      : stub(v1::CollectorService::NewStub(std::move(channel))) {}
  std::unique_ptr<v1::CollectorService::Stub> stub;
};

RemoteIntake::RemoteIntake(Options options) : options_(std::move(options)) {}
RemoteIntake::~RemoteIntake() = default;

absl::Status RemoteIntake::connect() {
  if (absl::Status status = pki::require_tls13(); !status.ok()) return status;
  grpc::SslCredentialsOptions credentials;
  const std::pair<const std::filesystem::path*, std::string*> files[] = {
      {&options_.authorities, &credentials.pem_root_certs},
      {&options_.certificate, &credentials.pem_cert_chain},
      {&options_.key, &credentials.pem_private_key}};
  for (const auto& [path, content] : files) {
    absl::StatusOr<std::string> read = read_file(*path);
    if (!read.ok()) return read.status();
    *content = *std::move(read);
  }
  grpc::ChannelArguments arguments;
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  arguments.SetInt(GRPC_ARG_ENABLE_RETRIES, 0);
  arguments.SetInt(GRPC_ARG_ENABLE_HTTP_PROXY, 0);
  arguments.SetSslTargetNameOverride(pki::kCollectorName);
  connection_ = std::make_unique<Connection>(
      grpc::CreateCustomChannel(options_.address, grpc::SslCredentials(credentials), arguments));
  return absl::OkStatus();
}

absl::StatusOr<intake::Receipt> RemoteIntake::deliver(std::span<const intake::SealedFrame> frames,
                                                      std::span<const std::uint32_t> asked) {
  if (connection_ == nullptr) {
    if (absl::Status status = connect(); !status.ok()) return status;
  }
  v1::DeliverRequest request;
  for (const intake::SealedFrame& frame : frames) {
    v1::SealedFrame& sealed = *request.add_frames();
    sealed.set_window(frame.window);
    sealed.set_ciphertext(frame.ciphertext.data(), frame.ciphertext.size());
  }
  for (const std::uint32_t window : asked) request.add_asked_windows(window);
  v1::DeliverResponse response;
  grpc::ClientContext context;
  context.set_deadline(absl::ToChronoTime(absl::Now() + kCallLimit));
  const grpc::Status status = connection_->stub->Deliver(&context, request, &response);
  if (!status.ok()) {
    connection_.reset();
    return absl::UnavailableError(
        absl::StrCat("collector ", options_.address, ": ", status.error_message()));
  }
  if (response.received() != frames.size()) {
    return absl::InternalError(
        absl::StrCat("collector ", options_.address, ": received another number of frames"));
  }
  return intake::Receipt{{response.frozen_windows().begin(), response.frozen_windows().end()}};
}

}  // namespace desirepath::gate
