// `desirepath-uplink`: the agent's short-lived hand on the network.
//
// An internal program; people run `desirepath-agent enroll`. It has the certificate and the
// network, no right to capture and no sight of the diary: what it gets are sealed frames through
// descriptor 3.

#include <absl/time/clock.h>

#include <CLI/CLI.hpp>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>

#include "agent/outbox/uplink_pipe.h"
#include "agent/uplink/credentials.h"
#include "agent/uplink/enrol.h"
#include "agent/uplink/own_pki.h"
#include "agent/uplink/visit.h"
#include "proto/pki/certificate.h"
#include "proto/seal/encoding.h"

namespace {

constexpr int kFailed = 1;
constexpr int kBadUsage = 2;

int fail(const absl::Status& status) {
  std::cerr << "desirepath-uplink: " << status.message() << '\n';
  return absl::IsInvalidArgument(status) ? kBadUsage : kFailed;
}

struct Joining {
  std::string gate;
  std::string token;
  desirepath::uplink::OwnFiles files;  // with a token its `authorities` alone
  std::string state_dir = "/var/lib/desirepath-agent";
};

absl::StatusOr<desirepath::uplink::Credentials> join(const Joining& joining) {
  if (joining.token.empty()) {
    return desirepath::uplink::adopt(joining.gate, joining.files, absl::Now());
  }
  std::string authority;
  if (!joining.files.authorities.empty()) {
    std::ifstream file(joining.files.authorities, std::ios::binary);
    std::ostringstream content;
    content << file.rdbuf();
    authority = content.str();
    if (!file || authority.empty()) {
      return absl::InvalidArgumentError(joining.files.authorities +
                                        ": cannot be read: --ca wants a PEM certificate");
    }
  }
  return desirepath::uplink::enrol(joining.gate, joining.token, authority);
}

int enrol(const Joining& joining) {
  const absl::StatusOr<desirepath::uplink::Credentials> credentials = join(joining);
  if (!credentials.ok()) return fail(credentials.status());
  const auto certificate = desirepath::pki::parse_certificate(credentials->certificate_pem);
  if (!certificate.ok()) return fail(certificate.status());
  if (absl::Status status = desirepath::uplink::store_credentials(*credentials, joining.state_dir);
      !status.ok()) {
    return fail(status);
  }
  std::cout << "enrolled at " << joining.gate << ": certificate in " << joining.state_dir
            << "/uplink\nthe gate knows this device as "
            << desirepath::seal::to_hex(certificate->device) << "\n";
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("The agent's hand on the network; started by desirepath-agent.");
  app.set_version_flag("--version", DESIREPATH_VERSION);
  app.require_subcommand(1);
  Joining joining;
  std::string tls_key_log;
  CLI::App* enrolling = app.add_subcommand(
      "enroll", "get a certificate with a join token, or take over one of an own PKI");
  enrolling->add_option("--gate", joining.gate, "HOST:PORT of the gate")->required();
  enrolling->add_option("--token", joining.token, "the join token");
  enrolling->add_option("--ca", joining.files.authorities, "PEM file of the authorities to trust");
  enrolling->add_option("--certificate", joining.files.certificate, "PEM, of an own PKI");
  enrolling->add_option("--key", joining.files.key, "its private key");
  enrolling->add_option("--signers", joining.files.signers, "the policy's signers");
  enrolling->add_option("--state", joining.state_dir, "the agent's state directory");
  CLI::App* session = app.add_subcommand("session", "one visit at the gate, through descriptor 3");
  session->add_option("--state", joining.state_dir, "the agent's state directory");
  session->add_option("--tls-key-log", tls_key_log, "file for the connection's TLS secrets");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    const int code = app.exit(error);
    return code == 0 ? 0 : kBadUsage;
  }
  std::signal(SIGPIPE, SIG_IGN);
  if (*enrolling) return enrol(joining);
  const absl::Status status = desirepath::uplink::visit(
      desirepath::outbox::kUplinkDescriptor, joining.state_dir, absl::Now(), tls_key_log);
  return status.ok() ? 0 : fail(status);
}
