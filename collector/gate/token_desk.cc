#include "collector/gate/token_desk.h"

#include <absl/strings/str_cat.h>
#include <absl/time/clock.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "collector/gate/served_bundle.h"
#include "proto/pki/certificate.h"
#include "proto/pki/join_token.h"

namespace desirepath::gate {

absl::StatusOr<std::string> issue_token(const TokenDesk& desk, std::int64_t uses,
                                        absl::Time expires, const Joining& joining) {
  const absl::StatusOr<std::string> authorities = read_file(desk.authorities);
  if (!authorities.ok()) return authorities.status();
  const std::vector<std::string> parts = pki::split_pem(*authorities);
  if (parts.empty()) {
    return absl::FailedPreconditionError(absl::StrCat(
        desk.authorities.string(), ": holds no certificate: restore it from a backup"));
  }
  absl::StatusOr<std::string> octets = read_file(desk.bundle);
  if (absl::IsNotFound(octets.status())) {
    return absl::FailedPreconditionError(
        "join token: there is no signed policy yet, and a device must know its signers: run "
        "'policy "
        "sign' and 'policy publish' first");
  }
  if (!octets.ok()) return octets.status();
  const absl::StatusOr<ServedBundle> bundle = parse_bundle(*std::move(octets));
  if (!bundle.ok()) return bundle.status();
  const absl::StatusOr<std::string> shown = read_file(desk.certificate);
  if (!shown.ok()) return shown.status();
  // During a rotation the gate still shows the old authority's certificate: that one is pinned.
  const auto issuer = std::find_if(parts.begin(), parts.end(), [&](const std::string& authority) {
    return pki::verify_issued(*shown, authority, absl::Now()).ok();
  });
  if (issuer == parts.end()) {
    return absl::FailedPreconditionError(absl::StrCat(
        desk.certificate.string(), ": was issued by none of ", desk.authorities.string(),
        ", or has ended: devices could not check the gate; put both of one PKI in place"));
  }
  const absl::StatusOr<pki::Digest> pin = pki::trust_pin(*issuer, bundle->signers);
  if (!pin.ok()) return pin.status();
  absl::StatusOr<GateDatabase> database = GateDatabase::open(desk.database);
  if (!database.ok()) return database.status();
  const pki::JoinToken token = pki::make_join_token(*pin);
  if (absl::Status status = database->add_token(token, uses, expires, joining); !status.ok()) {
    return status;
  }
  return token.text();
}

}  // namespace desirepath::gate
