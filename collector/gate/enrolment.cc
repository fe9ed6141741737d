#include "collector/gate/enrolment.h"

#include <absl/strings/ascii.h>

#include <algorithm>
#include <utility>

#include "collector/gate/served_bundle.h"
#include "proto/pki/authority.h"

namespace desirepath::gate {

absl::StatusOr<std::string> Enrolment::authorities() const { return read_file(files_.authorities); }

absl::StatusOr<Certified> Enrolment::enrol(const std::string& secret,
                                           const std::string& request_der, absl::Time now) {
  pki::JoinToken token;
  if (secret.size() != token.secret.size()) {
    return absl::InvalidArgumentError("join token: its secret has not 32 octets");
  }
  std::copy(secret.begin(), secret.end(), token.secret.begin());
  // The certificate comes first: a request that is refused costs no use of the token.
  absl::StatusOr<Certified> certified = certify(request_der, pki::random_subject(), now);
  if (!certified.ok()) return certified;
  const absl::StatusOr<pki::Certificate> made = pki::parse_certificate(certified->certificate);
  if (!made.ok()) return made.status();
  const absl::MutexLock lock(&mutex_);
  const absl::StatusOr<Joining> joining = database_.use_token(token.lookup(), now);
  if (!joining.ok()) return joining.status();
  if (absl::Status status = database_.note_device(made->device, made->not_after, *joining);
      !status.ok()) {
    return status;
  }
  return certified;
}

absl::StatusOr<Certified> Enrolment::renew(const std::string& current_pem,
                                           const std::string& request_der, absl::Time now) {
  const absl::StatusOr<pki::Certificate> current = pki::parse_certificate(current_pem);
  if (!current.ok()) return current.status();
  if (!current->due_for_renewal(now)) {
    return absl::FailedPreconditionError(
        "renewal: the certificate has more than a third of its life left: come back later");
  }
  absl::StatusOr<Certified> certified = certify(request_der, current->subject, now);
  if (!certified.ok()) return certified;
  const absl::MutexLock lock(&mutex_);
  if (absl::Status status = database_.note_device(current->device, now + pki::kDeviceLifetime);
      !status.ok()) {
    return status;
  }
  return certified;
}

absl::Status Enrolment::note_version(const pki::DeviceId& device, const std::string& version) {
  if (version.size() > kLongestVersion || !std::all_of(version.begin(), version.end(), [](char c) {
        return absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '.' || c == '-' ||
               c == '+' || c == '~';
      })) {
    return absl::InvalidArgumentError("version: letters, digits and .-+~, at most 32");
  }
  const absl::MutexLock lock(&mutex_);
  return database_.note_version(device, version);
}

absl::Status Enrolment::note_holder(const pki::DeviceId& device) {
  const absl::MutexLock lock(&mutex_);
  return database_.note_holder(device);
}

absl::StatusOr<bool> Enrolment::is_revoked(const pki::DeviceId& device) {
  const absl::MutexLock lock(&mutex_);
  return database_.is_revoked(device);
}

absl::StatusOr<Certified> Enrolment::certify(const std::string& request_der,
                                             const std::string& subject, absl::Time now) {
  if (files_.authority_key.empty()) {
    return absl::FailedPreconditionError(
        "enrolment: this gate has no authority's key: get certificates where it gets its own");
  }
  const absl::StatusOr<std::string> authorities = read_file(files_.authorities);
  if (!authorities.ok()) return authorities.status();
  const absl::StatusOr<std::string> key = read_file(files_.authority_key);
  if (!key.ok()) return key.status();
  const absl::StatusOr<pki::Authority> authority = pki::Authority::from_pem(*authorities, *key);
  if (!authority.ok()) return authority.status();
  absl::StatusOr<std::string> certificate = authority->certify_device(request_der, subject, now);
  if (!certificate.ok()) return certificate.status();
  return Certified{*std::move(certificate), *authorities};
}

}  // namespace desirepath::gate
