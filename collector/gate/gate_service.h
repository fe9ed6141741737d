#pragma once

// `GateService` is the gate's gRPC face: Submit, GetPolicy, GetTrust, Enroll, Renew.
//
// The TLS layer has already refused a certificate that is expired or from a foreign authority; a
// connection without any may only ask for trust and enrol. Nothing is logged: a failure is its
// status and a counter.
//
// Threads: gRPC's own.

#include <grpcpp/grpcpp.h>

#include <atomic>
#include <memory>

#include "collector/gate/admission.h"
#include "collector/gate/enrolment.h"
#include "collector/gate/served_bundle.h"
#include "desirepath/v1/gate.grpc.pb.h"

namespace desirepath::gate {

struct ServiceCounts {
  std::atomic<std::uint64_t> sessions{0};
  std::atomic<std::uint64_t> enrolled{0};
  std::atomic<std::uint64_t> renewed{0};
  std::atomic<std::uint64_t> refused{0};
};

class GateService final : public v1::GateService::CallbackService {
 public:
  GateService(Admission& admission, Enrolment& enrolment, BundleFile& bundle)
      : admission_(admission), enrolment_(enrolment), bundle_(bundle) {}

  grpc::ServerBidiReactor<v1::SubmitRequest, v1::SubmitResponse>* Submit(
      grpc::CallbackServerContext* context) override;
  grpc::ServerUnaryReactor* GetPolicy(grpc::CallbackServerContext* context,
                                      const v1::GetPolicyRequest* request,
                                      v1::GetPolicyResponse* response) override;
  grpc::ServerUnaryReactor* GetTrust(grpc::CallbackServerContext* context,
                                     const v1::GetTrustRequest* request,
                                     v1::GetTrustResponse* response) override;
  grpc::ServerUnaryReactor* Enroll(grpc::CallbackServerContext* context,
                                   const v1::EnrollRequest* request,
                                   v1::EnrollResponse* response) override;
  grpc::ServerUnaryReactor* Renew(grpc::CallbackServerContext* context,
                                  const v1::RenewRequest* request,
                                  v1::RenewResponse* response) override;

  [[nodiscard]] const ServiceCounts& counts() const { return counts_; }

 private:
  absl::StatusOr<pki::DeviceId> admitted_device(const grpc::ServerContextBase& context);
  grpc::ServerUnaryReactor* answer(grpc::CallbackServerContext* context,
                                   const absl::Status& status);

  Admission& admission_;
  Enrolment& enrolment_;
  BundleFile& bundle_;
  ServiceCounts counts_;
};

}  // namespace desirepath::gate
