#include "collector/gate/gate_service.h"

#include <absl/time/clock.h>

#include <string>
#include <utility>

#include "collector/gate/submit_stream.h"

namespace desirepath::gate {
namespace {

// A stream that ends before it began, with its reason.
class RefusedStream final : public grpc::ServerBidiReactor<v1::SubmitRequest, v1::SubmitResponse> {
 public:
  explicit RefusedStream(grpc::Status status) { Finish(std::move(status)); }
  void OnDone() override { delete this; }
};

std::string certificate_of(const grpc::ServerContextBase& context) {
  const auto values = context.auth_context()->FindPropertyValues("x509_pem_cert");
  return values.empty() ? std::string() : std::string(values[0].data(), values[0].size());
}

}  // namespace

absl::StatusOr<pki::DeviceId> GateService::admitted_device(const grpc::ServerContextBase& context) {
  const std::string pem = certificate_of(context);
  if (pem.empty()) {
    return absl::UnauthenticatedError("certificate: none was shown: run 'desirepath-agent enroll'");
  }
  const absl::StatusOr<pki::Certificate> certificate = pki::parse_certificate(pem);
  if (!certificate.ok()) return certificate.status();
  const absl::StatusOr<bool> revoked = enrolment_.is_revoked(certificate->device);
  if (!revoked.ok()) return revoked.status();
  if (*revoked) {
    return absl::PermissionDeniedError(
        "certificate: revoked: ask for a join token and run 'desirepath-agent enroll'");
  }
  return certificate->device;
}

grpc::ServerUnaryReactor* GateService::answer(grpc::CallbackServerContext* context,
                                              const absl::Status& status) {
  if (!status.ok()) ++counts_.refused;
  grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
  reactor->Finish(to_grpc(status));
  return reactor;
}

grpc::ServerBidiReactor<v1::SubmitRequest, v1::SubmitResponse>* GateService::Submit(
    grpc::CallbackServerContext* context) {
  const absl::StatusOr<pki::DeviceId> device = admitted_device(*context);
  if (!device.ok()) {
    ++counts_.refused;
    return new RefusedStream(to_grpc(device.status()));
  }
  ++counts_.sessions;
  return SubmitStream::start(context, *device, admission_);
}

grpc::ServerUnaryReactor* GateService::GetPolicy(grpc::CallbackServerContext* context,
                                                 const v1::GetPolicyRequest* request,
                                                 v1::GetPolicyResponse* response) {
  const absl::StatusOr<pki::DeviceId> device = admitted_device(*context);
  if (!device.ok()) return answer(context, device.status());
  // Only a count: a gate that cannot write it down hands out the policy all the same.
  enrolment_.note_version(*device, request->version()).IgnoreError();
  if (!request->known_hash().empty()) enrolment_.note_holder(*device).IgnoreError();
  const std::shared_ptr<const ServedBundle> bundle = bundle_.current();
  response->set_hour(unix_hour());
  const std::string hash(bundle->hash.begin(), bundle->hash.end());
  if (request->known_hash() != hash) response->set_bundle(bundle->octets);
  return answer(context, absl::OkStatus());
}

grpc::ServerUnaryReactor* GateService::GetTrust(grpc::CallbackServerContext* context,
                                                const v1::GetTrustRequest* /*request*/,
                                                v1::GetTrustResponse* response) {
  absl::StatusOr<std::string> authorities = enrolment_.authorities();
  if (!authorities.ok()) return answer(context, authorities.status());
  response->set_authorities(*std::move(authorities));
  response->set_signers(bundle_.current()->signers);
  return answer(context, absl::OkStatus());
}

grpc::ServerUnaryReactor* GateService::Enroll(grpc::CallbackServerContext* context,
                                              const v1::EnrollRequest* request,
                                              v1::EnrollResponse* response) {
  absl::StatusOr<Certified> certified =
      enrolment_.enrol(request->secret(), request->certificate_request(), absl::Now());
  if (!certified.ok()) return answer(context, certified.status());
  ++counts_.enrolled;
  response->set_certificate_chain(std::move(certified->certificate));
  response->set_authorities(std::move(certified->authorities));
  response->set_signers(bundle_.current()->signers);
  return answer(context, absl::OkStatus());
}

grpc::ServerUnaryReactor* GateService::Renew(grpc::CallbackServerContext* context,
                                             const v1::RenewRequest* request,
                                             v1::RenewResponse* response) {
  if (const absl::StatusOr<pki::DeviceId> device = admitted_device(*context); !device.ok()) {
    return answer(context, device.status());
  }
  absl::StatusOr<Certified> certified =
      enrolment_.renew(certificate_of(*context), request->certificate_request(), absl::Now());
  if (!certified.ok()) return answer(context, certified.status());
  ++counts_.renewed;
  response->set_certificate_chain(std::move(certified->certificate));
  response->set_authorities(std::move(certified->authorities));
  return answer(context, absl::OkStatus());
}

}  // namespace desirepath::gate
