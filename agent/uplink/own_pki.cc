#include "agent/uplink/own_pki.h"

#include <absl/strings/str_cat.h>

#include <fstream>
#include <sstream>

#include "proto/pki/certificate.h"

namespace desirepath::uplink {
namespace {

constexpr std::size_t kKeyOctets = 32;
constexpr std::size_t kFewestSigners = 2;

absl::StatusOr<std::string> read(const std::string& option, const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream content;
  content << file.rdbuf();
  if (!file || content.str().empty()) {
    return absl::InvalidArgumentError(
        absl::StrCat(path.empty() ? option : path, ": cannot be read: ", option, " wants a file"));
  }
  return content.str();
}

}  // namespace

absl::StatusOr<Credentials> adopt(const std::string& gate, const OwnFiles& files, absl::Time now) {
  const absl::StatusOr<std::string> certificate = read("--certificate", files.certificate);
  if (!certificate.ok()) return certificate.status();
  const absl::StatusOr<std::string> key = read("--key", files.key);
  if (!key.ok()) return key.status();
  const absl::StatusOr<std::string> authorities = read("--ca", files.authorities);
  if (!authorities.ok()) return authorities.status();
  const absl::StatusOr<std::string> signers = read("--signers", files.signers);
  if (!signers.ok()) return signers.status();
  if (!pki::parse_certificate(*certificate).ok()) {
    return absl::InvalidArgumentError(
        absl::StrCat(files.certificate, ": is no PEM certificate: export it as PEM"));
  }
  if (!pki::belongs(*key, *certificate)) {
    return absl::InvalidArgumentError(absl::StrCat(files.key, ": is not the private key of ",
                                                   files.certificate, ": give both of one pair"));
  }
  if (absl::Status status = pki::verify_issued(*certificate, *authorities, now); !status.ok()) {
    return absl::InvalidArgumentError(absl::StrCat(files.certificate, ": ", status.message(),
                                                   "; --ca wants the PKI's authorities"));
  }
  if (signers->size() % kKeyOctets != 0 || signers->size() < kFewestSigners * kKeyOctets) {
    return absl::InvalidArgumentError(absl::StrCat(
        files.signers, ": holds no policy signers: copy policy/signers of the collector's folder"));
  }
  Credentials credentials;
  credentials.gate = gate;
  credentials.key_pem = *key;
  credentials.certificate_pem = *certificate;
  credentials.authorities_pem = *authorities;
  credentials.signers = *signers;
  return credentials;
}

}  // namespace desirepath::uplink
