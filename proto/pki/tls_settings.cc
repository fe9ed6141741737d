#include "proto/pki/tls_settings.h"

#include <openssl/conf.h>
#include <openssl/crypto.h>
#include <openssl/ssl.h>

#include "proto/pki/owners.h"

namespace desirepath::pki {
namespace {

constexpr char kDefaults[] = R"(
openssl_conf = everything
[everything]
ssl_conf = contexts
[contexts]
system_default = every_context
[every_context]
Protocol = -SSLv3, -TLSv1, -TLSv1.1, -TLSv1.2
Options = -SessionTicket
NumTickets = 0
)";

absl::Status load() {
  // The machine's own configuration first, so that it cannot come later and undo ours.
  OPENSSL_init_ssl(OPENSSL_INIT_LOAD_CONFIG, nullptr);
  const std::unique_ptr<CONF, Free<NCONF_free>> configuration(NCONF_new(nullptr));
  const std::string defaults = kDefaults;
  const BioOwner text = reading(defaults);
  long line = 0;
  if (configuration == nullptr || NCONF_load_bio(configuration.get(), text.get(), &line) != 1 ||
      CONF_modules_load(configuration.get(), nullptr, 0) != 1) {
    return openssl_error("tls settings");
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status require_tls13() {
  static const absl::Status status = load();
  return status;
}

}  // namespace desirepath::pki
