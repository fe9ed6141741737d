#include "agent/uplink/session.h"

#include <absl/strings/str_cat.h>
#include <absl/time/clock.h>

#include <functional>
#include <utility>

#include "agent/uplink/backoff.h"
#include "agent/uplink/channel.h"
#include "proto/pki/certificate.h"
#include "proto/pki/request.h"
#include "proto/pki/tls_settings.h"

namespace desirepath::uplink {
namespace {

constexpr absl::Duration kCallLimit = absl::Seconds(30);

bool is_worth_another_try(const absl::Status& status) {
  return absl::IsUnavailable(status) || absl::IsResourceExhausted(status);
}

// After a stream broke off, the gate may have frames that it did not get to acknowledge: to send
// them again is a second send of the gate's quota, and that is for the outbox to decide.
absl::Status broken_off(const absl::Status& status) {
  if (!absl::IsUnavailable(status)) return status;
  return absl::AbortedError(status.message());
}

// Calls `attempt` until it succeeds, fails for good, or patience ends.
absl::Status keep_trying(const SessionOptions& options, const std::function<void()>& start_anew,
                         const std::function<absl::Status(absl::Duration& at_least)>& attempt) {
  const absl::Time end = absl::Now() + options.patience;
  seal::Random random;
  Backoff backoff(options.first_pause, options.longest_pause, random);
  while (true) {
    absl::Duration at_least;
    absl::Status status = attempt(at_least);
    if (status.ok() || !is_worth_another_try(status)) return status;
    const absl::Duration pause = backoff.next(at_least);
    if (absl::Now() + pause >= end) return status;
    absl::SleepFor(pause);
    start_anew();
  }
}

}  // namespace

struct Session::Connection {
  Connection(const Credentials& credentials, const std::string& tls_key_log)
      : channel(open_channel(credentials, tls_key_log)), stub(v1::GateService::NewStub(channel)) {}
  std::shared_ptr<grpc::Channel> channel;
  std::unique_ptr<v1::GateService::Stub> stub;
};

Session::Session(Credentials credentials, SessionOptions options)
    : credentials_(std::move(credentials)), options_(std::move(options)) {}
Session::~Session() = default;

absl::StatusOr<std::unique_ptr<Session>> Session::open(Credentials credentials, absl::Time now,
                                                       SessionOptions options) {
  if (absl::Status status = pki::require_tls13(); !status.ok()) return status;
  const absl::StatusOr<pki::Certificate> certificate =
      pki::parse_certificate(credentials.certificate_pem);
  if (!certificate.ok()) return certificate.status();
  if (certificate->not_after <= now) {
    return absl::FailedPreconditionError(
        absl::StrCat("certificate: expired on ",
                     absl::FormatTime("%Y-%m-%d", certificate->not_after, absl::UTCTimeZone()),
                     ": ask for a join token and run 'desirepath-agent enroll'"));
  }
  return std::unique_ptr<Session>(new Session(std::move(credentials), std::move(options)));
}

Session::Connection& Session::connection() {
  if (connection_ == nullptr)
    connection_ = std::make_unique<Connection>(credentials_, options_.tls_key_log);
  return *connection_;
}

absl::Status Session::submit(std::span<const Frame> frames, const Accepted& on_accepted) {
  std::size_t safe = 0;
  return keep_trying(
      options_, [this] { connection_.reset(); },
      [&](absl::Duration& at_least) -> absl::Status {
        const std::size_t before = safe;
        const Accepted count_on = [&](std::uint32_t count, std::int64_t hour) {
          safe = before + count;
          on_accepted(static_cast<std::uint32_t>(safe), hour);
        };
        Submission submission(frames.subspan(before), count_on);
        const grpc::Status status =
            submission.run(*connection().stub, absl::Now() + options_.patience);
        at_least = submission.retry_after();
        if (!status.ok()) {
          const absl::Status failed = from_grpc(status, credentials_.gate);
          if (submission.nothing_left()) return failed;
          connection_.reset();
          return broken_off(failed);
        }
        if (safe == frames.size()) return absl::OkStatus();
        return absl::UnavailableError(
            absl::StrCat("gate ", credentials_.gate, ": closed before it had accepted everything"));
      });
}

absl::StatusOr<PolicyAnswer> Session::fetch_policy(const std::string& known_hash) {
  v1::GetPolicyRequest request;
  request.set_known_hash(known_hash);
  request.set_version(DESIREPATH_VERSION);
  v1::GetPolicyResponse response;
  absl::Status status = keep_trying(
      options_, [this] { connection_.reset(); },
      [&](absl::Duration& /*at_least*/) {
        grpc::ClientContext context;
        context.set_deadline(absl::ToChronoTime(absl::Now() + kCallLimit));
        return from_grpc(connection().stub->GetPolicy(&context, request, &response),
                         credentials_.gate);
      });
  if (!status.ok()) return status;
  return PolicyAnswer{std::move(*response.mutable_bundle()), response.hour()};
}

absl::StatusOr<bool> Session::renew_if_due(absl::Time now) {
  const absl::StatusOr<pki::Certificate> current =
      pki::parse_certificate(credentials_.certificate_pem);
  if (!current.ok()) return current.status();
  if (!current->due_for_renewal(now)) return false;
  absl::StatusOr<pki::KeyAndRequest> fresh = pki::make_key_and_request();
  if (!fresh.ok()) return fresh.status();
  v1::RenewRequest request;
  request.set_certificate_request(fresh->request_der);
  v1::RenewResponse response;
  grpc::ClientContext context;
  context.set_deadline(absl::ToChronoTime(absl::Now() + kCallLimit));
  if (absl::Status status =
          from_grpc(connection().stub->Renew(&context, request, &response), credentials_.gate);
      !status.ok()) {
    return status;
  }
  if (!pki::belongs(fresh->key_pem, response.certificate_chain())) {
    return absl::InternalError("renewal: the certificate is not for the key that asked");
  }
  credentials_.key_pem = std::move(fresh->key_pem);
  credentials_.certificate_pem = response.certificate_chain();
  credentials_.authorities_pem = response.authorities();
  connection_.reset();  // the next call shows the new certificate
  return true;
}

}  // namespace desirepath::uplink
