#pragma once

// `Enrolment` answers join tokens and renewals with certificates.
//
// The gate's service calls it. A gate without an authority's key (bring your own PKI) answers
// kFailedPrecondition.
//
// Errors: those of GateDatabase::use_token and pki::Authority. Threads: internally locked.

#include <absl/base/thread_annotations.h>
#include <absl/status/statusor.h>
#include <absl/synchronization/mutex.h>
#include <absl/time/time.h>

#include <filesystem>
#include <string>

#include "collector/gate/gate_database.h"

namespace desirepath::gate {

inline constexpr std::size_t kLongestVersion = 32;

struct Certified {
  std::string certificate;  // PEM
  std::string authorities;  // PEM, the issuing one first
};

class Enrolment {
 public:
  struct Files {
    std::filesystem::path authorities;    // the issuing authority first; two during rotation
    std::filesystem::path authority_key;  // empty: certificates come from elsewhere
  };

  Enrolment(Files files, GateDatabase database)
      : files_(std::move(files)), database_(std::move(database)) {}

  absl::StatusOr<std::string> authorities() const;
  absl::StatusOr<Certified> enrol(const std::string& secret, const std::string& request_der,
                                  absl::Time now);
  // `current`: the certificate the device showed in its handshake.
  absl::StatusOr<Certified> renew(const std::string& current_pem, const std::string& request_der,
                                  absl::Time now);
  // What a device says of its program; no more than kLongestVersion octets of a version's letters.
  absl::Status note_version(const pki::DeviceId& device, const std::string& version);
  // The device showed that it holds a verified bundle.
  absl::Status note_holder(const pki::DeviceId& device);
  absl::StatusOr<bool> is_revoked(const pki::DeviceId& device);

 private:
  absl::StatusOr<Certified> certify(const std::string& request_der, const std::string& subject,
                                    absl::Time now);

  const Files files_;
  absl::Mutex mutex_;
  GateDatabase database_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace desirepath::gate
