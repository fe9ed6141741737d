#include "collector/api/listen_check.h"

#include "absl/strings/str_cat.h"
#include "collector/api/host_name.h"

namespace desirepath::api {

absl::StatusOr<AddressBlocks> check_listening(const ServerOptions& options) {
  if (!options.tls && !is_loopback_address(options.address)) {
    return absl::InvalidArgumentError(
        absl::StrCat(options.setting, ": ", options.address,
                     " is no loopback address; without TLS the page listens on 127.0.0.1 or ::1 "
                     "only: name web.certificate and web.key, put a proxy in front, or reach it by "
                     "an SSH tunnel"));
  }
  absl::StatusOr<AddressBlocks> proxies = AddressBlocks::parse(options.trusted_proxies);
  if (proxies.ok()) return proxies;
  return absl::InvalidArgumentError(
      absl::StrCat("[web] trusted_proxies: ", proxies.status().message()));
}

}  // namespace desirepath::api
