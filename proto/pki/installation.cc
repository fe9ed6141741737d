#include "proto/pki/installation.h"

#include <utility>

#include "proto/pki/authority.h"
#include "proto/pki/request.h"

namespace desirepath::pki {
namespace {

absl::Status add_server(const Authority& authority, const std::string& stem,
                        const std::vector<std::string>& names, absl::Time now,
                        std::vector<File>& files) {
  absl::StatusOr<KeyAndRequest> fresh = make_key_and_request();
  if (!fresh.ok()) return fresh.status();
  absl::StatusOr<std::string> certificate =
      authority.certify_server(fresh->request_der, names, now);
  if (!certificate.ok()) return certificate.status();
  files.push_back({stem + ".pem", *std::move(certificate), false});
  files.push_back({stem + ".key", std::move(fresh->key_pem), true});
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::vector<File>> make_installation(const std::vector<std::string>& names,
                                                    absl::Time now) {
  const absl::StatusOr<Authority> authority = Authority::create(now);
  if (!authority.ok()) return authority.status();
  std::vector<File> files = {{"ca.pem", authority->certificate_pem(), false},
                             {"ca.key", authority->key_pem(), true}};
  std::vector<std::string> gate_names = {kGateName};
  gate_names.insert(gate_names.end(), names.begin(), names.end());
  if (absl::Status status = add_server(*authority, "gate", gate_names, now, files); !status.ok()) {
    return status;
  }
  if (absl::Status status = add_server(*authority, "collector", {kCollectorName}, now, files);
      !status.ok()) {
    return status;
  }
  return files;
}

}  // namespace desirepath::pki
