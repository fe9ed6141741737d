#pragma once

// `Authority` is the installation's own certificate authority: it certifies the gate, the
// collector's intake and every device that shows a join token.
//
// `desirepath-collector init` makes it, the gate holds it. A device's certificate says nothing: its
// subject is 128 random bits, kept at renewal so that quota and revocation follow the device over
// its certificates.
//
// Limits: a request of 4 KiB, P-256, P-384 or Ed25519 keys only. Source: RFC 5280.
// Errors: kInvalidArgument (a request or file that is not understood, or whose own signature is
// wrong). Threads: immutable after construction.

#include <absl/status/statusor.h>
#include <absl/time/time.h>

#include <memory>
#include <string>
#include <vector>

struct evp_pkey_st;  // OpenSSL's EVP_PKEY

namespace desirepath::pki {

inline constexpr std::size_t kMaxRequestBytes = 4096;
inline constexpr absl::Duration kDeviceLifetime = absl::Hours(30 * 24);
inline constexpr absl::Duration kServerLifetime = absl::Hours(398 * 24);
inline constexpr absl::Duration kAuthorityLifetime = absl::Hours(3650 * 24);

// The names certificates are checked against, whatever address the peer was reached by.
inline constexpr char kGateName[] = "desirepath-gate";
inline constexpr char kCollectorName[] = "desirepath-collector";

class Authority {
 public:
  static absl::StatusOr<Authority> create(absl::Time now);
  static absl::StatusOr<Authority> from_pem(const std::string& certificate_pem,
                                            const std::string& key_pem);
  Authority(Authority&&) noexcept;
  Authority& operator=(Authority&&) noexcept;
  ~Authority();

  [[nodiscard]] const std::string& certificate_pem() const { return certificate_pem_; }
  [[nodiscard]] const std::string& key_pem() const { return key_pem_; }

  // Certifies a device. `subject` is 32 hex digits: `random_subject()` at enrolment, the old one at
  // renewal.
  absl::StatusOr<std::string> certify_device(const std::string& request_der,
                                             const std::string& subject, absl::Time now,
                                             absl::Duration lifetime = kDeviceLifetime) const;

  // Certifies a server (which is also a client: the gate calls the collector) under DNS names or IP
  // addresses.
  absl::StatusOr<std::string> certify_server(const std::string& request_der,
                                             const std::vector<std::string>& names, absl::Time now,
                                             absl::Duration lifetime = kServerLifetime) const;

  // Certifies the key and the names of a server's certificate again: before it ends, or because
  // another authority issued it.
  absl::StatusOr<std::string> certify_server_again(const std::string& certificate_pem,
                                                   absl::Time now,
                                                   absl::Duration lifetime = kServerLifetime) const;

 private:
  struct Keys;
  explicit Authority(std::unique_ptr<Keys> keys);
  absl::StatusOr<std::string> certify(evp_pkey_st* key, const std::vector<std::string>& names,
                                      absl::Time now, absl::Duration lifetime) const;
  std::unique_ptr<Keys> keys_;
  std::string certificate_pem_;
  std::string key_pem_;
};

std::string random_subject();

}  // namespace desirepath::pki
