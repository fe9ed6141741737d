#include "collector/settings_text.h"

#include "absl/strings/str_cat.h"
#include "collector/settings.h"

namespace desirepath::collector {

std::string settings_text(const std::string& gate_listen, const std::string& web_listen) {
  const Settings defaults;
  const std::string gate = gate_listen.empty() ? defaults.gate_listen : gate_listen;
  const std::string web = web_listen.empty() ? defaults.web_listen : web_listen;
  return absl::StrCat(
      R"(# Settings of desirepath-collector. "serve --check-config" reads them and says what is wrong.
# Each key may be overridden by the environment: gate.listen by DESIREPATH_GATE_LISTEN.

# Where keys, databases and the policy are; a relative folder starts at this file's.
data_dir = "."

# all: gate and collector in one process, so one operator holds both keys. gate: ends TLS, knows the
# device, cannot read frames. collector: opens and counts frames, never learns the device.
role = "all"

[gate]
# HOST:PORT that agents connect to; port 0 takes any free one (run/endpoints.json says which).
listen = ")",
      gate, R"("
# Role gate only: HOST:PORT of the collector's intake.
# collector = "collector.example:8444"

[intake]
# Role collector only: HOST:PORT where the gate delivers frames.
# listen = ")",
      defaults.intake_listen, R"("

[web]
# HOST:PORT of the page and the API. Without a certificate it is plain HTTP, so a loopback address.
listen = ")",
      web, R"("
# PEM files; with both the page speaks HTTPS on any address, under the certificate's names. Relative
# ones start at this file's folder. SIGHUP reads them again.
# certificate = "page.pem"
# key = "page.key"
# Behind a proxy: the names it is known by, and whose X-Forwarded-Proto is believed. It must pass the Host on.
# names = "desk.example"
# trusted_proxies = "127.0.0.1"

[metrics]
# HOST:PORT of /metrics for Prometheus, with /healthz and /readyz; a loopback address.
# listen = "127.0.0.1:9464"
# The organisation's own sign-in service (OpenID Connect), beside the accounts here; the packaged example says more of each.
# [sign_in]
# issuer = "https://login.example"
# label = "Example account"
# client_id = "desirepath"
# client_secret_file = "sign_in.secret"
# roles = "desk-curators = curator, security = auditor"

# Events for other systems, and the monthly report by mail; the packaged example says more of each.
# [events]
# webhook = "https://siem.example/hooks/desirepath"
# webhook_secret_file = "webhook.secret"
# syslog = "logs.example:6514"
# [mail]
# server = "mail.example:587"
# from = "desirepath@example.org"
# to = "it-lead@example.org"

[log]
# text for people, json for a log collector.
format = "text"
)");
}

}  // namespace desirepath::collector
